import { readRelayAddress } from '../relay-link/relay-address.ts';
import { readDialLink } from '../telephony/dial-link.ts';
import { readCode } from './one-time-code.ts';

/** What a link from the system asks for. Links come from anywhere, so all they can do is fill a form or show a call. */
export type DeepLink =
  | { kind: 'enrol'; relayUrl: string; code: string }
  | { kind: 'call'; callId: string }
  /** `tel:` or `callto:`: the number as it is written there. Asks before it dials. */
  | { kind: 'dial'; text: string }
  | { kind: 'unknown' };

const unknown: DeepLink = { kind: 'unknown' };
const LONGEST = 2_000;

/** `callbrief://enrol?relay=https://…&code=K7QF-2M9D`, `callbrief://call/<id>`, `tel:+32…`, `callto:…`. Never throws. */
export function readDeepLink(text: string): DeepLink {
  if (text.length > LONGEST) return unknown;
  const dial = readDialLink(text);
  if (dial !== null) return { kind: 'dial', text: dial };
  if (!URL.canParse(text)) return unknown;
  const url = new URL(text);
  if (url.protocol !== 'callbrief:') return unknown;
  switch (url.hostname) {
    case 'enrol': {
      const relayUrl = readRelayAddress(url.searchParams.get('relay') ?? '');
      const code = readCode(url.searchParams.get('code') ?? '');
      return relayUrl !== null && code !== null ? { kind: 'enrol', relayUrl, code } : unknown;
    }
    case 'call': {
      const callId = url.pathname.slice(1);
      return /^[\w-]{1,100}$/.test(callId) ? { kind: 'call', callId } : unknown;
    }
    default:
      return unknown;
  }
}

/** Windows and Linux hand a link over as one of the arguments of a second start. */
export function findDeepLink(args: readonly string[]): string | null {
  return args.find((arg) => arg.startsWith('callbrief://') || /^(?:tel|callto):/i.test(arg)) ?? null;
}
