import { useEffect, type RefObject } from 'react';
import { letterBelongsToField } from '../main-window/commands.ts';
import type { Stores } from '../stores/stores.ts';

/** The letters of this screen: `/` search, `N` new, `J` `K` move, `C` call, `T` task; Esc goes back to the list. */
export function useDirectoryKeys(
  stores: Stores,
  letterKeys: boolean,
  fields: { search: RefObject<HTMLInputElement | null>; find: RefObject<HTMLInputElement | null> },
): void {
  const { search, find } = fields;
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || document.querySelector('[role="dialog"], [role="menu"]')) return;
      if (run(event, stores, letterKeys, { search, find })) {
        event.preventDefault();
        // The window's own keys mean the calls.
        event.stopPropagation();
      }
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [stores, letterKeys, search, find]);
}

function run(
  event: KeyboardEvent,
  { matters, contacts, dial }: Stores,
  letterKeys: boolean,
  { search, find }: { search: RefObject<HTMLInputElement | null>; find: RefObject<HTMLInputElement | null> },
): boolean {
  const { tab, openId, view } = matters.store.getState();
  const isOpen = openId !== null;
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'f' && isOpen) {
    matters.find(true);
    setTimeout(() => find.current?.focus(), 0);
    return true;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || letterBelongsToField(event.target)) return false;
  if (event.key === 'Escape' && isOpen) {
    matters.open(null);
    return true;
  }
  if (!letterKeys) return false;
  switch (event.key) {
    case '/':
      if (isOpen) {
        matters.find(true);
        setTimeout(() => find.current?.focus(), 0);
      } else search.current?.focus();
      return true;
    case 'n':
      if (isOpen) matters.ask({ kind: 'note' });
      else if (tab === 'contacts') matters.ask({ kind: 'contact', contactId: null });
      else if (matters.list.store.getState().answer?.mayCreate) matters.ask({ kind: 'matter', matterId: null });
      return true;
    case 't':
      if (isOpen) matters.ask({ kind: 'task' });
      return isOpen;
    case 'e':
      if (isOpen) matters.ask({ kind: 'matter', matterId: openId });
      return isOpen;
    case 'c': {
      const number = isOpen
        ? view?.parties.find(({ role, numbers }) => role === 'client' && numbers.length > 0)?.numbers[0]?.number
        : contacts.store.getState().card?.numbers[0]?.number;
      if (number !== undefined) dial.ask(number);
      return true;
    }
    case 'j':
    case 'k': {
      if (isOpen) return false;
      const by = event.key === 'j' ? 1 : -1;
      if (tab === 'contacts') contacts.move(by);
      else matters.move(by);
      return true;
    }
    // Of a call, and there is none here.
    case 's':
      return true;
    default:
      return false;
  }
}
