import type { TalkTurn } from '@callbrief/relay/wire/agent-talk';
import { stagesOf, waitedMs, type Stage } from './turn-stages.ts';

const grounds: Record<Stage, string> = {
  pause: 'fill-(--cb-wave-them-rest)',
  think: 'fill-(--cb-data-3)',
  sentence: 'fill-(--cb-sent-tense)',
  voice: 'fill-(--cb-data-2)',
  send: 'fill-(--cb-data-1)',
};

/** How long the stages of a reply took, one after the other, on the scale of all. */
export function TurnBar({ turn, longestMs }: { turn: TalkTurn; longestMs: number }) {
  const scale = 100 / Math.max(1, longestMs);
  return (
    <svg width="100%" height="12" aria-hidden="true" className="block">
      <rect width={`${(waitedMs(turn) * scale).toFixed(2)}%`} height="12" rx="2" className="fill-(--cb-pressed)" />
      {stagesOf(turn).map(({ stage, fromMs, ms }) => (
        <rect
          key={stage}
          data-stage={stage}
          x={`${(fromMs * scale).toFixed(2)}%`}
          width={`${(ms * scale).toFixed(2)}%`}
          y="2"
          height="8"
          className={grounds[stage]}
        />
      ))}
    </svg>
  );
}

/** The colour of a stage, for the words beside it. */
export function StageSwatch({ stage }: { stage: Stage }) {
  return (
    <svg width="10" height="10" aria-hidden="true" className="shrink-0">
      <rect width="10" height="10" rx="2" className={grounds[stage]} />
    </svg>
  );
}
