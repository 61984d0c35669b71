import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { DeskPage } from '../settings/desk-page.tsx';
import { SettingsSection } from '../settings/option-row.tsx';
import type { ReceptionistStore } from '../stores/receptionist-store.ts';
import { EnginesTable } from './engines-table.tsx';
import { ReceptionistOptions } from './receptionist-options.tsx';
import { ReceptionistSaveBar } from './receptionist-save-bar.tsx';
import { ScriptSection } from './script-section.tsx';

/** Settings > AI receptionist: whether it takes calls, what it says, to whom it hands over, and by which engines. */
export function ReceptionistSettings({ receptionist }: { receptionist: ReceptionistStore }) {
  const { t } = useTranslation('receptionist');
  const { desk, draft, notLoaded, loading } = useStore(receptionist.store);
  useEffect(() => void receptionist.load(), [receptionist]);
  return (
    <SettingsSection id="receptionist" title={t('title')}>
      <p className="max-w-160 text-text-2">{t('intro')}</p>
      <DeskPage
        desk={desk}
        draft={draft}
        notLoaded={notLoaded}
        isLoading={loading}
        words={{ notLoaded: t('notLoaded'), loading: t('loading') }}
        load={() => void receptionist.load()}
        bar={<ReceptionistSaveBar receptionist={receptionist} />}
      >
        {(loaded, changed) => (
          <div className="mt-3">
            <ReceptionistOptions desk={loaded} draft={changed} receptionist={receptionist} />
            <EnginesTable engines={loaded.engines} />
            <ScriptSection draft={changed} readOnly={!loaded.canSave} receptionist={receptionist} />
          </div>
        )}
      </DeskPage>
    </SettingsSection>
  );
}
