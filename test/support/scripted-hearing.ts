import { StageError, type LiveHearing, type OpenEar } from '../../relay/src/agent/ports.ts';
import type { Failure } from '../../relay/src/agent/fallback/ladder.ts';
import type { ProviderClock } from '../../relay/src/providers/provider-clock.ts';

/** What one ear hears, whatever sound is written into it. */
export interface ScriptedTurn {
  /** Told word by word, one for each so many ms of sound. */
  text?: string;
  wordEveryMs?: number;
  /** After the flush (ms of the clock). */
  finalAfterMs?: number;
  /** `open` throws it; or the ear fails with it, after so much sound (ms), or with the flush when no `failAfterMs` is told. */
  refuse?: Failure;
  fail?: Failure;
  failAfterMs?: number;
  /** A flush is never answered. */
  hangs?: boolean;
  /** No frame is taken. */
  isDeaf?: boolean;
}

export interface ScriptedEar {
  readonly turn: ScriptedTurn;
  readonly ask: OpenEar;
  /** All sound that was written. */
  readonly writtenMs: number;
  readonly flushes: number;
  readonly isOpen: boolean;
}

export type ScriptedHearing = LiveHearing & {
  /** All ears that were ever opened, in order. */
  readonly ears: readonly ScriptedEar[];
  /** For a test that goes on with what it learned: what the next ears hear. */
  add(...turns: ScriptedTurn[]): void;
  /** The engine is gone, with every open ear. */
  crash(): void;
};

/**
 * A hearing that knows before what callers say: the first ear hears the first turn, and so on; ears after the last hear
 * nothing.
 */
export function createScriptedHearing(
  turns: readonly ScriptedTurn[],
  more: Partial<Pick<LiveHearing, 'id' | 'leavesMachine' | 'region' | 'languages' | 'mostEars'>> & {
    /** Needed for `finalAfterMs`. */
    clock?: ProviderClock;
  } = {},
): ScriptedHearing {
  const { clock, id = 'test:scripted', leavesMachine = false, region = null, languages = null, mostEars = null } = more;
  const script = [...turns];
  const ears: ScriptedEar[] = [];
  const open = new Map<ScriptedEar, (failure: Failure) => void>();

  return {
    id,
    leavesMachine,
    region,
    languages,
    mostEars,
    get openEars() {
      return open.size;
    },
    ears,
    add: (...turns) => void script.push(...turns),
    crash() {
      for (const fail of open.values()) fail('crashed');
    },
    close() {
      for (const fail of open.values()) fail('crashed');
      return Promise.resolve();
    },
    open(ask) {
      if (mostEars !== null && open.size >= mostEars) throw new StageError('full', 'The scripted hearing is full.');
      const turn = script.shift() ?? {};
      if (turn.refuse !== undefined) throw new StageError(turn.refuse, 'As the script says.');
      const words = (turn.text ?? '').split(' ').filter(Boolean);
      const everyMs = turn.wordEveryMs ?? 200;
      let writtenMs = 0;
      let flushes = 0;
      let toldWords = 0;
      const stops = new Set<() => void>();

      const end = () => {
        for (const stop of stops) stop();
        stops.clear();
        ask.signal.removeEventListener('abort', end);
        return open.delete(ear);
      };
      const fail = (failure: Failure) => {
        if (end()) ask.failed(new StageError(failure, 'As the script says.'));
      };
      const final = () => {
        toldWords = words.length;
        ask.heard({ text: words.join(' '), isFinal: true });
      };
      const ear: ScriptedEar = {
        turn,
        ask,
        get writtenMs() {
          return writtenMs;
        },
        get flushes() {
          return flushes;
        },
        get isOpen() {
          return open.has(ear);
        },
      };
      ears.push(ear);
      if (!ask.signal.aborted) open.set(ear, fail);
      ask.signal.addEventListener('abort', end);

      return {
        write(pcm) {
          if (!open.has(ear) || turn.isDeaf === true) return false;
          writtenMs += (pcm.length / ask.rate) * 1_000;
          if (turn.fail !== undefined && turn.failAfterMs !== undefined && writtenMs >= turn.failAfterMs) {
            fail(turn.fail);
            return true;
          }
          const due = Math.min(words.length, Math.floor(writtenMs / everyMs));
          if (due > toldWords) {
            toldWords = due;
            ask.heard({ text: words.slice(0, due).join(' '), isFinal: false });
          }
          return true;
        },
        flush() {
          if (!open.has(ear)) return;
          flushes += 1;
          if (turn.fail !== undefined && turn.failAfterMs === undefined) return fail(turn.fail);
          if (turn.hangs === true) return;
          if (turn.finalAfterMs === undefined) return final();
          if (clock === undefined) throw new Error('A turn with finalAfterMs needs a clock.');
          const stop = clock.after(turn.finalAfterMs, () => {
            stops.delete(stop);
            final();
          });
          stops.add(stop);
        },
        close: () => void end(),
      };
    },
  };
}
