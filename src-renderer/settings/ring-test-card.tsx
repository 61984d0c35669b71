import { Check, Play, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { NotShownReason, RingTestRun } from '../../src-preload/contract.ts';
import type { RingTestData } from '../stores/ring-test-store.ts';
import { useNow } from '../stores/use-now.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { useFormat } from '../words/format.ts';
import { RingTestScale } from './ring-test-scale.tsx';

/** Ring to pixels, measured on this computer: how long, where the time went, and why a ring was not shown. */
export function RingTestCard({ data, onRing }: { data: RingTestData; onRing: () => void }) {
  const { t } = useTranslation('settings');
  const units = useTranslation('units').t;
  const format = useFormat();
  const now = useNow(30_000);
  const { run, refused, starting } = data;
  const running = starting || (run !== null && !run.done);
  const measured = run?.rings.filter((ring) => ring.result === 'painted').length ?? 0;
  return (
    <div
      role="group"
      aria-label={t('ringTest.name')}
      className="mb-3 grid grid-cols-[14.75rem_1fr] rounded-3 border border-line-2 bg-sunken"
    >
      <div className="flex flex-col border-r border-line px-4.5 py-4">
        <span className="text-caption font-medium text-text-3">
          {measured > 0 ? t('ringTest.caption', { count: measured }) : t('ringTest.never')}
        </span>
        <span className="mt-1.5 text-[2.75rem] leading-12 font-semibold tracking-[-0.03em] [font-variant-numeric:proportional-nums]">
          {run?.medianMs == null ? (
            <span className="font-normal text-text-3">–</span>
          ) : (
            <>
              {Math.round(run.medianMs)}
              <small className="ml-1 text-[1.25rem] font-medium tracking-normal text-text-2">
                {units('millisecondsUnit')}
              </small>
            </>
          )}
        </span>
        <span className="mb-3 min-h-4 text-meta text-text-2">
          {run?.slowestMs != null &&
            t('ringTest.slowest', {
              ms: format.milliseconds(run.slowestMs),
              when: format.dayAndTimeWithin(run.startedAt, now),
            })}
        </span>
        <Button
          look="primary"
          size={32}
          icon={Play}
          iconFilled
          busy={running}
          onClick={onRing}
          className="mt-auto self-start"
        >
          {running
            ? t('ringTest.running', { index: Math.min((run?.rings.length ?? 0) + 1, run?.of ?? 10), of: run?.of ?? 10 })
            : t('ringTest.run')}
        </Button>
        <span className="mt-1.5 text-caption text-text-3" role="status">
          {refused === null
            ? t('ringTest.what')
            : refused === 'failed'
              ? t('ringTest.failed')
              : t(`ringTest.refused.${refused}`)}
        </span>
      </div>
      <div className="flex min-h-47 flex-col px-4.5 pt-3.5 pb-3">
        <RingTestScale run={run} />
        <Checks run={run} />
        <span className="mt-auto pt-2.5 text-caption text-text-3">{t('ringTest.notIncluded')}</span>
      </div>
    </div>
  );
}

function Checks({ run }: { run: RingTestRun | null }) {
  const { t } = useTranslation('settings');
  if (!run) return null;
  const reasons = countReasons(run);
  const slow = run.done && run.medianMs !== null && run.medianMs > 150;
  if (run.checks.length === 0 && reasons.length === 0 && !slow) return null;
  return (
    <ul className="mt-2.25 grid grid-cols-[repeat(auto-fit,minmax(min(100%,13rem),1fr))] gap-x-5 gap-y-0.75 border-t border-line pt-2.25 text-meta leading-4.5 text-text-2">
      {run.checks.map(({ name, ok }) => (
        <li key={name} className="flex gap-1.75">
          <Icon
            of={ok ? Check : TriangleAlert}
            size={14}
            className={`mt-0.5 ${ok ? 'text-positive' : 'text-caution'}`}
          />
          {ok ? t(`ringTest.check.${name}`) : t(`ringTest.checkFailed.${name}`)}
        </li>
      ))}
      {slow && (
        <li className="flex gap-1.75">
          <Icon of={TriangleAlert} size={14} className="mt-0.5 text-caution" />
          {t('ringTest.slowerThanGoal')}
        </li>
      )}
      {reasons.map(([reason, count]) => (
        <li key={reason} className="col-span-full flex gap-1.75">
          <Icon of={TriangleAlert} size={14} className="mt-0.5 text-caution" />
          {t('ringTest.notShown', { count, reason: t(`ringTest.reason.${reason}`) })}
        </li>
      ))}
    </ul>
  );
}

function countReasons(run: RingTestRun): [NotShownReason, number][] {
  const counts = new Map<NotShownReason, number>();
  for (const ring of run.rings)
    if (ring.result === 'not_shown') counts.set(ring.reason, (counts.get(ring.reason) ?? 0) + 1);
  return [...counts];
}
