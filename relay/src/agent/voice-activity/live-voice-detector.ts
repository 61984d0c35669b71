import type { Logger } from 'pino';
import { sileroPath } from '../../insights/speech-to-text/silero-path.ts';
import type { SampleRate } from '../../media/sound/pcm.ts';
import type { LiveVoiceDetector } from '../ports.ts';
import { createLiveLoudness } from './live-loudness.ts';
import { startSileroThread, type CallSound, type SileroThread } from './silero-thread.ts';

/** Sound of all calls is gathered for so long, so that it is one message and one run of the model: a step's length (ms). */
const GATHER_MS = 32;
/** More than this of one call waits for nobody: its oldest sound is lost (ms). */
const LONGEST_BACKLOG_MS = 2_000;
/** A run of 200 calls takes some 10 ms; a model from a cold disk its time. Longer, and the thread hangs (ms). */
const RUN_PATIENCE_MS = 3_000;
const LOAD_PATIENCE_MS = 15_000;
/** After a thread that died, calls that come later get another one, but not sooner (ms). */
const NEXT_THREAD_AFTER_MS = 10_000;

interface Track {
  id: number;
  rate: SampleRate;
  probability: (p: number) => void;
  waiting: Int16Array[];
  waitingSamples: number;
  /** What the thread was told and has not answered, for when it dies with it. */
  told: Int16Array[];
  isBehind: boolean;
  /** Not null: it takes the place of Silero to the end of the call. */
  loudness: ((pcm: Int16Array) => void) | null;
}

/** @returns `lostMs`: sound that was not looked at because the thread was behind, of all calls together */
export type SileroDetector = LiveVoiceDetector & { readonly lostMs: number };

/**
 * Silero for all running calls, in one thread and in one run for all of them. The thread is started with the first call.
 * Where it dies, the calls go on with loudness, which hears noise as speech; the log says so.
 * @param options.modelPath for tests, as `runPatienceMs`
 */
export function createLiveVoiceDetector(options: {
  log: Logger;
  modelPath?: string;
  runPatienceMs?: number;
}): SileroDetector {
  const { log } = options;
  const tracks = new Map<number, Track>();
  let left: number[] = [];
  let thread: SileroThread | null = null;
  let noThreadBeforeMs = 0;
  let gathering: NodeJS.Timeout | null = null;
  let nextId = 1;
  let lostMs = 0;
  let isClosed = false;

  function start(): SileroThread {
    left = [];
    return startSileroThread(options.modelPath ?? sileroPath(), {
      answered(voices) {
        for (const track of tracks.values()) track.told = [];
        for (const { track: id, probabilities } of voices) {
          // One that was told may leave, and then hears nothing more.
          for (const p of probabilities) tracks.get(id)?.probability(p);
        }
        if ([...tracks.values()].some(({ waiting }) => waiting.length > 0)) gather();
      },
      lost,
    });
  }

  function lost(error: unknown): void {
    const after = thread;
    thread = null;
    if (isClosed) return;
    // One whose model could not even be loaded will not be loaded by the next.
    const isHopeless = after?.hasAnswered !== true;
    noThreadBeforeMs = isHopeless ? Number.POSITIVE_INFINITY : performance.now() + NEXT_THREAD_AFTER_MS;
    const calls = [...tracks.values()].filter(({ loudness }) => loudness === null);
    log.error({ err: error, calls: calls.length }, 'silero_unavailable_loudness_instead');
    for (const track of calls) {
      const loudness = createLiveLoudness(track.rate, (p) => {
        if (tracks.has(track.id)) track.probability(p);
      });
      track.loudness = loudness;
      const before = [...track.told, ...track.waiting];
      track.told = [];
      track.waiting = [];
      for (const pcm of before) loudness(pcm);
    }
  }

  function gather(): void {
    gathering ??= setTimeout(send, GATHER_MS);
  }

  function send(): void {
    gathering = null;
    if (thread === null) return;
    if (thread.isBusy) {
      const patienceMs = thread.hasAnswered ? (options.runPatienceMs ?? RUN_PATIENCE_MS) : LOAD_PATIENCE_MS;
      if (performance.now() - thread.busySinceMs <= patienceMs) return;
      void thread.close();
      return lost(new Error('The thread hangs.'));
    }
    const calls: CallSound[] = [];
    for (const track of tracks.values()) {
      if (track.waiting.length === 0) continue;
      calls.push({ track: track.id, rate: track.rate, samples: track.waiting });
      track.told = track.waiting;
      track.waiting = [];
      track.waitingSamples = 0;
      track.isBehind = false;
    }
    if (calls.length === 0) return;
    thread.tell(calls, left);
    left = [];
  }

  function bound(track: Track): void {
    const most = (LONGEST_BACKLOG_MS / 1_000) * track.rate;
    while (track.waitingSamples > most) {
      const oldest = track.waiting.shift();
      if (oldest === undefined) break;
      track.waitingSamples -= oldest.length;
      lostMs += (oldest.length / track.rate) * 1_000;
      if (!track.isBehind) log.warn({ calls: tracks.size, lostMs: Math.round(lostMs) }, 'voice_detector_behind');
      track.isBehind = true;
    }
  }

  return {
    get lostMs() {
      return lostMs;
    },
    join(rate, probability) {
      const track: Track = {
        id: nextId,
        rate,
        probability,
        waiting: [],
        waitingSamples: 0,
        told: [],
        isBehind: false,
        loudness: null,
      };
      nextId += 1;
      tracks.set(track.id, track);
      if (thread === null && !isClosed && performance.now() >= noThreadBeforeMs) thread = start();
      if (thread === null) track.loudness = createLiveLoudness(rate, probability);
      return {
        push(pcm) {
          if (isClosed || !tracks.has(track.id)) return;
          if (track.loudness !== null) return track.loudness(pcm);
          track.waiting.push(pcm);
          track.waitingSamples += pcm.length;
          bound(track);
          gather();
        },
        leave() {
          if (tracks.delete(track.id) && track.loudness === null) left.push(track.id);
        },
      };
    },
    async close() {
      isClosed = true;
      if (gathering !== null) clearTimeout(gathering);
      tracks.clear();
      const last = thread;
      thread = null;
      await last?.close();
    },
  };
}
