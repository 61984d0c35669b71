import type { PretendCall } from './pretend-call.ts';
import type { PretendPastPhone, PretendPhone } from './pretend-calls.ts';

/** A call that goes on, as `POST /calls/current` lists it (telephony facts 1.2). */
export function ringoverLiveCall(call: PretendCall, phone: PretendPhone): Record<string, unknown> {
  return {
    call_id: call.callId,
    type: 'USER_CALL',
    direction: call.direction === 'inbound' ? 'IN' : 'OUT',
    user_id: phone.user === null ? null : Number(phone.user.id),
    ivr_id: null,
    from_number: call.from === null ? 'Unknown' : digits(call.from),
    to_number: digits(phone.to),
    interface: 'APP',
    status: phone.answeredAt ? 'ANSWERED' : 'RINGING',
    recording: false,
    mute: phone.mute,
    hold: phone.hold,
    channel_id: phone.uuid,
    creation_date: phone.startedAt.toISOString(),
  };
}

/** A line of Ringover's log, as `GET /calls` lists it: ISO times with an offset, seconds as whole numbers. */
export function ringoverPastCall({ id, call, phone, endedAt, lastState }: PretendPastPhone): Record<string, unknown> {
  const seconds = (from: Date) => Math.max(0, Math.round((endedAt.getTime() - from.getTime()) / 1_000));
  const user = phone.user;
  const hasMessage = lastState === 'VOICEMAIL';
  return {
    cdr_id: id,
    call_id: call.callId,
    channel_id: phone.channelId,
    type: 'PHONE',
    direction: call.direction === 'inbound' ? 'in' : 'out',
    is_answered: phone.answeredAt !== null,
    last_state: lastState,
    start_time: withOffset(phone.startedAt),
    answered_time: phone.answeredAt ? withOffset(phone.answeredAt) : null,
    end_time: withOffset(endedAt),
    incall_duration: phone.answeredAt ? seconds(phone.answeredAt) : 0,
    total_duration: seconds(phone.startedAt),
    from_number: call.from === null ? 'Unknown' : digits(call.from),
    to_number: digits(phone.to),
    record: null,
    voicemail: hasMessage ? `https://cdn.ringover.example/voicemails/${id}.mp3` : null,
    fax: null,
    note: null,
    star: false,
    tags: [],
    user: user === null ? null : { ...named(user), user_id: Number(user.id), team_id: 654_321 },
    contact: null,
    ivr: null,
    conference: null,
    groups: [],
    digits_entered: [],
  };
}

const named = ({ firstname, lastname, email }: NonNullable<PretendPhone['user']>) => ({ firstname, lastname, email });
const digits = (number: string) => number.replace(/^\+/, '');

const OFFSET_HOURS = 2;
/** `2017-04-13T15:27:36+02:00`: whole seconds, and never UTC. */
function withOffset(at: Date): string {
  const local = new Date(at.getTime() + OFFSET_HOURS * 3_600_000).toISOString();
  return `${local.slice(0, 'YYYY-MM-DDTHH:mm:ss'.length)}+0${OFFSET_HOURS}:00`;
}
