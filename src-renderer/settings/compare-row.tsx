import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { AppState } from '../../src-preload/contract.ts';
import { reconcileDays, type ReconcileData, type ReconcileStore } from '../stores/reconcile-store.ts';
import { Button } from '../ui/button.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { useFormat } from '../words/format.ts';
import { OptionRow } from './option-row.tsx';

/** Compares the office's calls with the phone system's list; what was lost on the way is fetched. */
export function CompareRow({ app, reconcile }: { app: AppState; reconcile: ReconcileStore }) {
  const { t } = useTranslation('settings');
  const control = useTranslation('control').t;
  const { days, running, result, refused } = useStore(reconcile.store);
  const outcome = useOutcome(result);
  const isAdmin = app.me?.role === 'admin';
  const { capabilities } = app;
  const cannot = capabilities !== null && !app.providers.some((provider) => capabilities[provider].reconcile);
  const why = !isAdmin ? control('refusal.not_allowed') : cannot ? t('connection.compareCannot') : null;
  return (
    <OptionRow
      label={t('connection.compare')}
      what={
        <>
          {t('connection.compareWhat')} {why}
          <span role="status" className="block font-medium text-text empty:hidden">
            {refused === null ? outcome : control(`refusal.${refused}`)}
          </span>
        </>
      }
    >
      {why === null && (
        <>
          <Segmented
            label={t('connection.compareDays')}
            value={String(days)}
            segments={reconcileDays.map((count) => ({ value: String(count), label: t('connection.days', { count }) }))}
            onChange={(value) => {
              const chosen = reconcileDays.find((one) => String(one) === value);
              if (chosen) reconcile.choose(chosen);
            }}
          />
          <Button busy={running} onClick={() => void reconcile.run()}>
            {running ? t('connection.comparing') : t('connection.compareRun')}
          </Button>
        </>
      )}
    </OptionRow>
  );
}

/** "412 calls compared, 3 were missing and are here now." */
function useOutcome(result: ReconcileData['result']): string {
  const { t } = useTranslation('settings');
  const format = useFormat();
  if (!result) return '';
  const { compared: count, healed } = result;
  const compared = t('connection.compared', { count, text: format.number(count) });
  return healed === 0
    ? t('connection.healedNone', { compared })
    : t('connection.healed', { count: healed, compared, text: format.number(healed) });
}
