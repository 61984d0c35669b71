import type { PretendCall, PretendEvent } from './pretend-call.ts';

/**
 * sipgate's push for a moment of a call (telephony facts 4.1 and 7.3): a form with percent-encoded brackets, numbers
 * without plus, no time at all. sipgate pushes no voicemail; the call just ends unanswered.
 */
export function sipgatePayload(call: PretendCall, event: PretendEvent): string {
  const id = call.callId;
  const numbers = { from: call.from?.replace(/^\+/, '') ?? 'anonymous', to: call.to.replace(/^\+/, '') };
  const direction = call.direction === 'inbound' ? 'in' : 'out';
  const common = { callId: id, origCallId: id, ...numbers, direction, answeringNumber: numbers.to, xcid: xcid(id) };
  switch (event.moment) {
    case 'ringing': {
      const { answeringNumber: _, ...newCall } = common;
      return form({ event: 'newCall', ...newCall, ...namedUser(call, '[]') });
    }
    case 'answered':
      return form({ event: 'answer', ...common, ...namedUser(call, '') });
    case 'hangup':
      return form({ event: 'hangup', cause: event.answeredAt ? 'normalClearing' : 'cancel', ...common });
    case 'missed':
    case 'voicemail':
      return form({ event: 'hangup', cause: 'noAnswer', ...common });
    default:
      return event.moment satisfies never;
  }
}

/** newCall names the users who ring with brackets, and sends them empty when there are none. */
function namedUser(call: PretendCall, brackets: '' | '[]'): Record<string, string> {
  if (!call.user) return brackets ? { 'user[]': '' } : {};
  return {
    [`user${brackets}`]: `${call.user.firstname} ${call.user.lastname}`,
    [`userId${brackets}`]: call.user.id,
    [`fullUserId${brackets}`]: `1234567${call.user.id}`,
  };
}

const form = (fields: Record<string, string>) => new URLSearchParams(fields).toString();
const xcid = (id: string) => Buffer.from(id).toString('hex').slice(0, 16);
