import type { Delivery } from '../../../storage/port.ts';
import type { CallFact } from '../../../wire/call-fact.ts';
import { dedupeKey } from '../../dedupe-key.ts';
import type { CompactBody } from './body.ts';

/**
 * The facts of a finished call told in one message. The provider is Ringover, so a call that also comes over Ringover's
 * own wire is one call. The dialect knows no phones (legs), and no time of answering: it is the end less the talk.
 */
export function compactDelivery(
  raw: Pick<Delivery, 'provider' | 'receivedAt' | 'contentType' | 'rawBody'>,
  body: CompactBody,
): Delivery {
  const key = dedupeKey('compact', body.call_type, body.call_id, body.started_at);
  const start = Date.parse(body.started_at);
  const talkMs = body.duration_seconds * 1000;
  const end = Math.max(start, body.ended_at === null ? start + talkMs : Date.parse(body.ended_at));
  const url = body.recording_url ?? '';
  // Empty, or a word where there is none: the old guide's examples have a web address.
  const recording = /^https?:\/\//i.test(url) ? { url, durationSeconds: null } : null;
  const fact = (kind: CallFact['kind'], atMs: number, durationSeconds: number | null): CallFact => ({
    factId: `${key}/${kind}`.slice(-300),
    kind,
    at: new Date(atMs).toISOString(),
    startedAt: body.started_at,
    legId: null,
    party: null,
    direction: body.direction,
    fromNumber: body.caller_number,
    toNumber: body.callee_number,
    anonymous: body.caller_number === null,
    durationSeconds,
    cause: null,
  });
  return {
    ...raw,
    kind: `compact/${body.call_type}`,
    dedupeKey: key,
    unreadable: null,
    facts: factsOf(body).map((one) => ({ providerCallId: body.call_id, fact: one })),
  };

  function factsOf({ call_type: type, duration_seconds: seconds }: CompactBody): CallFact[] {
    switch (type) {
      case 'answered':
        return [
          fact('answered', Math.max(start, end - talkMs), null),
          { ...fact('ended', end, seconds), ...(recording && { added: { recording } }) },
        ];
      case 'missed':
        return [{ ...fact('missed', end, null), cause: 'no_answer', ...(recording && { added: { recording } }) }];
      case 'voicemail':
        return [{ ...fact('voicemail', end, seconds), ...(recording && { added: { voicemailRecording: recording } }) }];
      default:
        return type satisfies never;
    }
  }
}
