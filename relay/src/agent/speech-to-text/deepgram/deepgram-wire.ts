import { z } from 'zod';
import { MOST_HINTS } from '../../../insights/speech-to-text/deepgram.ts';
import type { OpenEar } from '../../ports.ts';

/**
 * Deepgram's live transcription, `wss://.../v1/listen` (developers.deepgram.com: reference/speech-to-text/listen-streaming,
 * docs/finalize, docs/audio-keep-alive, docs/close-stream). Sound goes as binary messages, all else as JSON text.
 */
export function listenUrl(
  to: { baseUrl: string; model: string },
  ask: Pick<OpenEar, 'language' | 'rate' | 'hints'>,
): string {
  const query = new URLSearchParams({
    model: to.model,
    language: ask.language,
    encoding: 'linear16',
    sample_rate: String(ask.rate),
    channels: '1',
    interim_results: 'true',
    punctuate: 'true',
    // Where a turn ends is decided here.
    endpointing: 'false',
    // Clients' voices train nobody's models.
    mip_opt_out: 'true',
  });
  // Older models refuse it.
  if (to.model.startsWith('nova-3')) for (const hint of ask.hints.slice(0, MOST_HINTS)) query.append('keyterm', hint);
  return `${to.baseUrl.replace(/^http/, 'ws')}/v1/listen?${query.toString()}`;
}

/** The words so far are wanted. An answer with `from_finalize` is usual, but not promised where little sound was waiting. */
export const FINALIZE = JSON.stringify({ type: 'Finalize' });
/** After ten seconds without sound or this, the connection is closed. */
export const KEEP_ALIVE = JSON.stringify({ type: 'KeepAlive' });
export const CLOSE_STREAM = JSON.stringify({ type: 'CloseStream' });

const seconds = z.number().finite();
const results = z.object({
  type: z.literal('Results'),
  start: seconds,
  duration: seconds,
  is_final: z.boolean(),
  from_finalize: z.boolean().nullish(),
  channel: z.object({ alternatives: z.array(z.object({ transcript: z.string() })).min(1) }),
});
const failure = z.object({
  type: z.literal('Error'),
  description: z.string().nullish(),
  message: z.string().nullish(),
});
/** `Metadata`, `SpeechStarted`, `UtteranceEnd`, and what comes new. */
const other = z.object({ type: z.string() });

export type DeepgramMessage =
  | {
      is: 'words';
      text: string;
      /** They will not change any more. */
      isFinal: boolean;
      isFromFinalize: boolean;
      /** Of all sound since the beginning, up to where it was heard (s). */
      untilSeconds: number;
    }
  | { is: 'error'; message: string }
  | { is: 'other' };

/** @returns null for what cannot be read */
export function readDeepgram(text: string): DeepgramMessage | null {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return null;
  }
  const words = results.safeParse(json);
  if (words.success) {
    const { start, duration, is_final: isFinal, from_finalize: isFromFinalize, channel } = words.data;
    return {
      is: 'words',
      text: channel.alternatives[0]?.transcript ?? '',
      isFinal,
      isFromFinalize: isFromFinalize === true,
      untilSeconds: start + duration,
    };
  }
  const failed = failure.safeParse(json);
  if (failed.success)
    return { is: 'error', message: failed.data.description ?? failed.data.message ?? 'no reason given' };
  const known = other.safeParse(json);
  return known.success && known.data.type !== 'Results' ? { is: 'other' } : null;
}
