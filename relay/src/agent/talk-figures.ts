import type { TalkFigures } from '../storage/agent-talk-port.ts';
import type { ReceptionistFigures } from '../wire/agent-talk.ts';

/** Adds up what was counted of each talk. */
export function figuresOfTalks(talks: readonly TalkFigures[]): Omit<ReceptionistFigures, 'from' | 'to' | 'isPart'> {
  const ended: ReceptionistFigures['ended'] = {};
  for (const talk of talks) ended[talk.ended] = (ended[talk.ended] ?? 0) + 1;
  const sum = (of: (talk: TalkFigures) => number) => talks.reduce((total, talk) => total + of(talk), 0);
  const spread = (values: readonly number[]) => {
    const sorted = values.toSorted((a, b) => a - b);
    const median = quantile(sorted, 0.5);
    const p95 = quantile(sorted, 0.95);
    return median === null || p95 === null ? null : { count: sorted.length, median, p95 };
  };
  return {
    talks: talks.length,
    ended,
    voiceEndToFirstFrame: spread(talks.flatMap((talk) => talk.voiceEndToFirstFrame)),
    bargeIn: spread(talks.flatMap((talk) => talk.bargeIn)),
    fallBacks: {
      hearing: sum(({ fallBacks }) => fallBacks.hearing),
      thinking: sum(({ fallBacks }) => fallBacks.thinking),
      voice: sum(({ fallBacks }) => fallBacks.voice),
    },
    falseInterruptions: sum(({ falseInterruptions }) => falseInterruptions),
    lostFrames: sum(({ lostFrames }) => lostFrames),
  };
}

/** The smallest value that so many of them do not exceed; null: there are none. */
export function quantile(sorted: readonly number[], share: number): number | null {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? null;
}
