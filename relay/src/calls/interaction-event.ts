import { otherNumber, type Call } from '../wire/call.ts';
import type { Hops, LoggedEventOf } from '../wire/events.ts';

/** The timeline entry that existing integrations read (HTTP contract section 4), in that contract's own words. */
export function interactionEvent(
  tenantId: string,
  call: Call,
  hops: Hops,
  newId: () => string,
): LoggedEventOf<'call_event_created'> {
  const who = otherNumber(call) ?? 'an unknown number';
  const way = call.direction === 'inbound' ? `Call from ${who}` : `Call to ${who}`;
  return {
    type: 'call_event_created',
    id: newId(),
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
