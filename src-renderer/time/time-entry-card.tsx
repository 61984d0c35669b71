import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { TimeRow } from '../../src-preload/contract/time.ts';
import { Card } from '../insights/card.tsx';
import { useStores } from '../stores/stores.ts';
import { Button } from '../ui/button.tsx';
import { Chip } from '../ui/chip.tsx';
import { MeasuredAndCharged } from './measured-and-charged.tsx';
import { SecondTimekeeperWarning } from './second-timekeeper-warning.tsx';
import { useCodeName } from './use-code-name.ts';

/** The entries that one call gives, beside the call. Nothing, where it gives none. */
export function TimeEntryCards({ callId }: { callId: string }) {
  const { time } = useStores();
  const data = useStore(time.store);
  useEffect(() => time.openCall(callId), [time, callId]);
  if (data.callId !== callId) return null;
  return data.ofCall.map((row) => <TimeEntryCard key={row.entryId} row={row} />);
}

/** Dashed until a person stands behind it. */
export function TimeEntryCard({ row }: { row: TimeRow }) {
  const { t } = useTranslation('time');
  const { time, app: appStore } = useStores();
  const practice = useStore(appStore.store, ({ app }) => app?.practice.time ?? null);
  const codeName = useCodeName();
  const isReviewed = row.state === 'reviewed';
  const edit = (set: Parameters<typeof time.edit>[1]) => void time.edit(row, set);
  return (
    <Card
      title={t('card')}
      edge={isReviewed ? 'verified' : 'machine'}
      chips={
        <Chip tone={isReviewed ? 'positive' : 'neutral'}>
          {row.exported ? t(`exported.${row.exported.to}`) : t(`state.${row.state}`)}
        </Chip>
      }
      tools={
        row.exported === null && (
          <Button size={24} onClick={() => edit({ state: isReviewed ? 'draft' : 'reviewed' })}>
            {isReviewed ? t('reopen') : t('review')}
          </Button>
        )
      }
    >
      <dl className="grid grid-cols-[auto_1fr] gap-x-3 gap-y-0.5">
        <dt className="text-meta text-text-2">{t('measured')}</dt>
        <dd>
          <MeasuredAndCharged row={row} unitMinutes={practice?.roundingMinutes ?? null} />
        </dd>
        <dt className="text-meta text-text-2">{t('entry')}</dt>
        <dd className="min-w-0 wrap-anywhere">
          {[row.personName, codeName(row.activityCode)].filter(Boolean).join(' · ')}
        </dd>
      </dl>
      {row.narrative !== '' && <p className="mt-1 line-clamp-3 text-meta wrap-anywhere">{row.narrative}</p>}
      <div className="mt-1 empty:hidden">
        <SecondTimekeeperWarning row={row} onConfirm={() => edit({ secondConfirmed: true })} />
      </div>
    </Card>
  );
}
