import { createHash } from 'node:crypto';
import type { PretendCall, PretendEvent } from './pretend-call.ts';

/** Puts digits into JSON as they are; a JavaScript number would round a uint64. TypeScript does not know it yet. */
const { rawJSON } = JSON as unknown as { rawJSON(this: void, text: string): unknown };

/**
 * Ringover's webhook body for a moment of a call, with the field names and types of real traffic (telephony facts 2.2 and
 * 7.3): ids are bare uint64, numbers have no plus, times are epoch seconds with a fraction, `user_id` carries a prefix
 * that `user.user_id` does not, and `missed` and `voicemail` know neither user nor channel.
 * @returns JSON text
 */
export function ringoverPayload(call: PretendCall, event: PretendEvent): string {
  const { moment } = event;
  const wholeCall = moment === 'missed' || moment === 'voicemail';
  const line = { number: digits(call.to), scenario_name: 'Opened', ivr_name: 'Main line' };
  const over = moment !== 'ringing' && moment !== 'answered';
  const data = {
    id: uuidOf(`${call.callId}/${moment}`),
    call_id: rawJSON(call.callId),
    ...(wholeCall ? {} : { channel_id: rawJSON(call.channelId) }),
    ...(moment === 'answered' ? { status: 'answered' } : {}),
    start_time: epochSeconds(call.startedAt),
    ...(moment === 'ringing' ? { start_date_time_atom: atom(call.startedAt) } : {}),
    ...(moment === 'voicemail' ? { answered_time: epochSeconds(event.answeredAt ?? call.startedAt) } : {}),
    ...(over ? { hangup_time: epochSeconds(event.at) } : {}),
    ...(moment === 'hangup' ? { hangup_date_time_atom: atom(event.at) } : {}),
    ...(moment === 'hangup' || moment === 'voicemail' ? { duration_in_seconds: talkSeconds(event) } : {}),
    ...(moment === 'hangup' ? { record: null, private_record: null, answering_machine_detection: 'HUMAN' } : {}),
    direction: call.direction,
    from_number: call.from === null ? 'anonymous' : digits(call.from),
    to_number: digits(call.to),
    ...(call.user && !wholeCall ? { user_id: `USER${call.user.id}` } : {}),
    is_internal: false,
    is_anonymous: call.from === null,
    is_ivr: call.direction === 'inbound',
    ivr_data: call.direction === 'inbound' ? line : null,
    ...(call.user && !wholeCall ? { user: userOf(call.user) } : {}),
    ...(moment === 'answered' || moment === 'voicemail' ? {} : { status: moment }),
    ...(moment === 'missed' ? { reason: null } : {}),
  };
  return JSON.stringify({
    event: moment,
    resource: 'call',
    timestamp: epochSeconds(event.at),
    data,
    ...(moment === 'voicemail' ? {} : { attempt: event.attempt }),
  });
}

function userOf(user: NonNullable<PretendCall['user']>) {
  const { firstname, lastname, email } = user;
  return { user_id: Number(user.id), firstname, lastname, email, photo: 'https://cdn.example/a.jpg' };
}

function talkSeconds(event: PretendEvent): number {
  return event.answeredAt ? Math.max(0, Math.round((event.at.getTime() - event.answeredAt.getTime()) / 1000)) : 0;
}

const digits = (number: string) => number.replace(/^\+/, '');
const epochSeconds = (at: Date) => at.getTime() / 1000;
const atom = (at: Date) => at.toISOString().replace(/\.\d+Z$/, '+00:00');

/** The webhook resource's id: the same for repetitions, and not the call's. */
function uuidOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
}
