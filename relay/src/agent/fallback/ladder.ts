/** What a talk needs; each can break by itself. */
export type Stage = 'hearing' | 'thinking' | 'voice';

/** What hears, thinks or speaks. Engines are counted in the firm's order of preference. */
export type Rung =
  | { kind: 'engine'; index: number }
  /** Hearing: pre-rendered questions, answered with the keys of the telephone. */
  | { kind: 'keys' }
  /** Thinking: the scripted receptionist, which needs no model. */
  | { kind: 'script' }
  /** Voice: espeak-ng on this machine. */
  | { kind: 'espeak' }
  /** Voice: sentences that were rendered before. */
  | { kind: 'prompts' }
  /** Nothing of this stage works: a pre-rendered apology, then a person, voicemail or, where there is neither, goodbye. */
  | { kind: 'hand_over'; to: 'person' | 'voicemail' | 'nobody' };

export type Failure =
  | 'timed_out'
  | 'failed'
  | 'crashed'
  /** The engine takes no more calls; it is well. */
  | 'full'
  /** The firm's policy or the engine does not allow this language or this use. */
  | 'refused';

/** What there is. */
export interface Ladder {
  engines: Readonly<Record<Stage, number>>;
  hasEspeak: boolean;
  hasPrompts: boolean;
  /** The telephone network tells keys on this call. */
  hasKeys: boolean;
  hasScript: boolean;
  canReachPerson: boolean;
  canReachVoicemail: boolean;
}

/** How long one attempt may take (ms): the last words after the voice stopped, the first token, the first sound. */
const attemptMs: Readonly<Record<Stage, number>> = { hearing: 1_500, thinking: 3_000, voice: 1_500 };
/** Of what runs in this process or from a file. */
const LOCAL_MS = 500;
/** How often an engine that failed at once is asked again before the next one is. */
const MOST_ATTEMPTS = 2;

/** Where a call begins. */
export const firstRung = (stage: Stage, ladder: Ladder): Rung => rungsOf(stage, ladder)[0] ?? handOver(ladder);

/**
 * Pure: where a call goes on when something failed. It only ever goes down, so a call that has nothing left ends with a
 * person or voicemail and not in a circle; an engine that has recovered is for the next call.
 * @param attempt from 1: how often this rung was tried for what is wanted now
 */
export function nextRung(
  stage: Stage,
  failed: Rung,
  failure: Failure,
  attempt: number,
  ladder: Ladder,
): { rung: Rung; timeoutMs: number } {
  if (failed.kind === 'engine' && failure === 'failed' && attempt < MOST_ATTEMPTS) return timed(stage, failed);
  if (failed.kind === 'hand_over') return timed(stage, below(failed, ladder));
  const rungs = rungsOf(stage, ladder);
  const at = rungs.findIndex((rung) => isSame(rung, failed));
  // A rung that is not there any more: whatever was below it is not known, so the lowest is taken.
  const next = at === -1 ? rungs.at(-1) : rungs[at + 1];
  return timed(stage, next === undefined || isSame(next, failed) ? handOver(ladder) : next);
}

/** How long this rung may take for one answer (ms). */
export const timeoutOf = (stage: Stage, rung: Rung): number => (rung.kind === 'engine' ? attemptMs[stage] : LOCAL_MS);

const timed = (stage: Stage, rung: Rung) => ({ rung, timeoutMs: timeoutOf(stage, rung) });

/** From the best to the last, without handing over. */
function rungsOf(stage: Stage, ladder: Ladder): Rung[] {
  const engines = Array.from({ length: ladder.engines[stage] }, (_, index): Rung => ({ kind: 'engine', index }));
  switch (stage) {
    case 'hearing':
      return [...engines, ...(ladder.hasKeys && ladder.hasPrompts ? [{ kind: 'keys' } as const] : [])];
    case 'thinking':
      return [...engines, ...(ladder.hasScript ? [{ kind: 'script' } as const] : [])];
    case 'voice':
      return [
        ...engines,
        ...(ladder.hasEspeak ? [{ kind: 'espeak' } as const] : []),
        ...(ladder.hasPrompts ? [{ kind: 'prompts' } as const] : []),
      ];
    default:
      return stage satisfies never;
  }
}

function handOver({ canReachPerson, canReachVoicemail }: Ladder): Rung {
  return { kind: 'hand_over', to: canReachPerson ? 'person' : canReachVoicemail ? 'voicemail' : 'nobody' };
}

/** A person who did not answer is followed by voicemail; from voicemail there is only goodbye. */
function below({ to }: Extract<Rung, { kind: 'hand_over' }>, { canReachVoicemail }: Ladder): Rung {
  return { kind: 'hand_over', to: to === 'person' && canReachVoicemail ? 'voicemail' : 'nobody' };
}

const isSame = (a: Rung, b: Rung) =>
  a.kind === b.kind && (a.kind !== 'engine' || b.kind !== 'engine' || a.index === b.index);
