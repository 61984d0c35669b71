import type { IncomingMessage } from 'node:http';
import { MediaError } from '../ports.ts';
import { soundFormat } from '../sound/sound-format.ts';
import type { AudioHosts } from './audio-hosts.ts';
import { askHost, refusal } from './ask-host.ts';
import type { FollowDeps } from './follow-link.ts';
import type { PartFile } from './part-file.ts';

export interface FetchLimits {
  largestBytes: number;
  /** Until the first line of an answer (ms). */
  answerMs: number;
  /** Without a single byte (ms). */
  silenceMs: number;
  /** For everything, all attempts to go on included (ms). */
  wholeMs: number;
  /** After the first `slowAfterMs`, less than this on average is somebody who wants to keep us (bytes per second). */
  slowestPerSecond: number;
  slowAfterMs: number;
}

/** Telephone sound is 1 kB a second at its very smallest, and a provider that sends slower than it plays is broken. */
export const usualLimits = (largestBytes: number): FetchLimits => ({
  largestBytes,
  answerMs: 20_000,
  silenceMs: 30_000,
  wholeMs: 30 * 60_000,
  slowestPerSecond: 1_000,
  slowAfterMs: 60_000,
});

export interface FetchAudioDeps extends Omit<FollowDeps, 'answerMs'> {
  limits: FetchLimits;
  /** On the disk that holds the part file. */
  freeBytes: () => Promise<number>;
}

/** Left free whatever comes, for the database beside it (bytes). */
const RESERVE = 256 * 1_024 * 1_024;
/** How often a link that breaks off is taken up again at once; after that it is the job's turn. */
const MOST_BREAKS = 5;

/**
 * Fetches a provider's link into `part`, going on with what is there already.
 * @param authorization is asked for only when the provider refuses without it
 * @throws MediaError whose `code` is the reason that a person is shown
 */
export async function fetchAudio(
  ask: {
    link: string;
    hosts: AudioHosts;
    part: PartFile;
    authorization: () => Promise<string | null>;
    signal: AbortSignal;
    /** 0 to 1 */
    onProgress: (share: number) => void;
  },
  deps: FetchAudioDeps,
): Promise<void> {
  const { part } = ask;
  if (part.isWhole) return;
  const ended = new AbortController();
  const stop = () => ended.abort();
  const { wholeMs } = deps.limits;
  const late = new MediaError('timed_out', 'The download took too long.', { retryable: true });
  const timer = setTimeout(stop, wholeMs);
  ask.signal.addEventListener('abort', stop, { once: true });
  try {
    if (ask.signal.aborted) stop();
    for (let breaks = 0; ; breaks += 1) {
      try {
        await downloadOnce({ ...ask, signal: ended.signal }, deps);
        break;
      } catch (error) {
        if (ask.signal.aborted) {
          throw new MediaError('interrupted', 'The download was stopped.', { retryable: true, cause: error });
        }
        if (ended.signal.aborted) throw late;
        // Only where it broke off under way: then the rest is worth a question at once.
        if (!(error instanceof BrokenOff) || breaks >= MOST_BREAKS) throw error;
      }
    }
    await part.finish();
  } finally {
    clearTimeout(timer);
    ask.signal.removeEventListener('abort', stop);
  }
}

class BrokenOff extends MediaError {
  constructor(cause?: unknown) {
    super('unreachable', 'The download broke off.', { retryable: true, cause });
  }
}

type Ask = Parameters<typeof fetchAudio>[0];

async function downloadOnce(ask: Ask, deps: FetchAudioDeps): Promise<void> {
  const { part } = ask;
  const { answer, from } = await askForRest(ask, deps);
  try {
    const length = bodyLength(answer);
    const total = length === null ? null : from + length;
    if (total !== null && total > deps.limits.largestBytes) throw tooLarge();
    if (total === 0) throw empty();
    refuseType(answer);
    if ((await deps.freeBytes()) < (length ?? 0) + RESERVE) {
      throw new MediaError('no_room', 'The disk is nearly full.', { retryable: true });
    }
    if (from === 0) await part.begin(validatorOf(answer));
    await takeBody(answer, ask, deps, total);
    if (part.sizeBytes === 0) throw empty();
    if (total !== null && part.sizeBytes !== total) throw new BrokenOff();
  } finally {
    answer.destroy();
  }
}

/** Asks for what is missing; for everything where that cannot be had, or is not of the same file any more. */
async function askForRest(ask: Ask, deps: FetchAudioDeps): Promise<{ answer: IncomingMessage; from: number }> {
  const { part } = ask;
  const canGoOn = part.sizeBytes > 0 && part.validator !== null;
  if (canGoOn) {
    const from = part.sizeBytes;
    const answer = await askProvider(ask, deps, {
      range: `bytes=${String(from)}-`,
      'if-range': part.validator ?? '',
    });
    if (answer.statusCode === 206 && startOf(answer) === from) return { answer, from };
    if (answer.statusCode === 200) return { answer, from: 0 };
    answer.destroy();
    if (answer.statusCode !== 206 && answer.statusCode !== 416) throw refusal(answer);
  }
  const answer = await askProvider(ask, deps, {});
  if (answer.statusCode === 200) return { answer, from: 0 };
  answer.destroy();
  throw refusal(answer);
}

async function takeBody(
  answer: IncomingMessage,
  { part, onProgress }: Ask,
  { limits }: FetchAudioDeps,
  total: number | null,
): Promise<void> {
  const startedMs = performance.now();
  const before = part.sizeBytes;
  let isLate = false;
  const cut = () => {
    isLate = true;
    answer.destroy();
  };
  let silence = setTimeout(cut, limits.silenceMs);
  const pace = setInterval(
    () => {
      const tookMs = performance.now() - startedMs;
      const perSecond = ((part.sizeBytes - before) / tookMs) * 1_000;
      if (tookMs > limits.slowAfterMs && perSecond < limits.slowestPerSecond) cut();
    },
    Math.max(20, limits.slowAfterMs / 10),
  );
  try {
    for await (const bytes of answer as AsyncIterable<Buffer>) {
      clearTimeout(silence);
      silence = setTimeout(cut, limits.silenceMs);
      if (part.sizeBytes === 0) refuseContent(bytes);
      if (part.sizeBytes + bytes.length > limits.largestBytes) throw tooLarge();
      await part.append(bytes);
      if (total !== null) onProgress(Math.min(1, part.sizeBytes / total));
    }
    // Destroyed between two parts, the loop ends as if all was there.
    if (isLate) throw new BrokenOff();
  } catch (error) {
    if (isLate) throw new MediaError('timed_out', 'The provider sends too slowly.', { retryable: true, cause: error });
    throw error instanceof MediaError ? error : new BrokenOff(error);
  } finally {
    clearTimeout(silence);
    clearInterval(pace);
  }
}

/** Said by the provider: audio, or bytes of any kind (a bucket often knows no better). Then the bytes decide. */
function refuseType(answer: IncomingMessage): void {
  const type = (answer.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  const fits = type === '' || /^(audio|video)\/|^application\/(octet-stream|ogg|x-download|force-download)$/.test(type);
  const encoding = answer.headers['content-encoding'] ?? 'identity';
  if ((fits || type === 'binary/octet-stream') && encoding === 'identity') return;
  throw new MediaError('not_audio', `The link leads to ${type || encoding}.`, { retryable: false });
}

/** A page with status 200 that says "sign in" or "expired", whatever type it calls itself. */
function refuseContent(first: Buffer): void {
  if (first.length < 12 || soundFormat(first) !== null) return;
  throw new MediaError('not_audio', 'What the link leads to is no sound.', { retryable: false });
}

function bodyLength(answer: IncomingMessage): number | null {
  const text = answer.headers['content-length'];
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : null;
}

function startOf(answer: IncomingMessage): number | null {
  const text = /^bytes (\d{1,15})-/.exec(answer.headers['content-range'] ?? '')?.[1];
  return text === undefined ? null : Number(text);
}

/** A weak ETag does not say that the bytes are the same. */
function validatorOf(answer: IncomingMessage): string | null {
  const { etag } = answer.headers;
  if (etag !== undefined && !etag.startsWith('W/')) return etag;
  return answer.headers['last-modified'] ?? null;
}

const tooLarge = () => new MediaError('too_large', 'The file is larger than the relay takes.', { retryable: false });
const empty = () => new MediaError('empty', 'The file is empty.', { retryable: true });

function askProvider(ask: Ask, deps: FetchAudioDeps, headers: Record<string, string>): Promise<IncomingMessage> {
  const { limits, ...rest } = deps;
  return askHost({ ...ask, headers }, { ...rest, answerMs: limits.answerMs });
}
