import type { ToPhone } from '../dialect/dialect.ts';
import { FRAME_MS, isSilence, samplesPerFrame, type SampleRate } from '../sound/pcm.ts';
import type { PlayoutClock } from './playout-clock.ts';
import { createWaiters } from './waiters.ts';
import { createSpoken, cut, type Heard, type Slice } from './spoken.ts';

/** `old`: of a generation that was cleared, and dropped. `full`: wait for `room`, then offer it again. */
export type Enqueued = 'queued' | 'old' | 'full' | 'over';

/** What goes to one phone, in time. */
export interface Playout {
  /** Sound is enqueued for this one; `clear` begins the next. */
  readonly generation: number;
  /**
   * @param pcm at the rate of the call, of any length
   * @param said how many characters of the text it speaks, so that it is known what was heard
   */
  enqueue(generation: number, pcm: Int16Array, said?: { chars: number }): Enqueued;
  /** Barge-in: nothing of this generation is sent any more, and the provider throws away what it has. */
  clear(): Heard;
  /** Silence at once, but nothing is lost: `resume` goes on with the first sample that was not heard. */
  pause(): Heard;
  resume(): void;
  heard(): Heard;
  /** What waits here and at the provider (ms). */
  readonly bufferedMs: number;
  /** Less than this waits here (ms), or the generation was cleared, or the call is over. */
  room(belowMs: number): Promise<void>;
  /** True: all was played. False: it was cleared, or the call is over. */
  played(): Promise<boolean>;
}

export interface PlayoutCounts {
  framesSent: number;
  /** Of an old generation. */
  framesDropped: number;
  /** Left out because the socket did not take more. */
  silenceDropped: number;
  /** Ticks in which a frame was due and the socket did not take it. */
  ticksHeld: number;
}

export interface OwnedPlayout extends Playout {
  /** The provider says that it has played all before this mark. */
  acknowledged(mark: string): void;
  readonly counts: PlayoutCounts;
  /** How long the socket has not taken anything (ms); 0: it does. */
  readonly heldMs: number;
  /** What waits here; when the provider has played all that it has, and how much later it really does (ms). */
  standing(): { queuedMs: number; endMs: number; lagMs: number };
  stop(): void;
}

/** Without marks only our own clock says what was heard: the less is on its way, the more exact (ms). */
const AHEAD_MS = 80;
/** With marks the provider says it itself, and a longer way bridges longer stalls (ms). */
const AHEAD_WITH_MARKS_MS = 240;
/** Ten seconds of speech wait at most; who speaks more waits with speaking. */
export const MOST_QUEUED_MS = 10_000;
/** A socket with more than this has a line that does not take it. */
const MOST_WAITING_BYTES = 64 * 1_024;
/** Beyond this an answer to a mark says nothing about the buffer any more (ms). */
const MOST_LAG_MS = 2_000;

/** @param waitingBytes what the socket has not sent yet */
export function createPlayout(deps: {
  clock: PlayoutClock;
  rate: SampleRate;
  hasMarks: boolean;
  send: (say: ToPhone) => void;
  waitingBytes: () => number;
}): OwnedPlayout {
  const { clock, rate } = deps;
  const perFrame = samplesPerFrame(rate);
  const perMs = rate / 1_000;
  const aheadMs = deps.hasMarks ? AHEAD_WITH_MARKS_MS : AHEAD_MS;
  /** A mark can still say that less was heard than our clock believes. */
  const keptMs = deps.hasMarks ? MOST_LAG_MS : 0;
  const counts = { framesSent: 0, framesDropped: 0, silenceDropped: 0, ticksHeld: 0 };
  const spoken = createSpoken(perMs);
  let queue: Slice[] = [];
  let queuedSamples = 0;
  let generation = 1;
  let isPaused = false;
  let isOver = false;
  /** When the provider has played all that it has. */
  let providerEndMs = 0;
  let lagMs = 0;
  let heldSinceMs: number | null = null;
  /** A rest shorter than a frame waits one tick for what may follow. */
  let restWaited = false;
  let marks = new Map<string, number>();
  let markNumber = 0;
  const waiters = createWaiters();

  const queuedMs = () => queuedSamples / perMs;
  const heardUntil = () => clock.nowMs() - lagMs;

  function takeFrame(): Slice[] {
    const taken: Slice[] = [];
    for (let missing = perFrame; missing > 0;) {
      const [first] = queue;
      if (!first) break;
      if (first.pcm.length <= missing) {
        taken.push(first);
        queue.shift();
        missing -= first.pcm.length;
        continue;
      }
      const [now, later] = cut(first, missing);
      taken.push(now);
      queue[0] = later;
      missing = 0;
    }
    for (const { pcm } of taken) queuedSamples -= pcm.length;
    return taken;
  }

  /** What is missing is silence. */
  function frameOf(slices: readonly Slice[]): Int16Array {
    const [only] = slices;
    if (only?.pcm.length === perFrame) return only.pcm;
    const pcm = new Int16Array(perFrame);
    let at = 0;
    for (const slice of slices) {
      pcm.set(slice.pcm, at);
      at += slice.pcm.length;
    }
    return pcm;
  }

  function sendFrame(slices: readonly Slice[], dueMs: number): void {
    const pcm = frameOf(slices);
    let fromMs = Math.max(dueMs, providerEndMs);
    providerEndMs = fromMs + FRAME_MS;
    deps.send({ kind: 'sound', pcm });
    counts.framesSent += 1;
    for (const slice of slices) {
      spoken.sent(slice, fromMs, dueMs - keptMs);
      fromMs += slice.pcm.length / perMs;
      if (slice.endsText && deps.hasMarks) {
        const name = `g${generation}-${(markNumber += 1)}`;
        marks.set(name, fromMs);
        deps.send({ kind: 'mark', name });
      }
    }
  }

  function hold(nowMs: number): void {
    heldSinceMs ??= nowMs;
    counts.ticksHeld += 1;
    // Silence is what a caller misses least.
    while (queuedSamples >= perFrame && queue[0] && isSilence(queue[0].pcm.subarray(0, perFrame))) {
      takeFrame();
      counts.silenceDropped += 1;
    }
  }

  function tick(dueMs: number): void {
    if (!isPaused && queuedSamples > 0) {
      if (deps.waitingBytes() > MOST_WAITING_BYTES) hold(dueMs);
      else {
        heldSinceMs = null;
        while (providerEndMs - dueMs < aheadMs && queuedSamples > 0) {
          if (queuedSamples < perFrame && !restWaited) {
            restWaited = true;
            break;
          }
          restWaited = false;
          sendFrame(takeFrame(), dueMs);
        }
      }
    } else if (heldSinceMs !== null && deps.waitingBytes() <= MOST_WAITING_BYTES) heldSinceMs = null;
    waiters.wake();
  }

  const leave = clock.join(tick);

  function dropQueue(): void {
    counts.framesDropped += Math.ceil(queuedSamples / perFrame);
    queue = [];
    queuedSamples = 0;
    restWaited = false;
  }

  return {
    get generation() {
      return generation;
    },
    enqueue(ofGeneration, pcm, said) {
      if (isOver) return 'over';
      if (ofGeneration !== generation) {
        counts.framesDropped += Math.ceil(pcm.length / perFrame);
        return 'old';
      }
      if (queuedMs() >= MOST_QUEUED_MS) return 'full';
      if (pcm.length === 0) return 'queued';
      queue.push({ pcm, chars: said?.chars ?? 0, endsText: said !== undefined });
      queuedSamples += pcm.length;
      restWaited = false;
      return 'queued';
    },
    clear() {
      const heard = spoken.heardAt(heardUntil());
      if (isOver) return heard;
      dropQueue();
      spoken.forget();
      marks.clear();
      generation += 1;
      isPaused = false;
      // Also when it seems empty: its buffer is only known within the lag.
      deps.send({ kind: 'clear' });
      providerEndMs = 0;
      waiters.giveUp();
      return heard;
    },
    pause() {
      if (isOver || isPaused) return spoken.heardAt(heardUntil());
      isPaused = true;
      const back = spoken.takeBack(heardUntil());
      queue.unshift(...back);
      for (const { pcm } of back) queuedSamples += pcm.length;
      marks.clear();
      deps.send({ kind: 'clear' });
      providerEndMs = 0;
      return spoken.heardAt(heardUntil());
    },
    resume() {
      isPaused = false;
    },
    heard: () => spoken.heardAt(heardUntil()),
    get bufferedMs() {
      return queuedMs() + Math.max(0, providerEndMs - clock.nowMs());
    },
    async room(belowMs) {
      if (isOver || queuedMs() < belowMs) return;
      await waiters.until(() => queuedMs() < belowMs);
    },
    played() {
      const ready = () => queuedSamples === 0 && providerEndMs + lagMs <= clock.nowMs();
      if (isOver) return Promise.resolve(false);
      return ready() ? Promise.resolve(true) : waiters.until(ready);
    },
    counts,
    acknowledged(mark) {
      const expectedMs = marks.get(mark);
      // Marks of a cleared generation come back too, all at once.
      if (expectedMs === undefined) return;
      marks.delete(mark);
      lagMs = Math.min(MOST_LAG_MS, Math.max(0, clock.nowMs() - expectedMs));
    },
    get heldMs() {
      return heldSinceMs === null ? 0 : clock.nowMs() - heldSinceMs;
    },
    standing: () => ({ queuedMs: queuedMs(), endMs: providerEndMs, lagMs }),
    stop() {
      if (isOver) return;
      isOver = true;
      leave();
      dropQueue();
      spoken.forget();
      marks = new Map();
      waiters.giveUp();
    },
  };
}
