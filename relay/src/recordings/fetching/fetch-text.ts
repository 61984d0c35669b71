import { MediaError } from '../ports.ts';
import { askHost, refusal, type HostAsk } from './ask-host.ts';
import type { FollowDeps } from './follow-link.ts';

export interface FetchTextDeps extends FollowDeps {
  /** For everything (ms). */
  wholeMs?: number;
  largestBytes?: number;
}

/** Ten hours of speech with the time of every word. */
const LARGEST_BYTES = 16 * 1_024 * 1_024;
const WHOLE_MS = 60_000;

/**
 * Fetches a provider's link to a text, by the same rules as one to sound. Nothing of it touches the disk.
 * @throws MediaError
 */
export async function fetchText(ask: Omit<HostAsk, 'headers'>, deps: FetchTextDeps): Promise<string> {
  const { largestBytes = LARGEST_BYTES, wholeMs = WHOLE_MS } = deps;
  const late = AbortSignal.timeout(wholeMs);
  const signal = AbortSignal.any([ask.signal, late]);
  const headers = { accept: 'application/json, text/plain;q=0.9' };
  const answer = await askHost({ ...ask, headers, signal }, deps).catch((error: unknown) => {
    if (late.aborted && !ask.signal.aborted) throw tooSlow(error);
    throw error;
  });
  try {
    if (answer.statusCode !== 200) throw refusal(answer);
    const parts: Buffer[] = [];
    let bytes = 0;
    for await (const part of answer as AsyncIterable<Buffer>) {
      bytes += part.length;
      if (bytes > largestBytes)
        throw new MediaError('too_large', 'The text is larger than the relay takes.', { retryable: false });
      parts.push(part);
    }
    return Buffer.concat(parts).toString('utf8');
  } catch (error) {
    if (error instanceof MediaError) throw error;
    if (ask.signal.aborted) throw new MediaError('interrupted', 'It was stopped.', { retryable: true, cause: error });
    if (late.aborted) throw tooSlow(error);
    throw new MediaError('unreachable', 'The text broke off.', { retryable: true, cause: error });
  } finally {
    answer.destroy();
  }
}

const tooSlow = (cause: unknown) =>
  new MediaError('timed_out', 'The provider sends too slowly.', { retryable: true, cause });
