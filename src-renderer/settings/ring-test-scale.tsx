import { useTranslation } from 'react-i18next';
import type { RingTestRun } from '../../src-preload/contract.ts';
import { useFormat } from '../words/format.ts';

/** The scale ends at the worst that is allowed; the goal stands on it. Milliseconds. */
const WORST_MS = 400;
const GOAL_MS = 150;
const stages = ['fromRelay', 'lookUp', 'showWindow', 'paint'] as const;
const colours: Record<(typeof stages)[number], string> = {
  fromRelay: 'bg-(--cb-data-2)',
  lookUp: 'bg-text',
  showWindow: 'bg-(--cb-data-1)',
  paint: 'bg-control',
};
/** Words do not run into those of the goal or the end; the number stands at the left anyway. */
const roomForLabel = (ms: number) => Math.abs(ms - GOAL_MS) > 60 && ms < 330;
const left = (ms: number) => `${String((Math.min(ms, WORST_MS) / WORST_MS) * 100)}%`;

/** Where the time went, as a bar with the goal on it, and in numbers under it. */
export function RingTestScale({ run }: { run: RingTestRun | null }) {
  const { t } = useTranslation('settings');
  const format = useFormat();
  const stagesMs = run?.stagesMs ?? null;
  return (
    <>
      <div
        role="img"
        aria-label={run?.medianMs == null ? t('ringTest.never') : t('ringTest.scale', { ms: Math.round(run.medianMs) })}
        className="relative mt-0.5 mb-2.5 h-8.5"
      >
        <div className="absolute inset-x-0 top-2 flex h-2.5 overflow-hidden rounded-[3px] bg-pressed">
          {stagesMs &&
            stages.map((stage) => (
              <i
                key={stage}
                className={`h-full border-r-[1.5px] border-sunken ${colours[stage]}`}
                style={{ width: left(stagesMs[stage]) }}
              />
            ))}
        </div>
        <Tick at={GOAL_MS} label={t('ringTest.goal')} />
        {run?.slowestMs != null && (
          <Tick at={run.slowestMs} label={roomForLabel(run.slowestMs) ? t('ringTest.slowestTick') : ''} faint />
        )}
        <span className="absolute top-5.25 right-0 text-[0.6875rem] leading-3.5 text-text-3">{t('ringTest.end')}</span>
      </div>
      <dl className="grid grid-cols-[repeat(auto-fit,minmax(min(100%,13rem),1fr))] gap-x-5 gap-y-0.5 text-meta leading-4.5 text-text-2">
        {(['fromRelay', 'showWindow', 'lookUp', 'paint'] as const).map((stage) => (
          <div key={stage} className="flex items-center gap-1.75">
            <dt className="flex items-center gap-1.75">
              <i className={`size-2.25 shrink-0 rounded-[2px] ${colours[stage]}`} />
              {t(`ringTest.${stage}`)}
            </dt>
            <dd className="ml-auto font-medium whitespace-nowrap text-text">
              {stagesMs ? format.milliseconds(stagesMs[stage]) : '–'}
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}

function Tick({ at, label, faint = false }: { at: number; label: string; faint?: boolean }) {
  return (
    <>
      <span
        className={`absolute top-1 h-4.5 w-[1.5px] bg-text ${faint ? 'opacity-45' : ''}`}
        style={{ left: left(at) }}
      />
      <span
        className="absolute top-5.25 -translate-x-1/2 text-[0.6875rem] leading-3.5 whitespace-nowrap text-text-3"
        style={{ left: left(at) }}
      >
        {label}
      </span>
    </>
  );
}
