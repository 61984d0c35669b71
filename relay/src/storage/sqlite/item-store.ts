import { draft } from '../../calls/event-draft.ts';
import { itemDrafts } from '../../items/item-events.ts';
import type { Callback } from '../../wire/callback.ts';
import { itemAfter } from '../../wire/item.ts';
import type { ItemStore } from '../item-port.ts';
import { itemQuestion, itemRowOf } from '../item-row.ts';
import { begunCallback, writeCallOf } from './call-and-callback.ts';
import type { Connection } from './connection.ts';
import type { Tables } from './tables.ts';

/** Callbacks, tasks and time entries of one tenant, and how the firm works. */
export function createItemStore(tenantId: string, { write, read, now }: Connection, tables: Tables): ItemStore {
  const { items, practices, log } = tables;
  const hops = (receivedAt: string) => ({ providerAt: null, receivedAt, committedAt: now().toISOString() });

  return {
    itemPage: (kind, cursor, limit) => read(() => items.page(tenantId, kind, cursor, limit)),
    item: (kind, itemId) => read(() => items.one(tenantId, kind, itemId)),
    editItem: (kind, itemId, edit, by, receivedAt) =>
      write(() => {
        const before = items.one(tenantId, kind, itemId);
        const edited = itemAfter(kind, itemId, before, edit, by);
        if (edited === 'incomplete') return edited;
        if (edited === before) return { value: edited, events: [] };
        const isNewCallback = kind === 'callback' && before === null;
        const after = isNewCallback ? (begunCallback(tables, tenantId, edited as Callback) as typeof edited) : edited;
        items.put(tenantId, itemRowOf(kind, after));
        const drafts = itemDrafts(kind, before, after, { tenantId, hops: hops(receivedAt) });
        if (kind === 'callback') {
          const callbacks = { before: before as Callback | null, after: after as Callback };
          drafts.push(...writeCallOf(tables, callbacks, { tenantId, by, receivedAt, now: now() }));
        }
        return { value: after, events: log.append(tenantId, drafts) };
      }),
    openCallbacks: () => read(() => items.owed(tenantId)),
    itemsOf: (kind, of) =>
      read(() => {
        const { column, value } = itemQuestion(of);
        return items.of(tenantId, kind, column, value);
      }),

    practice: () => read(() => practices.of(tenantId)),
    setPractice: (next, expectedRevision, at) =>
      write(() => {
        if (practices.of(tenantId).revision !== expectedRevision) return null;
        practices.put(tenantId, next);
        const drafts = [draft({ type: 'practice_changed', practice: next, hops: hops(at) })];
        return { value: next, events: log.append(tenantId, drafts) };
      }),
  };
}
