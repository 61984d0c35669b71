import { FileUp, TriangleAlert } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { ImportView } from '@callbrief/relay/wire/import';
import type { AppState } from '../../src-preload/contract.ts';
import { SettingsSection } from '../settings/option-row.tsx';
import type { ImportsStore } from '../stores/imports-store.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { ImportPreview } from './import-preview.tsx';
import { ImportProgress } from './import-progress.tsx';

/** Settings > Import: a file, what its columns mean, how far it is, what was refused. */
export function ImportSettings({ app, imports }: { app: AppState; imports: ImportsStore }) {
  const { t } = useTranslation('imports');
  const { current, busy, trouble, reportSaved } = useStore(imports.store);
  const offline = !['up_to_date', 'catching_up'].includes(app.connection.kind);
  const isAdmin = app.me?.role === 'admin';
  useEffect(() => {
    if (isAdmin && !offline) void imports.load();
  }, [imports, isAdmin, offline]);
  return (
    <SettingsSection id="imports" title={t('title')}>
      <p className="max-w-160 text-text-2">{t('intro')}</p>
      {!isAdmin && <p className="mt-3 text-text-2">{t('adminsOnly')}</p>}
      {isAdmin && (
        <>
          <div className="mt-3 flex flex-wrap items-center gap-3">
            <Button
              size={32}
              look={current?.state === 'previewed' ? 'plain' : 'primary'}
              icon={FileUp}
              busy={busy === 'choosing'}
              disabled={offline || current?.state === 'running'}
              onClick={() => void imports.choose()}
            >
              {busy === 'choosing' ? t('choosing') : t('choose')}
            </Button>
            <span className="text-meta text-text-2">{offline ? t('offline') : t('kinds')}</span>
          </div>
          {trouble !== null && (
            <p
              role="alert"
              className="mt-3 flex items-center gap-2 rounded-2 border border-critical-line bg-critical-tint px-3.5 py-2"
            >
              <Icon of={TriangleAlert} className="text-critical" />
              {t(`trouble.${trouble}`)}
            </p>
          )}
          {current && <Current key={current.id} current={current} imports={imports} />}
          {reportSaved && (
            <p role="status" className="mt-2 rounded-2 border border-positive-line bg-positive-tint px-3.5 py-2">
              {t('reportSaved')}
            </p>
          )}
        </>
      )}
    </SettingsSection>
  );
}

function Current({ current, imports }: { current: ImportView; imports: ImportsStore }) {
  return current.state === 'previewed' ? (
    <ImportPreview current={current} imports={imports} />
  ) : (
    <ImportProgress current={current} imports={imports} />
  );
}
