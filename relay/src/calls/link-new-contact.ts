import { callChangedDraft, type EventDraft } from './event-draft.ts';
import { entryDrafts } from './interaction-event.ts';
import { linkCall } from './link-call.ts';
import type { CallWrite, LookUps, StoredCall } from './stored-call.ts';

/**
 * A contact got numbers: the calls of these numbers that have no contact yet are linked, where it is the only
 * candidate. `receivedAt` is when the relay got the contact.
 */
export function linkCallsToNewContact(
  candidates: readonly StoredCall[],
  context: { tenantId: string; lookUps: LookUps; receivedAt: string; now: Date },
): { writes: CallWrite[]; events: EventDraft[] } {
  const writes: CallWrite[] = [];
  const events: EventDraft[] = [];
  const nowIso = context.now.toISOString();
  for (const stored of candidates) {
    const linked = linkCall(stored.call, stored.chosenAt, context.lookUps);
    if (linked.contactId === stored.call.contactId) continue;
    const call = { ...linked, updatedAt: nowIso };
    const callJson = JSON.stringify(call);
    writes.push({ stored: { ...stored, call }, callJson, isNew: false });
    const hops = { providerAt: null, receivedAt: context.receivedAt, committedAt: nowIso };
    events.push(callChangedDraft('edit', call, callJson, hops), ...entryDrafts(context.tenantId, stored, call, hops));
  }
  return { writes, events };
}
