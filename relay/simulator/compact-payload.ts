import type { PretendCall, PretendEvent } from './pretend-call.ts';

/**
 * The compact dialect's body (HTTP contract section 1). It tells of finished calls only.
 * @returns null for the moments it knows nothing of
 */
export function compactPayload(call: PretendCall, event: PretendEvent, tenantId: string): string | null {
  if (event.moment === 'ringing' || event.moment === 'answered') return null;
  const callType = event.moment === 'hangup' ? (event.answeredAt ? 'answered' : 'missed') : event.moment;
  const seconds = event.answeredAt ? (event.at.getTime() - event.answeredAt.getTime()) / 1000 : 0;
  return JSON.stringify({
    call_id: call.callId,
    tenant_id: tenantId,
    call_type: callType,
    caller_number: call.from ?? 'anonymous',
    callee_number: call.to,
    direction: call.direction,
    duration_seconds: Math.max(0, Math.round(seconds)),
    started_at: call.startedAt.toISOString(),
    ended_at: event.at.toISOString(),
    ...(event.recording ? { recording_url: event.recording.url } : {}),
  });
}
