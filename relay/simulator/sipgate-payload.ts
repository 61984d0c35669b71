import type { PretendCall, PretendEvent } from './pretend-call.ts';
import { sipgateForm } from './told/sipgate-told.ts';

/**
 * sipgate's push for a moment of a call that has one phone. sipgate pushes no voicemail; the call just ends unanswered.
 */
export function sipgatePayload(call: PretendCall, event: PretendEvent): string {
  const { callId, direction, from, to } = call;
  const leg = { callId, origCallId: callId, direction, from, to, diversion: null };
  switch (event.moment) {
    case 'ringing':
      return sipgateForm({ event: 'newCall', ...leg, users: call.user ? [call.user] : [] });
    case 'answered':
      return sipgateForm({ event: 'answer', ...leg, user: call.user });
    case 'hangup':
      return sipgateForm({ event: 'hangup', ...leg, cause: event.answeredAt ? 'normalClearing' : 'cancel' });
    case 'missed':
    case 'voicemail':
      return sipgateForm({ event: 'hangup', ...leg, cause: 'noAnswer' });
    default:
      return event.moment satisfies never;
  }
}
