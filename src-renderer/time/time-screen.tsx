import { Clock } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { AppState } from '../../src-preload/contract.ts';
import type { TimeList } from '../../src-preload/contract/time.ts';
import { useStores } from '../stores/stores.ts';
import { useOfficeNow } from '../stores/use-office-now.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { useFormat } from '../words/format.ts';
import { ExportBar } from './export-bar.tsx';
import { useHours } from './measured-and-charged.tsx';
import { periods } from './periods.ts';
import { TimeRowItem } from './time-row.tsx';
import { useTimeKeys } from './use-time-keys.ts';

/** Rail > Time: what calls give to charge, reviewed one by one, and out only when somebody presses. */
export function TimeScreen({ app }: { app: AppState }) {
  const { t } = useTranslation('time');
  const { time } = useStores();
  const data = useStore(time.store);
  useEffect(() => void time.load().catch(() => undefined), [time]);
  useTimeKeys(app.settings.letterKeys);
  const { list, period, whose, notSaved } = data;
  return (
    <main className="grid min-h-0 min-w-0 grow grid-cols-[minmax(0,1fr)_17rem]">
      <div data-pane="list" className="scroll-quiet flex min-h-0 flex-col gap-2.5 bg-canvas px-4 py-3.5">
        <header className="flex flex-wrap items-center gap-3">
          <h1 className="mr-auto text-title font-semibold">{t('title')}</h1>
          <Segmented
            label={t('whose.label')}
            value={whose}
            segments={[
              { value: 'mine', label: t('whose.mine') },
              { value: 'all', label: t('whose.all') },
            ]}
            onChange={(next) => time.show({ whose: next })}
          />
          <Segmented
            label={t('period.label')}
            value={period}
            segments={periods.map((value) => ({ value, label: t(`period.${value}`) }))}
            onChange={(next) => time.show({ period: next })}
          />
        </header>
        {notSaved && (
          <p role="alert" className="rounded-2 border border-critical-line bg-critical-tint px-3 py-1.5">
            {t('notSaved')}
          </p>
        )}
        {list && <Days app={app} list={list} />}
      </div>
      <aside
        data-pane="detail"
        className="scroll-quiet flex min-h-0 flex-col gap-5 border-l border-line bg-surface px-4 py-3.5"
      >
        {list && <Totals list={list} />}
        <ExportBar data={data} time={time} />
      </aside>
    </main>
  );
}

function Days({ app, list }: { app: AppState; list: TimeList }) {
  const { t } = useTranslation('time');
  const { time, screen, callList } = useStores();
  const whose = useStore(time.store, (data) => data.whose);
  const format = useFormat();
  const hours = useHours();
  const now = useOfficeNow(60_000);
  const { drafts, roundingMinutes } = app.practice.time;
  if (list.rows.length === 0)
    return (
      <EmptyState icon={Clock} title={t('none')}>
        {drafts ? t('noneWhat') : t('off')}
      </EmptyState>
    );
  return list.days.map((day) => (
    <section key={day.date} aria-label={format.dayHeading(day.date, now)}>
      <h2 className="mb-1.5 flex items-baseline gap-2 text-meta">
        <span className="font-semibold">{format.dayHeading(day.date, now)}</span>
        <span className="text-text-2">
          {hours(day.minutes)}
          {day.drafts > 0 && ` · ${t('drafts', { count: day.drafts })}`}
        </span>
      </h2>
      <ul className="flex flex-col gap-1.5">
        {list.rows
          .filter(({ date }) => date === day.date)
          .map((row) => (
            <TimeRowItem
              key={row.entryId}
              row={row}
              unitMinutes={roundingMinutes}
              showWho={whose === 'all'}
              onOpen={() => {
                if (row.callId === null) return;
                screen.setState({ screen: 'calls' });
                callList.selectCall(row.callId);
              }}
              onEdit={(set) => void time.edit(row, set)}
            />
          ))}
      </ul>
    </section>
  ));
}

function Totals({ list }: { list: TimeList }) {
  const { t } = useTranslation('time');
  const hours = useHours();
  return (
    <section aria-label={t('byMatter')}>
      <p className="text-display font-semibold tabular-nums">{hours(list.minutes)}</p>
      <p className="mb-2 text-meta text-text-2">
        {t('total')}
        {list.drafts > 0 && ` · ${t('drafts', { count: list.drafts })}`}
      </p>
      <h2 className="font-semibold">{t('byMatter')}</h2>
      <ul>
        {list.matters.map(({ number, title, minutes, drafts }) => (
          <li
            key={number ?? ''}
            className="flex items-baseline gap-2 py-1 not-first:border-t not-first:border-line"
            title={title ?? undefined}
          >
            <span className="min-w-0 grow truncate">{number ?? t('noMatter')}</span>
            {drafts > 0 && <span className="text-meta text-text-3">{t('drafts', { count: drafts })}</span>}
            <span className="tabular-nums">{hours(minutes)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
