import type { PretendCall, PretendEvent } from './pretend-call.ts';
import { asOnTraffic, inNewEnvelope, ringoverCall, type RingoverOddities } from './told/ringover-told.ts';

/** Ringover's webhook body for a moment of a call that has one phone. @returns JSON text */
export function ringoverPayload(
  call: PretendCall,
  { moment, at, answeredAt, attempt, recording }: PretendEvent,
  odd: RingoverOddities = asOnTraffic,
): string {
  const { callId, channelId, direction, from, to, startedAt, user } = call;
  const told = { event: moment, callId, channelId, direction, from, to, startedAt, at, answeredAt, user };
  const record = recording ? { recordUrl: recording.url, privateRecordUrl: recording.privateUrl } : {};
  return inNewEnvelope(ringoverCall({ ...told, ...record }, odd), attempt, odd);
}
