import { isOver, otherNumber, type Call } from '../wire/call.ts';
import type { Hops, LoggedEventOf } from '../wire/events.ts';
import { draft, type EventDraft } from './event-draft.ts';
import type { StoredCall } from './stored-call.ts';

/**
 * The timeline entry, where it is due: when the call first looks over, and whenever it says something else afterwards.
 * One that looked over, went on and is over anew is told again in any case: what its entry last said is long past.
 * Imported calls have none; they were over before the integrations listened.
 */
export function entryDrafts(tenantId: string, before: StoredCall | null, call: Call, hops: Hops): EventDraft[] {
  if (before?.imported || !isOver(call.outcome)) return [];
  const entry = draft(interactionEvent(tenantId, call, hops));
  const told = before && isOver(before.call.outcome) ? draft(interactionEvent(tenantId, before.call, hops)) : null;
  return told?.json === entry.json ? [] : [entry];
}

/** The timeline entry that existing integrations read (HTTP contract section 4), in that contract's own words. */
function interactionEvent(tenantId: string, call: Call, hops: Hops): LoggedEventOf<'call_event_created'> {
  const who = otherNumber(call) ?? 'an unknown number';
  const way = call.direction === 'inbound' ? `Call from ${who}` : `Call to ${who}`;
  return {
    type: 'call_event_created',
    id: call.id,
    tenant_id: tenantId,
    case_id: call.matterId,
    source: call.provider === 'ringover' ? 'RINGOVER' : 'SIPGATE',
    event_type: call.outcome === 'voicemail' ? 'VOICEMAIL' : 'CALL',
    title: `${way} (${call.outcome})`,
    body: body(call),
    occurred_at: call.startedAt,
    metadata: {
      id: call.id,
      call_id: call.providerCallId,
      direction: call.direction,
      call_type: call.outcome,
      caller_number: call.fromNumber,
      callee_number: call.toNumber,
      duration_seconds: call.durationSeconds,
      contact_id: call.contactId,
    },
    created_by: `${call.provider}_webhook`,
    hops,
  };
}

function body(call: Call): string {
  const talked = call.durationSeconds === null ? '' : `, ${String(call.durationSeconds)} s of talk`;
  const by = call.answeredBy?.name ? `, answered by ${call.answeredBy.name}` : '';
  const message = call.voicemail ? ', left a message' : '';
  return `${call.direction === 'inbound' ? 'Inbound' : 'Outbound'} call${talked}${by}${message}.`;
}
