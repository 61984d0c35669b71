import type { AgentTalk, TalkMoment, TalkTurn } from '@callbrief/relay/wire/agent-talk';

/** The stages that one waits through, in their order; each begins where the one before ends. */
export const stages = ['pause', 'think', 'sentence', 'voice', 'send'] as const;
export type Stage = (typeof stages)[number];

const fields = {
  pause: 'voiceEndToTurnEnd',
  think: 'turnEndToFirstToken',
  sentence: 'firstTokenToSentence',
  voice: 'sentenceToFirstSound',
  send: 'firstSoundToFirstFrame',
} as const satisfies Record<Stage, keyof TalkTurn>;

/** @returns `fromMs`: since the first of them began */
export function stagesOf(turn: TalkTurn): { stage: Stage; fromMs: number; ms: number }[] {
  let fromMs = 0;
  return stages.flatMap((stage) => {
    const ms = turn[fields[stage]];
    if (ms === null) return [];
    fromMs += ms;
    return [{ stage, fromMs: fromMs - ms, ms }];
  });
}

/** What the caller waited, or, where nobody had spoken, what the reply took. */
export function waitedMs(turn: TalkTurn): number {
  return turn.voiceEndToFirstFrame ?? stagesOf(turn).reduce((sum, { ms }) => sum + ms, 0);
}

/** Longer feels as if nobody were there. */
const SLOW_MS = 1_500;

export type TurnFilter = 'all' | 'slow' | 'talked_over' | 'fell_back';
export const turnFilters = ['all', 'slow', 'talked_over', 'fell_back'] as const;

/** One reply, as the list shows it. */
export interface TurnView {
  turn: TalkTurn;
  /** What it answers. */
  to: { kind: string; text: string | null };
  /** Until the next reply is wanted, or the end. */
  untilMs: number;
  /** `hearing: deepgram:nova-3 timed_out -> keys` */
  fellBack: string[];
  tools: TalkMoment[];
  /** What was heard of it, where the caller talked over it. */
  heard: string | null;
}

export function turnsOf({ turns, moments, startedAt, endedAt }: AgentTalk): TurnView[] {
  const lengthMs = Date.parse(endedAt) - Date.parse(startedAt);
  return turns.map((turn, index) => {
    const untilMs = turns[index + 1]?.atMs ?? Math.max(lengthMs, turn.atMs);
    const sinceMs = turns[index - 1]?.atMs ?? 0;
    const wanted = moments.find((one) => one.kind === 'reply_wanted' && one.generation === turn.generation);
    const own = moments.filter(({ atMs }) => atMs >= turn.atMs && atMs < untilMs);
    // Hearing fails while the caller speaks, which is before what they said is answered.
    const isOfThis = ({ kind, text, atMs }: TalkMoment) =>
      kind === 'fell_back' &&
      (text?.startsWith('hearing:') === true
        ? atMs >= sinceMs && (index === turns.length - 1 ? atMs <= untilMs : atMs < turn.atMs)
        : atMs >= turn.atMs && atMs < untilMs);
    return {
      turn,
      to: readTo(wanted?.text ?? null),
      untilMs,
      fellBack: moments.filter(isOfThis).flatMap(({ text }) => text ?? []),
      tools: own.filter(({ kind }) => kind === 'tool'),
      heard: own.find(({ kind, generation }) => kind === 'cleared' && generation === turn.generation)?.text ?? null,
    };
  });
}

export function passes(view: TurnView, filter: TurnFilter): boolean {
  switch (filter) {
    case 'all':
      return true;
    case 'slow':
      return (view.turn.voiceEndToFirstFrame ?? 0) > SLOW_MS;
    case 'talked_over':
      return view.turn.bargeIn !== null || view.heard !== null;
    case 'fell_back':
      return view.fellBack.length > 0;
    default:
      return filter satisfies never;
  }
}

/** `words: I need a lawyer`, `silence: 2`, `start` */
function readTo(text: string | null): TurnView['to'] {
  const [, kind = 'unknown', rest] = /^([a-z_]+)(?:: ([\s\S]*))?$/.exec(text ?? '') ?? [];
  return { kind, text: rest ?? null };
}

/** The middle and the ninety-fifth of a hundred; null: nothing was measured. */
export function spreadOf(values: readonly number[]): { median: number; p95: number } | null {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)];
  const median = at(0.5);
  const p95 = at(0.95);
  return median === undefined || p95 === undefined ? null : { median, p95 };
}
