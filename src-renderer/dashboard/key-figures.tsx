import type { Statistics } from '@callbrief/relay/wire/statistics';
import { ArrowDownLeft, ArrowUpRight, Info } from 'lucide-react';
import { clsx } from 'clsx';
import type { ReactNode } from 'react';
import { Icon } from '../ui/icon.tsx';
import { useDashboardWords } from './use-dashboard-words.ts';

const rateOf = ({ due, kept }: Statistics['callbacks']) => (due === 0 ? null : kept / due);

/** Five figures, each with the period before. */
export function KeyFigures({ shown, onUnreturned }: { shown: Statistics; onUnreturned: () => void }) {
  const { t, number, percent, seconds } = useDashboardWords();
  const { before, secondsToAnswer, agentCalls } = shown;
  const kept = rateOf(shown.callbacks);
  const { median, nineInTen } = secondsToAnswer;
  const [rang = null, ...rangUnit] = median === null ? [] : seconds(median).split(' ');
  return (
    <section
      aria-label={t('keyFigures')}
      data-chart={t('keyFigures')}
      className="grid grid-cols-5 divide-x divide-line rounded-3 border border-line bg-surface"
    >
      <Figure
        label={t('spoke')}
        why={t('spokeWhy')}
        value={shown.spokeRate === null ? null : percent(shown.spokeRate)}
        unit="%"
      >
        <Compared now={shown.spokeRate} before={before.spokeRate} />
      </Figure>
      <Figure
        label={t('unreturned')}
        why={t('unreturnedWhy')}
        value={number(shown.unreturned)}
        unit={t('unreturnedOf', { total: number(shown.total) })}
        isCritical={shown.unreturned > 0}
      >
        {shown.unreturned > 0 && (
          <>
            <button type="button" className="text-accent-text hover:underline" onClick={onUnreturned}>
              {t('showThem')}
            </button>
            <span aria-hidden="true">·</span>
          </>
        )}
        {t('before', { value: number(before.unreturned) })}
      </Figure>
      <Figure label={t('answerTime')} why={t('answerTimeWhy')} value={rang} unit={rangUnit.join(' ')}>
        {nineInTen !== null && t('nineInTenWithin', { time: seconds(nineInTen) })}
      </Figure>
      <Figure label={t('kept')} why={t('keptWhy')} value={kept === null ? null : percent(kept)} unit="%">
        {kept === null ? t('noneDue') : <Compared now={kept} before={rateOf(before.callbacks)} />}
      </Figure>
      <Figure
        label={t('byAgent')}
        why={t('byAgentWhy')}
        value={number(shown.agent)}
        unit={t('calls', { count: shown.agent })}
      >
        {agentCalls.outsideHours !== null
          ? t('outsideHours', { value: number(agentCalls.outsideHours) })
          : shown.total > 0 && t('shareOfAll', { share: percent(shown.agent / shown.total) })}
      </Figure>
    </section>
  );
}

function Figure({
  label,
  why,
  value,
  unit,
  isCritical = false,
  children,
}: {
  label: string;
  why: string;
  /** Null: there was nothing to work it out from. */
  value: string | null;
  unit: string;
  isCritical?: boolean;
  children: ReactNode;
}) {
  return (
    <div className="min-w-0 px-4 pt-2.5 pb-2.75">
      <h2 className="flex items-center gap-1.25 text-meta text-text-2" title={why}>
        {label}
        <Icon of={Info} size={12} className="text-text-3" />
        <span className="sr-only">{why}</span>
      </h2>
      <p
        className={clsx(
          'mt-0.75 text-figure font-semibold tracking-[-0.02em] whitespace-nowrap [font-variant-numeric:proportional-nums]',
          isCritical && 'text-critical-text',
        )}
      >
        {value ?? '–'}
        <small className="ml-0.75 text-title font-medium tracking-normal text-text-2">{value !== null && unit}</small>
      </p>
      <p className="flex min-h-4 items-center gap-1 text-meta text-text-2">{children}</p>
    </div>
  );
}

/** In points of a percentage; better and worse are said, coloured and drawn. */
function Compared({ now, before }: { now: number | null; before: number | null }) {
  const { t, percent } = useDashboardWords();
  if (now === null || before === null) return t('noBefore');
  const by = Math.round((now - before) * 1_000) / 1_000;
  if (by === 0) return t('same');
  return (
    <>
      <Icon
        of={by > 0 ? ArrowUpRight : ArrowDownLeft}
        size={12}
        className={by > 0 ? 'text-positive-text' : 'text-critical-text'}
      />
      {t(by > 0 ? 'better' : 'worse', { points: percent(Math.abs(by)) })}
    </>
  );
}
