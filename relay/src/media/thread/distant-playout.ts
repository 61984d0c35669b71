import { MOST_QUEUED_MS, type Enqueued, type Playout } from '../playout/playout.ts';
import { createWaiters } from '../playout/waiters.ts';
import type { Heard } from '../playout/spoken.ts';
import type { SampleRate } from '../sound/pcm.ts';
import type { PlayoutState } from './messages.ts';

/** The playout of a stream whose socket is in another thread: orders go there in their order, what came of them comes back. */
export interface DistantPlayout extends Playout {
  told(state: Omit<PlayoutState, 'stream'>): void;
  /** The stream is over. */
  stop(): void;
}

export interface PlayoutOrders {
  speak: (generation: number, pcm: Int16Array, chars: number | null) => void;
  clear: () => void;
  pause: () => void;
  resume: () => void;
}

export function createDistantPlayout(deps: {
  rate: SampleRate;
  nowMs: () => number;
  orders: PlayoutOrders;
}): DistantPlayout {
  const { orders, nowMs } = deps;
  const perMs = deps.rate / 1_000;
  let generation = 1;
  let isOver = false;
  let ordered = 0;
  /** The order that began this generation. */
  let beganAt = 0;
  let told: Omit<PlayoutState, 'stream'> = nothing();
  /** Given to the thread, and not in `told` yet. */
  let underWay: { order: number; ms: number }[] = [];
  const waiters = createWaiters();

  /** Of this generation, in the order of speaking: what was given and is not known to be heard whole. */
  let given: { ms: number; chars: number }[] = [];
  let before = nothingHeard;

  const queuedMs = () => told.queuedMs + underWay.reduce((sum, { ms }) => sum + ms, 0);
  function heard(): Heard {
    // It plays on since that was told, as far as it has something to play.
    const sinceMs = Math.max(0, Math.min(nowMs(), told.endMs + told.lagMs) - told.atMs);
    let { playedMs, heardChars } = before;
    const untilMs = told.playedMs + sinceMs;
    for (const { ms, chars } of given) {
      const share = Math.max(0, Math.min(1, (untilMs - playedMs) / ms));
      playedMs += share * ms;
      heardChars += share * chars;
      if (share < 1) break;
    }
    return { playedMs, heardChars: Math.floor(heardChars + TINY) };
  }

  /** What was told to be heard whole is only a sum from now on. */
  function settle(): void {
    let next = given[0];
    while (next !== undefined && before.playedMs + next.ms <= told.playedMs) {
      before = { playedMs: before.playedMs + next.ms, heardChars: before.heardChars + next.chars };
      given.shift();
      [next] = given;
    }
  }

  /** What was told last knows of all that was ordered. */
  const isUpToDate = () => told.done === ordered;

  function order(give: () => void): void {
    ordered += 1;
    give();
  }

  return {
    get generation() {
      return generation;
    },
    enqueue(ofGeneration, pcm, said): Enqueued {
      if (isOver) return 'over';
      if (ofGeneration !== generation) return 'old';
      if (queuedMs() >= MOST_QUEUED_MS) return 'full';
      if (pcm.length === 0) return 'queued';
      order(() => orders.speak(generation, pcm, said?.chars ?? null));
      const ms = pcm.length / perMs;
      underWay.push({ order: ordered, ms });
      given.push({ ms, chars: said?.chars ?? 0 });
      return 'queued';
    },
    clear() {
      const last = heard();
      if (isOver) return last;
      generation += 1;
      underWay = [];
      order(orders.clear);
      beganAt = ordered;
      told = { ...nothing(), done: told.done };
      given = [];
      before = nothingHeard;
      waiters.giveUp();
      return last;
    },
    pause() {
      if (!isOver) order(orders.pause);
      return heard();
    },
    resume() {
      if (!isOver) order(orders.resume);
    },
    heard,
    get bufferedMs() {
      return queuedMs() + Math.max(0, told.endMs - nowMs());
    },
    async room(belowMs) {
      if (isOver || queuedMs() < belowMs) return;
      await waiters.until(() => queuedMs() < belowMs);
    },
    played() {
      const ready = () => isUpToDate() && told.queuedMs === 0 && told.endMs + told.lagMs <= nowMs();
      if (isOver) return Promise.resolve(false);
      return ready() ? Promise.resolve(true) : waiters.until(ready);
    },
    told(state) {
      if (isOver) return;
      underWay = underWay.filter((one) => one.order > state.done);
      // Of a generation that was cleared meanwhile: it says nothing of this one.
      if (state.done >= beganAt) told = state;
      settle();
      waiters.wake();
    },
    stop() {
      if (isOver) return;
      isOver = true;
      underWay = [];
      waiters.giveUp();
    },
  };
}

const nothing = (): Omit<PlayoutState, 'stream'> => ({
  done: 0,
  atMs: 0,
  queuedMs: 0,
  endMs: 0,
  lagMs: 0,
  playedMs: 0,
});

const nothingHeard: Heard = { playedMs: 0, heardChars: 0 };
/** Rounding must not cost the last character. */
const TINY = 1e-6;
