import { draft } from '../../calls/event-draft.ts';
import { itemDrafts } from '../../items/item-events.ts';
import type { Callback } from '../../wire/callback.ts';
import { itemAfter } from '../../wire/item.ts';
import type { ItemStore } from '../item-port.ts';
import { itemQuestion, itemRowOf } from '../item-row.ts';
import { begunCallback, writeCallOf } from './call-and-callback.ts';
import { itemById, itemPage, itemsOf, owedCallbacks, putItem } from './items.ts';
import { practiceOf, putPractice } from './practices.ts';
import type { Scope } from './scope.ts';

/** Callbacks, tasks and time entries of one tenant, and how the firm works. */
export function createItemStore(tenantId: string, { scoped, logged }: Scope, now: () => Date): ItemStore {
  const hops = (receivedAt: string) => ({ providerAt: null, receivedAt, committedAt: now().toISOString() });

  return {
    itemPage: (kind, cursor, limit) => scoped((s) => itemPage(s, tenantId, kind, cursor, limit)),
    item: (kind, itemId) => scoped((s) => itemById(s, tenantId, kind, itemId)),
    // The log's head is locked first, so two edits of one item never read the same state.
    editItem: (kind, itemId, edit, by, receivedAt) =>
      logged(async (s, log) => {
        const before = await itemById(s, tenantId, kind, itemId);
        const edited = itemAfter(kind, itemId, before, edit, by);
        if (edited === 'incomplete') return edited;
        if (edited === before) return { value: edited, events: [] };
        const isNewCallback = kind === 'callback' && before === null;
        const after = isNewCallback
          ? ((await begunCallback(s, tenantId, edited as Callback)) as typeof edited)
          : edited;
        await putItem(s, tenantId, itemRowOf(kind, after));
        const drafts = itemDrafts(kind, before, after, { tenantId, hops: hops(receivedAt) });
        if (kind === 'callback') {
          const callbacks = { before: before as Callback | null, after: after as Callback };
          drafts.push(...(await writeCallOf(s, callbacks, { tenantId, by, receivedAt, now: now() })));
        }
        return { value: after, events: await log(drafts) };
      }),
    openCallbacks: () => scoped((s) => owedCallbacks(s, tenantId)),
    itemsOf: (kind, of) => scoped((s) => itemsOf(s, tenantId, kind, itemQuestion(of))),

    practice: () => scoped((s) => practiceOf(s, tenantId)),
    setPractice: (next, expectedRevision, at) =>
      logged(async (s, log) => {
        if ((await practiceOf(s, tenantId)).revision !== expectedRevision) return null;
        await putPractice(s, tenantId, next);
        return {
          value: next,
          events: await log([draft({ type: 'practice_changed', practice: next, hops: hops(at) })]),
        };
      }),
  };
}
