import type { AgentTalk } from '@callbrief/relay/wire/agent-talk';
import { clsx } from 'clsx';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../words/format.ts';
import { lanes, lanesOf, type Lane, type Mark } from './talk-lanes.ts';
import type { TurnView } from './turn-stages.ts';

const ROW = 22;
const AXIS = 18;
const HEIGHT = lanes.length * ROW + AXIS;

const fills: Record<Lane, string> = {
  caller: 'fill-(--cb-wave-them)',
  words: 'fill-(--cb-wave-them-rest)',
  thinking: 'fill-(--cb-data-3)',
  voice: 'fill-(--cb-data-2)',
  line: 'fill-(--cb-data-1)',
};
/** What somebody looks for is red or amber, and has another shape. */
const alarming = new Set<Mark['kind']>(['fell_back', 'cleared', 'resumed']);
/** The eye sees nothing shorter. */
const LEAST_PERCENT = 0.15;

/**
 * The talk from left to right: a lane for each thing between the caller's mouth and their ear. For whoever does not see it, the
 * list of turns says the same.
 */
export function TalkTimeline({
  talk,
  chosen,
  range,
}: {
  talk: AgentTalk;
  chosen: TurnView | null;
  /** What of the talk is drawn. */
  range: { fromMs: number; toMs: number };
}) {
  const { t } = useTranslation('agentTalk');
  const format = useFormat();
  const drawn = useMemo(() => lanesOf(talk), [talk]);
  const { fromMs, toMs } = range;
  const width = Math.max(1, toMs - fromMs);
  const x = (ms: number) => (Math.min(Math.max(ms, fromMs), toMs) - fromMs) * (100 / width);
  const percent = (value: number) => `${value.toFixed(3)}%`;
  const isIn = (from: number, to: number) => to >= fromMs && from <= toMs;
  const waitedFrom = chosen && chosen.turn.atMs - (chosen.turn.voiceEndToTurnEnd ?? 0);
  return (
    <figure className="grid grid-cols-[6.5rem_minmax(0,1fr)] rounded-3 border border-line bg-sunken py-1.5 pr-3 pl-2.5">
      <ul className="text-meta text-text-2" aria-hidden="true">
        {lanes.map((lane) => (
          <li key={lane} className="flex h-5.5 items-center truncate">
            {t(`lane.${lane}`)}
          </li>
        ))}
      </ul>
      <svg
        role="img"
        aria-label={t('timelineSaid', { from: format.placeSaid(fromMs), to: format.placeSaid(toMs) })}
        width="100%"
        height={HEIGHT}
        className="block overflow-visible"
      >
        {chosen && waitedFrom !== null && (
          <>
            <rect
              x={percent(x(chosen.turn.atMs))}
              width={percent(Math.max(0, x(chosen.untilMs) - x(chosen.turn.atMs)))}
              height={HEIGHT - AXIS}
              className="fill-(--cb-selected)"
            />
            {/* The part that the caller waited. */}
            {chosen.turn.voiceEndToFirstFrame !== null && (
              <rect
                data-waited=""
                x={percent(x(waitedFrom))}
                width={percent(
                  Math.max(LEAST_PERCENT, x(waitedFrom + chosen.turn.voiceEndToFirstFrame) - x(waitedFrom)),
                )}
                height={HEIGHT - AXIS}
                className="fill-(--cb-hit)"
              />
            )}
          </>
        )}
        {lanes.map((lane, row) => (
          <line
            key={lane}
            x1="0"
            x2="100%"
            y1={(row + 1) * ROW - 0.5}
            y2={(row + 1) * ROW - 0.5}
            className="stroke-(--cb-line)"
          />
        ))}
        {drawn.spans
          .filter((span) => isIn(span.fromMs, span.toMs))
          .map((span) => (
            <rect
              key={`${span.lane} ${String(span.fromMs)} ${String(span.toMs)}`}
              data-lane={span.lane}
              x={percent(x(span.fromMs))}
              width={percent(Math.max(LEAST_PERCENT, x(span.toMs) - x(span.fromMs)))}
              y={lanes.indexOf(span.lane) * ROW + 6}
              height={ROW - 12}
              rx="1"
              className={fills[span.lane]}
            />
          ))}
        {drawn.marks
          .filter(({ atMs }) => isIn(atMs, atMs))
          .map((mark) => (
            <MarkShape
              key={`${mark.kind} ${String(mark.atMs)} ${mark.text ?? ''}`}
              mark={mark}
              x={percent(x(mark.atMs))}
              title={`${format.place(mark.atMs)} ${t(`moment.${mark.kind}`)}`}
            />
          ))}
        {ticks(fromMs, toMs).map((ms) => (
          <text
            key={ms}
            x={percent(x(ms))}
            y={HEIGHT - 4}
            textAnchor={ms === fromMs ? 'start' : x(ms) > 97 ? 'end' : 'middle'}
            className="fill-(--cb-text-3) text-caption"
          >
            {width < 20_000 && ms % 1_000 !== 0
              ? `${format.place(ms)},${String((ms % 1_000) / 100)}`
              : format.place(ms)}
          </text>
        ))}
      </svg>
    </figure>
  );
}

function MarkShape({ mark, x, title }: { mark: Mark; x: string; title: string }) {
  const y = lanes.indexOf(mark.lane) * ROW + ROW / 2;
  const isAlarming = alarming.has(mark.kind);
  return (
    <svg x={x} y={y} overflow="visible" data-mark={mark.kind}>
      <title>{title}</title>
      <path
        d={isAlarming ? 'M0 -7 L6 4 L-6 4 Z' : 'M0 -5 L5 0 L0 5 L-5 0 Z'}
        className={clsx(
          'stroke-(--cb-surface)',
          mark.kind === 'fell_back' ? 'fill-critical' : isAlarming ? 'fill-caution' : 'fill-(--cb-text)',
        )}
      />
    </svg>
  );
}

const steps = [500, 1_000, 2_000, 5_000, 10_000, 15_000, 30_000, 60_000, 120_000, 300_000];
const MOST_TICKS = 9;

function ticks(fromMs: number, toMs: number): number[] {
  const step = steps.find((one) => (toMs - fromMs) / one <= MOST_TICKS) ?? 600_000;
  const first = Math.ceil(fromMs / step) * step;
  return Array.from({ length: Math.floor((toMs - first) / step) + 1 }, (_, index) => first + index * step);
}
