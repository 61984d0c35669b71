import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { language } from '@callbrief/relay/wire/scalars';
import type { ImportView } from '@callbrief/relay/wire/import';
import type { ImportsStore } from '../stores/imports-store.ts';
import { Button } from '../ui/button.tsx';

/** How far it is, and what became of its rows. */
export function ImportProgress({ current, imports }: { current: ImportView; imports: ImportsStore }) {
  const { t, i18n } = useTranslation('imports');
  const { busy } = useStore(imports.store);
  const numbers = new Intl.NumberFormat(i18n.language);
  const { counts, state } = current;
  const running = state === 'running';
  return (
    <div className="mt-4 rounded-3 border border-line px-3.5 py-3">
      <p role="status" className="selectable font-medium">
        {t(`state.${state}`, { name: current.fileName })}
      </p>
      {(running || state === 'cancelled' || state === 'failed') && (
        <progress
          aria-label={t('progress')}
          value={counts.done}
          max={counts.total}
          className="mt-2 h-1.5 w-full accent-accent"
        />
      )}
      <p className="mt-1 text-meta text-text-2">
        {t('rowsDone', { done: numbers.format(counts.done), total: numbers.format(counts.total) })}
      </p>
      <dl className="mt-2 grid w-fit grid-cols-[auto_auto] gap-x-4 gap-y-0.5">
        {(['created', 'updated', 'unchanged', 'refused'] as const).map((became) => (
          <div key={became} className="contents">
            <dt className="text-text-2">{t(`became.${became}`)}</dt>
            <dd className="selectable text-right tabular-nums">{numbers.format(counts[became])}</dd>
          </div>
        ))}
      </dl>
      {counts.refused > 0 && <p className="mt-2 max-w-160 text-meta text-text-2">{t('reportWhat')}</p>}
      <div className="mt-3 flex gap-2">
        {running && (
          <Button busy={busy === 'removing'} onClick={() => void imports.remove()}>
            {t('cancel')}
          </Button>
        )}
        {counts.refused > 0 && (
          <Button
            busy={busy === 'reporting'}
            onClick={() => void imports.saveReport(language.catch('en').parse(i18n.language))}
          >
            {t('saveReport')}
          </Button>
        )}
        {!running && (
          <Button look="quiet" busy={busy === 'removing'} onClick={() => void imports.remove()}>
            {t('forget')}
          </Button>
        )}
      </div>
    </div>
  );
}
