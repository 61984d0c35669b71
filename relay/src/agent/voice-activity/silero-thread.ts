import { Worker } from 'node:worker_threads';
import { endThread } from '../../insights/speech-to-text/end-thread.ts';
import { SOUND_HEAD, VOICE_HEAD, type SoundOfCalls, type VoicesOfCalls } from './thread-messages.ts';

/** What is told to the thread at once. */
export interface CallSound {
  track: number;
  rate: number;
  samples: readonly Int16Array[];
}

/** One thread with Silero in it, from its start to its end. One message is under way at a time: that is its back-pressure. */
export interface SileroThread {
  readonly isBusy: boolean;
  /** Since when it has not answered (ms of `performance.now`). */
  readonly busySinceMs: number;
  readonly hasAnswered: boolean;
  tell(calls: readonly CallSound[], left: readonly number[]): void;
  close(): Promise<void>;
}

/**
 * @param told.answered with the steps of each call that the message made whole, and then it is free for the next one
 * @param told.lost once at most: it died, or its model cannot be used
 */
export function startSileroThread(
  modelPath: string,
  told: {
    answered(voices: { track: number; probabilities: Float32Array }[]): void;
    lost(error: unknown): void;
  },
): SileroThread {
  const worker = new Worker(new URL('silero-worker.ts', import.meta.url), {
    name: 'voice-activity',
    workerData: { modelPath },
    execArgv: [],
  });
  // A relay that stops does not wait for it.
  worker.unref();
  let busySinceMs: number | null = null;
  let hasAnswered = false;
  let isOver = false;
  let hasExited = false;

  function lost(error: unknown): void {
    if (isOver) return;
    isOver = true;
    if (!hasExited) void endThread(worker);
    told.lost(error);
  }

  worker.on('message', (voices: VoicesOfCalls) => {
    if (isOver) return;
    if ('unusable' in voices) return lost(new Error(voices.unusable));
    busySinceMs = null;
    hasAnswered = true;
    const calls: Parameters<typeof told.answered>[0] = [];
    let at = 0;
    for (let head = 0; head < voices.heads.length; head += VOICE_HEAD) {
      const [track = 0, count = 0] = voices.heads.subarray(head, head + VOICE_HEAD);
      calls.push({ track, probabilities: voices.probabilities.subarray(at, at + count) });
      at += count;
    }
    told.answered(calls);
  });
  worker.on('error', lost);
  worker.on('exit', (code) => {
    hasExited = true;
    lost(new Error(`The thread ended (${String(code)}).`));
  });

  return {
    get isBusy() {
      return busySinceMs !== null;
    },
    get busySinceMs() {
      return busySinceMs ?? Number.POSITIVE_INFINITY;
    },
    get hasAnswered() {
      return hasAnswered;
    },
    tell(calls, left) {
      busySinceMs = performance.now();
      const { heads, samples } = flat(calls);
      worker.postMessage({ heads, samples, left: [...left] } satisfies SoundOfCalls, [heads.buffer, samples.buffer]);
    },
    close() {
      isOver = true;
      return hasExited ? Promise.resolve() : endThread(worker);
    },
  };
}

function flat(calls: readonly CallSound[]) {
  const heads = new Int32Array(calls.length * SOUND_HEAD);
  calls.forEach(({ track, rate, samples }, index) => {
    heads.set([track, rate, samples.reduce((sum, part) => sum + part.length, 0)], index * SOUND_HEAD);
  });
  let length = 0;
  for (let head = SOUND_HEAD - 1; head < heads.length; head += SOUND_HEAD) length += heads[head] ?? 0;
  const all = new Int16Array(length);
  let at = 0;
  for (const { samples } of calls) {
    for (const part of samples) {
      all.set(part, at);
      at += part.length;
    }
  }
  return { heads, samples: all };
}
