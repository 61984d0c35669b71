import type { SampleRate } from '../sound/pcm.ts';

/** What the address of a stream says, before anybody is believed. */
export type StreamAddress =
  SoundAddress | { readonly kind: 'flow'; hookToken: string; apiToken: string } | { readonly kind: 'bad-rate' };

export type SoundAddress =
  | { readonly kind: 'plain'; callId: string; token: string; rate: SampleRate; hasMarks: boolean }
  | { readonly kind: 'twilio' | 'ringover'; callId: string; token: string }
  /** Ringover's streamer, with the one address and secret that were set up for it. */
  | { readonly kind: 'ringover-any'; token: string };

/**
 * `/ws/audio/<callId>?token=`, `/ws/twilio/<callId>/<token>` (Twilio drops what follows a question mark),
 * `/ws/ringover/<callId>/<token>`, `/ws/ringover/<streamer token>` and `/ws/flow/<hookToken>`.
 * @returns null: no stream is here
 */
export function readStreamAddress(
  url: string,
  headers: Readonly<Record<string, string | string[] | undefined>>,
): StreamAddress | null {
  let parts: string[];
  let query: URLSearchParams;
  try {
    const read = new URL(url, 'http://relay');
    parts = read.pathname.split('/').slice(1).map(decodeURIComponent);
    query = read.searchParams;
  } catch {
    return null;
  }
  const [root, kind = '', first = '', second = '', ...more] = parts;
  if (root !== 'ws' || more.length > 0) return null;
  const bearer = /^Bearer (\S+)$/i.exec(text(headers['authorization']))?.[1] ?? '';
  switch (kind) {
    case 'audio': {
      if (first === '' || second !== '') return null;
      const rate = query.get('rate') ?? '8000';
      if (rate !== '8000' && rate !== '16000') return { kind: 'bad-rate' };
      return {
        kind: 'plain',
        callId: first,
        token: query.get('token') ?? bearer,
        rate: rate === '8000' ? 8_000 : 16_000,
        hasMarks: query.get('marks') === '1',
      };
    }
    case 'twilio':
      return first === '' ? null : { kind, callId: first, token: second || bearer };
    case 'ringover':
      if (second !== '') return { kind, callId: first, token: second };
      return { kind: 'ringover-any', token: first || query.get('token') || bearer };
    case 'flow':
      return first === '' || second !== '' ? null : { kind, hookToken: first, apiToken: text(headers['x-api-token']) };
    default:
      return null;
  }
}

const text = (value: string | string[] | undefined) => (typeof value === 'string' ? value : '');

export interface StreamUrls {
  readonly plain: string;
  readonly twilio: string;
  readonly ringover: string;
}

/** @param base `https://relay.firm.example`, as providers reach us */
export function streamUrls(base: string, callId: string, token: string): StreamUrls {
  const ws = `${base.replace(/^http/, 'ws')}/ws`;
  const id = encodeURIComponent(callId);
  return {
    plain: `${ws}/audio/${id}?token=${token}`,
    twilio: `${ws}/twilio/${id}/${token}`,
    ringover: `${ws}/ringover/${id}/${token}`,
  };
}
