import type { PretendUser } from '../pretend-call.ts';

export type SipgateCause = 'normalClearing' | 'busy' | 'cancel' | 'noAnswer' | 'congestion' | 'notFound' | 'forwarded';

/** One leg as sipgate knows it. Numbers are E.164 with plus; sipgate writes them without. */
export interface SipgateLeg {
  callId: string;
  /** The first leg's callId: stays across transfers and forwards. */
  origCallId: string;
  direction: 'inbound' | 'outbound';
  /** Null: `anonymous`. */
  from: string | null;
  to: string;
  /** The number that forwarded or transferred it here. */
  diversion: string | null;
}

export type SipgatePush =
  /** `users` empty: `user%5B%5D=`, as in sipgate's captured request. */
  | ({ event: 'newCall'; users: readonly PretendUser[] } & SipgateLeg)
  | ({ event: 'answer'; user: PretendUser | null } & SipgateLeg)
  | ({ event: 'hangup'; cause: SipgateCause } & SipgateLeg)
  /** `digits` null: the field is left out; empty: sent empty. Both mean that nothing was pressed. */
  | { event: 'dtmf'; callId: string; digits: string | null };

/** What sipgate's pushes differ in between its documents (telephony facts 4.1). */
export interface SipgateOddities {
  /** `onAnswer`, `originalCallId`, `diverting`, numbers with plus: as one page of sipgate's own has it. */
  aliases: boolean;
  /** `user[0]` instead of `user[]`. */
  numberedBrackets: boolean;
  /** `answeringNumber` in national form, as in the docs' own sample. */
  nationalAnsweringNumber: boolean;
}
export const asCaptured: SipgateOddities = {
  aliases: false,
  numberedBrackets: false,
  nationalAnsweringNumber: false,
};

const eventAliases = { newCall: 'newCall', answer: 'onAnswer', hangup: 'onHangup', dtmf: 'onData' } as const;

/** The form as it travels, brackets percent-encoded (telephony facts 4.1 and 7.3). It carries no time at all. */
export function sipgateForm(push: SipgatePush, odd: SipgateOddities = asCaptured): string {
  const form = new URLSearchParams({ event: odd.aliases ? eventAliases[push.event] : push.event });
  const add = (name: string, value: string) => form.append(name, value);
  if (push.event === 'dtmf') {
    if (push.digits !== null) add('dtmf', push.digits);
    add('callId', push.callId);
    return form.toString();
  }
  if (push.event === 'hangup') add('cause', push.cause);
  const plus = odd.aliases ? '+' : '';
  const numberOf = (number: string | null) => number?.replace(/^\+/, plus) ?? 'anonymous';
  add('callId', push.callId);
  add(odd.aliases ? 'originalCallId' : 'origCallId', push.origCallId);
  add('from', numberOf(push.from));
  add('to', numberOf(push.to));
  add('direction', push.direction === 'inbound' ? 'in' : 'out');
  if (push.event !== 'newCall') add('answeringNumber', answeringNumber(numberOf(push.to), odd));
  if (push.diversion !== null) add(odd.aliases ? 'diverting' : 'diversion', numberOf(push.diversion));
  if (push.event === 'newCall') {
    const bracket = (i: number) => (odd.numberedBrackets ? `[${i}]` : '[]');
    if (push.users.length === 0) add(`user${bracket(0)}`, '');
    push.users.forEach((user, i) => add(`user${bracket(i)}`, nameOf(user)));
    push.users.forEach((user, i) => add(`userId${bracket(i)}`, user.id));
    push.users.forEach((user, i) => add(`fullUserId${bracket(i)}`, `1234567${user.id}`));
  }
  if (push.event === 'answer' && push.user) {
    add('user', nameOf(push.user));
    add('userId', push.user.id);
    add('fullUserId', `1234567${push.user.id}`);
  }
  add('xcid', xcid(push.origCallId));
  return form.toString();
}

/** The JSON dialect of earlier integrations (HTTP contract section 3). It knows neither transfers nor keys pressed. */
export function sipgateJson(push: SipgatePush): string | null {
  const numberOf = (number: string | null) => number ?? 'anonymous';
  switch (push.event) {
    case 'newCall':
      return JSON.stringify({
        event: 'newCall',
        callId: push.callId,
        from: numberOf(push.from),
        to: push.to,
        direction: push.direction === 'inbound' ? 'in' : 'out',
        user: push.users.map(({ id }) => id),
        xcid: xcid(push.callId),
      });
    case 'answer': {
      const user = push.user ? { user: push.user.id } : {};
      return JSON.stringify({ event: 'answer', callId: push.callId, ...user, answeringNumber: push.to });
    }
    case 'hangup':
      return JSON.stringify({ event: 'hangup', callId: push.callId, cause: push.cause });
    case 'dtmf':
      return null;
    default:
      return push satisfies never;
  }
}

const nameOf = (user: PretendUser) => `${user.firstname} ${user.lastname}`.trim();
const xcid = (id: string) => Buffer.from(id).toString('hex').slice(0, 16);
const answeringNumber = (to: string, odd: SipgateOddities) =>
  odd.nationalAnsweringNumber ? to.replace(/^\+?(49|32|33|31)/, '0') : to;
