/** Whose phone it is, as sipgate names people: `w0`, `Alice`. */
export interface SipgateUser {
  id: string | null;
  name: string | null;
}

/** One push of sipgate (telephony facts 4.1). Absent and empty are the same: sipgate sends `user%5B%5D=`. */
export interface SipgatePush {
  event: string;
  callId: string;
  /** Stays across transfers and forwards, each of which is a new callId. */
  origCallId: string;
  direction: 'inbound' | 'outbound' | null;
  from: string | null;
  to: string | null;
  users: SipgateUser[];
  cause: string | null;
  /** The number dialled first, where a call was forwarded or transferred. */
  diversion: string | null;
  /** Who took it, where that is no user: a mobile that it was forwarded to. May lack the country. */
  answeringNumber: string | null;
  /** Keys pressed in a menu; null: none in time. */
  digits: string | null;
}

/** The captured ones have 76; a leg's id is callId and user, 200 in all. */
const LONGEST_ID = 140;
/** sipgate documents no number; a form of this many is an attack. */
const MOST_USERS = 200;

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** The names that sipgate's skill texts use for what its push really calls otherwise. */
const eventAliases: ReadonlyMap<string, string> = new Map([
  ['onNewCall', 'newCall'],
  ['onAnswer', 'answer'],
  ['onHangup', 'hangup'],
  ['onData', 'dtmf'],
]);

/**
 * Reads the form. Repeated keys come as `user[]`, `user[0]` or `user`.
 * @param origCallIdOfUrl what we put into the address of answer, hangup and dtmf: these pushes may come without it
 * @returns the push, or the reason why it is none
 */
export function readSipgateForm(rawBody: Uint8Array, origCallIdOfUrl: string | null = null): SipgatePush | string {
  let text;
  try {
    text = utf8.decode(rawBody);
  } catch (error) {
    if (error instanceof TypeError) return 'not UTF-8';
    throw error;
  }
  if (/%(?![0-9a-f]{2})/i.test(text)) return 'broken percent-encoding';
  const form = new URLSearchParams(text);
  const one = (...names: string[]) => {
    for (const name of names) {
      const value = form.get(name)?.trim();
      if (value) return value;
    }
    return null;
  };
  const many = (name: string) => {
    const own = new RegExp(`^${name}(\\[\\d*\\])?$`);
    return [...form].filter(([key]) => own.test(key)).map(([, value]) => value.trim());
  };
  const event = one('event');
  const callId = one('callId');
  if (event === null) return 'no event';
  if (callId === null) return 'no callId';
  if (callId.length > LONGEST_ID) return 'callId too long';
  const origCallId = one('origCallId', 'originalCallId') ?? (origCallIdOfUrl?.trim() || callId);
  if (origCallId.length > LONGEST_ID) return 'origCallId too long';
  const names = many('user');
  const ids = many('userId');
  const users = Array.from({ length: Math.min(MOST_USERS, Math.max(names.length, ids.length)) }, (_, i) => ({
    id: ids[i]?.slice(0, 50) || null,
    name: names[i]?.slice(0, 50) || null,
  })).filter((user) => user.id !== null || user.name !== null);
  const direction = one('direction');
  return {
    event: eventAliases.get(event) ?? event,
    callId,
    origCallId,
    direction: direction === 'in' ? 'inbound' : direction === 'out' ? 'outbound' : null,
    from: one('from'),
    to: one('to'),
    users,
    cause: one('cause'),
    diversion: one('diversion', 'diverting'),
    answeringNumber: one('answeringNumber'),
    digits: one('dtmf'),
  };
}
