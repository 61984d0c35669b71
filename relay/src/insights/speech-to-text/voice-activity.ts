import { Worker } from 'node:worker_threads';
import type { Logger } from 'pino';
import type { SpeechAudio } from '../ports.ts';
import { endThread } from './end-thread.ts';
import { energyVoice, VOICE_STEP_MS } from './energy-voice.ts';
import { joinedFloats } from './joined-floats.ts';
import { sileroPath } from './silero-path.ts';

/** How likely speech is, step by step from the beginning. */
export interface VoiceTrack {
  /** 0 to 1. */
  probabilities: Float32Array;
  stepMs: number;
}

export interface VoiceActivity {
  /**
   * @param onProgress share of the audio that was looked at
   * @throws the signal's reason
   */
  track(audio: SpeechAudio, signal: AbortSignal, onProgress?: (share: number) => void): Promise<VoiceTrack>;
  close(): Promise<void>;
}

/** One piece of one track, to the thread. The samples move there. */
export interface VoicePiece {
  id: number;
  track: number;
  samples: Int16Array;
  sampleRate: number;
  isLast: boolean;
}
export type VoiceAnswer = { id: number; probabilities: Float32Array } | { unusable: string };

/** Long enough to keep the thread busy, short enough to stop soon and to hold little memory (s). */
const PIECE_SECONDS = 20;

/**
 * Finds speech with Silero (MIT) in a thread of its own: one session for all calls, a state per track. Without it a
 * measure of loudness takes its place, which hears noise as speech; the log says so.
 * @param options.modelPath for tests
 */
export function createVoiceActivity(options: { log: Logger; modelPath?: string }): VoiceActivity {
  const { log } = options;
  const pending = new Map<number, { resolve: (found: Float32Array) => void; reject: (error: unknown) => void }>();
  let worker: Worker | null = null;
  let isUnusable = false;
  let isClosed = false;
  let nextId = 1;
  let nextTrack = 1;

  function lost(error: unknown): void {
    if (isUnusable || isClosed) return;
    isUnusable = true;
    log.error({ err: error }, 'silero_unavailable_loudness_instead');
    for (const { reject } of pending.values()) reject(new Unusable());
    pending.clear();
    const last = worker;
    worker = null;
    if (last !== null) void endThread(last);
  }

  function start(): Worker {
    const started = new Worker(new URL('voice-activity-worker.ts', import.meta.url), {
      workerData: { modelPath: options.modelPath ?? sileroPath() },
      execArgv: [],
    });
    started.unref();
    started.on('message', (answer: VoiceAnswer) => {
      if ('unusable' in answer) {
        lost(new Error(answer.unusable));
        return;
      }
      pending.get(answer.id)?.resolve(answer.probabilities);
      pending.delete(answer.id);
      if (pending.size === 0) started.unref();
    });
    started.on('error', lost);
    return started;
  }

  function ask(piece: Omit<VoicePiece, 'id'>): Promise<Float32Array> {
    return new Promise((resolve, reject) => {
      worker ??= start();
      const id = nextId;
      nextId += 1;
      pending.set(id, { resolve, reject });
      worker.ref();
      worker.postMessage({ id, ...piece } satisfies VoicePiece, [piece.samples.buffer as ArrayBuffer]);
    });
  }

  async function silero(
    { samples, sampleRate }: SpeechAudio,
    signal: AbortSignal,
    onProgress: ((share: number) => void) | undefined,
  ): Promise<VoiceTrack> {
    const track = nextTrack;
    nextTrack += 1;
    const found: Float32Array[] = [];
    const size = sampleRate * PIECE_SECONDS;
    let at = 0;
    try {
      do {
        signal.throwIfAborted();
        const end = Math.min(at + size, samples.length);
        // A copy, so that it can move: the recording stays here.
        const piece = samples.slice(at, end);
        found.push(await ask({ track, samples: piece, sampleRate, isLast: end === samples.length }));
        at = end;
        onProgress?.(samples.length === 0 ? 1 : at / samples.length);
      } while (at < samples.length);
    } catch (error) {
      // The thread forgets the track that nobody goes on with.
      if (!(error instanceof Unusable) && at < samples.length) {
        void ask({ track, samples: new Int16Array(0), sampleRate, isLast: true }).catch(() => undefined);
      }
      throw error;
    }
    return { probabilities: joinedFloats(found), stepMs: VOICE_STEP_MS };
  }

  return {
    async track(audio, signal, onProgress) {
      if (!isUnusable) {
        try {
          return await silero(audio, signal, onProgress);
        } catch (error) {
          if (isClosed || !(error instanceof Unusable)) throw error;
        }
      }
      signal.throwIfAborted();
      const track = energyVoice(audio);
      onProgress?.(1);
      return track;
    },
    async close() {
      isClosed = true;
      for (const { reject } of pending.values()) reject(new Error('The relay is stopping.'));
      pending.clear();
      const last = worker;
      worker = null;
      if (last !== null) await endThread(last);
    },
  };
}

class Unusable extends Error {}
