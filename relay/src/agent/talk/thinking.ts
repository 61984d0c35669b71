import type { EngineFacts } from '../../insights/ports.ts';
import type { Language } from '../../wire/scalars.ts';
import type { Failure } from '../fallback/ladder.ts';
import type { IntakeFacts } from '../script/facts.ts';
import { StageError } from '../ports.ts';
import type { Asking, MakeReceptionist, Receptionist, ReplyPart } from '../receptionist.ts';

/** Who can think of replies, best first; `engine` null: the script, which is none. */
export interface Thinker {
  engine: EngineFacts | null;
  make: MakeReceptionist;
}

/** Makes replies, one at a time, with the best thinker that still works for this call. */
export interface Thinking {
  readonly receptionist: Receptionist;
  reply(generation: number, to: Asking): void;
  abort(generation: number): void;
  /** Nothing has come for too long: the next thinker makes this reply. @returns false: there is none */
  fallBack(generation: number): boolean;
  /** Somebody else had the caller meanwhile: the same thinker goes on with what is known now. */
  goOn(from: { language: Language; facts: IntakeFacts }): void;
  stop(): void;
}

export interface ThinkingDeps {
  thinkers: readonly Thinker[];
  language: Language;
  isAnnounced: () => boolean;
  after: (ms: number, run: () => void) => () => void;
  part(generation: number, part: ReplyPart): void;
  thoughtBy(engine: EngineFacts): void;
  fellBack(from: Thinker, failure: Failure, to: Thinker | null): void;
  /** Nobody can make a reply any more. */
  nobody(): void;
}

/** A model that has not begun by then is left (ms). The script answers at once. */
const FIRST_PART_MS = 4_000;

/** @throws RangeError without a thinker */
export function createThinking(deps: ThinkingDeps): Thinking {
  const { thinkers } = deps;
  let rung = 0;
  let receptionist = made(null);
  /** A reply that is complete stays here while it is spoken: it can still be broken off. */
  let current: { generation: number; to: Asking; over: AbortController; isComplete: boolean } | null = null;

  function made(from: { language: Language; facts: IntakeFacts } | null): Receptionist {
    const thinker = thinkers[rung];
    if (!thinker) throw new RangeError('Nobody thinks.');
    if (thinker.engine) deps.thoughtBy(thinker.engine);
    return thinker.make({
      language: from?.language ?? deps.language,
      facts: from?.facts ?? null,
      isAnnounced: deps.isAnnounced(),
    });
  }

  async function run(generation: number, to: Asking): Promise<void> {
    const over = new AbortController();
    const mine = { generation, to, over, isComplete: false };
    current = mine;
    let isLate = false;
    const isScript = thinkers[rung]?.engine === null;
    const undo = isScript
      ? () => undefined
      : deps.after(FIRST_PART_MS, () => {
          isLate = true;
          over.abort();
        });
    try {
      for await (const part of receptionist.reply(to, over.signal)) {
        undo();
        if (over.signal.aborted) break;
        deps.part(generation, part);
        if (part.part !== 'then') continue;
        mine.isComplete = true;
        break;
      }
      undo();
      if (isLate) failed(generation, to, 'timed_out');
    } catch (error) {
      undo();
      if (over.signal.aborted && !isLate) return;
      failed(generation, to, isLate ? 'timed_out' : error instanceof StageError ? error.failure : 'failed');
    }
  }

  function failed(generation: number, to: Asking, failure: Failure): void {
    if (current?.generation !== generation) return;
    if (!goDown(failure)) {
      current = null;
      deps.nobody();
      return;
    }
    void run(generation, to);
  }

  function goDown(failure: Failure): boolean {
    const from = thinkers[rung];
    const to = thinkers[rung + 1];
    if (from) deps.fellBack(from, failure, to ?? null);
    if (!to) return false;
    rung += 1;
    receptionist = made({ language: receptionist.language, facts: receptionist.facts() });
    return true;
  }

  function abort(generation: number): void {
    if (current?.generation !== generation) return;
    current.over.abort();
    current = null;
  }

  return {
    get receptionist() {
      return receptionist;
    },
    reply(generation, to) {
      if (current?.isComplete === false) current.over.abort();
      void run(generation, to);
    },
    abort,
    fallBack(generation) {
      if (current?.generation !== generation || current.isComplete) return false;
      // What is slow is better than nothing at all.
      if (rung + 1 >= thinkers.length) return false;
      const { to, over } = current;
      over.abort();
      goDown('timed_out');
      void run(generation, to);
      return true;
    },
    goOn(from) {
      receptionist = made(from);
    },
    stop() {
      current?.over.abort();
      current = null;
    },
  };
}
