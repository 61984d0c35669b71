import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Bridge } from '../../src-preload/contract.ts';
import type { ContactCard, ContactListRow } from '../../src-preload/contract/contacts.ts';
import { createPagedRows, pagedRow, type PagedRows } from './paged-rows.ts';

export interface ContactsData {
  contactId: string | null;
  card: ContactCard | null;
  /** The one on screen was removed or merged into another. */
  gone: boolean;
  selected: number;
  focusRequests: number;
}

export interface ContactsStore {
  store: StoreApi<ContactsData>;
  list: PagedRows<{ search: string }, ContactListRow, object>;
  start: () => () => void;
  enter: () => void;
  open: (contactId: string | null) => void;
  select: (index: number, options?: { focus: boolean }) => void;
  move: (by: number) => void;
}

/** Contacts: the list, and the card beside it. */
export function createContactsStore(bridge: Bridge): ContactsStore {
  const store = createStore<ContactsData>(() => ({
    contactId: null,
    card: null,
    gone: false,
    selected: 0,
    focusRequests: 0,
  }));
  const list: ContactsStore['list'] = createPagedRows({ search: '' }, (query, window) =>
    bridge.request('contacts:list', { ...query, ...window }),
  );
  let entered = false;
  const quietly = (work: Promise<unknown>) => void work.catch(() => undefined);

  async function load(): Promise<void> {
    const { contactId } = store.getState();
    if (contactId === null) return;
    const card = await bridge.request('contacts:get', { contactId });
    if (store.getState().contactId !== contactId) return;
    store.setState(card === null ? { gone: true } : { card, gone: false });
  }
  function open(contactId: string | null): void {
    if (contactId === store.getState().contactId) return;
    store.setState({ contactId, gone: false, ...(contactId === null && { card: null }) });
    quietly(load());
  }
  function select(index: number, options = { focus: false }): void {
    const row = pagedRow(list.store.getState().pages, index);
    store.setState(({ focusRequests }) => ({
      selected: index,
      focusRequests: options.focus ? focusRequests + 1 : focusRequests,
    }));
    if (row) open(row.id);
  }

  return {
    store,
    list,
    start: () =>
      bridge.on('calls:changed', ({ callIds }) => {
        if (!entered) return;
        // A ring changes when somebody was last spoken with, not who there is.
        if (callIds.length === 0) quietly(list.refresh());
        quietly(load());
      }),
    enter() {
      entered = true;
      quietly(list.refresh());
      quietly(load());
    },
    open,
    select,
    move(by) {
      const total = list.store.getState().answer?.total ?? 0;
      if (total === 0) return;
      const { selected, contactId } = store.getState();
      const from = contactId === null && by > 0 ? -1 : selected;
      select(Math.min(total - 1, Math.max(0, from + by)), { focus: true });
    },
  };
}
