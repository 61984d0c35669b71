import type { PhoneNumber } from '../../../wire/scalars.ts';

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };
/** What XML 1.0 has no form for at all: control characters, halves of surrogate pairs, U+FFFE and U+FFFF. */
const unspeakable = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;
const escaped = (text: string) =>
  text.replace(unspeakable, '').replace(/[&<>"']/g, (character) => escapes[character] ?? character);

/** sipgate ignores any other type (telephony facts 4.2). */
export const SIPGATE_REPLY_TYPE = 'application/xml';

/** sipgate's limit of phones in one Dial (telephony facts 4.2). */
export const MOST_DIALLED = 5;

/** Made by the functions below only, so it is escaped. */
export type Action = string & { readonly brand: 'sipgate action' };
const action = (xml: string) => xml as Action;

/**
 * The reply to newCall and dtmf. Without an action the call goes on as it would have; either way it asks for the call's
 * answer and hangup, which sipgate pushes only when a reply names their address.
 * @param url absolute, from our configuration
 */
export function respond(url: string, ...actions: Action[]): string {
  const root = `Response onAnswer="${escaped(url)}" onHangup="${escaped(url)}"`;
  const inner = actions.join('');
  return `<?xml version="1.0" encoding="UTF-8"?>${inner === '' ? `<${root}/>` : `<${root}>${inner}</Response>`}`;
}

/** The reply to events whose reply sipgate discards. */
export const nothingToSay = '<?xml version="1.0" encoding="UTF-8"?><Response/>';

const digits = (number: PhoneNumber) => number.replace(/^\+/, '');

/**
 * Rings all of them at once; the caller pays nothing, the firm does.
 * @param numbers 1 to `MOST_DIALLED`
 * @param callerId shown instead of the caller's own number
 */
export function dial(numbers: readonly PhoneNumber[], callerId?: PhoneNumber): Action {
  const shown = callerId === undefined ? '' : ` callerId="${escaped(digits(callerId))}"`;
  const phones = numbers.slice(0, MOST_DIALLED).map((number) => `<Number>${escaped(digits(number))}</Number>`);
  return action(`<Dial${shown}>${phones.join('')}</Dial>`);
}

export const voicemail = action('<Dial><Voicemail/></Dial>');
export const hangUp = action('<Hangup/>');

export function reject(reason: 'busy' | 'rejected'): Action {
  return action(reason === 'busy' ? '<Reject reason="busy"/>' : '<Reject/>');
}

/** @param url of a WAV: mono, 16-bit PCM, 8 kHz */
export function play(url: string): Action {
  return action(`<Play><Url>${escaped(url)}</Url></Play>`);
}

/** Listens for keys while (or after) something is played, and pushes them to `onData`: also when none were pressed. */
export function gather(ask: { onData: string; maxDigits: number; timeoutMs: number; prompt: Action | null }): Action {
  const { onData, maxDigits, timeoutMs, prompt } = ask;
  return action(
    `<Gather onData="${escaped(onData)}" maxDigits="${maxDigits}" timeout="${timeoutMs}" type="dtmf">${prompt ?? ''}</Gather>`,
  );
}
