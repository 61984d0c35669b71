import { callChangedDraft, type EventDraft } from '../calls/event-draft.ts';
import { entryDrafts } from '../calls/interaction-event.ts';
import { itemDrafts } from '../items/item-events.ts';
import { messageApplied } from '../messages/stored-message.ts';
import type { Hops } from '../wire/events.ts';
import type { AnyItem, Belongings, DirectoryWrites } from './directory-writes.ts';

export interface MoveContext {
  tenantId: string;
  receivedAt: string;
  now: Date;
}

/** Gives calls, messages and items to another contact or matter, or to nobody, and tells each of them. */
export function moveBelongings(
  { calls, messages, items }: Belongings,
  to: { contactId: string | null } | { matterId: null },
  context: MoveContext,
): Pick<DirectoryWrites, 'calls' | 'messages' | 'items' | 'events'> {
  const { tenantId, receivedAt, now } = context;
  const updatedAt = now.toISOString();
  const hops: Hops = { providerAt: null, receivedAt, committedAt: updatedAt };
  const moved: Pick<DirectoryWrites, 'calls' | 'messages' | 'items' | 'events'> = {
    calls: [],
    messages: [],
    items: [],
    events: [],
  };
  for (const stored of calls) {
    const call = { ...stored.call, ...to, updatedAt };
    const callJson = JSON.stringify(call);
    moved.calls.push({ stored: { ...stored, call }, callJson, isNew: false });
    moved.events.push(callChangedDraft('edit', call, callJson, hops), ...entryDrafts(tenantId, stored, call, hops));
  }
  for (const stored of messages) {
    const message = { ...stored.message, ...to };
    const applied = messageApplied(stored, { ...stored, message }, { tenantId, receivedAt, now }, null);
    moved.messages.push(applied.write);
    moved.events.push(...applied.events);
  }
  for (const one of items) {
    // Its kind stays, and each kind has both fields.
    const after = { kind: one.kind, item: { ...one.item, ...to, updatedAt } } as AnyItem;
    moved.items.push(after);
    moved.events.push(...draftsOf(one, after, { tenantId, hops }));
  }
  return moved;
}

function draftsOf(before: AnyItem, after: AnyItem, context: { tenantId: string; hops: Hops }): EventDraft[] {
  return itemDrafts(after.kind, before.item, after.item, context);
}
