import { CloudOff, LockKeyhole } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { SettingsSection } from '../settings/option-row.tsx';
import type { ReceptionistStore } from '../stores/receptionist-store.ts';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { Icon } from '../ui/icon.tsx';
import { EnginesTable } from './engines-table.tsx';
import { ReceptionistOptions } from './receptionist-options.tsx';
import { ReceptionistSaveBar } from './receptionist-save-bar.tsx';
import { ScriptSection } from './script-section.tsx';

/** Settings > AI receptionist: whether it takes calls, what it says, to whom it hands over, and by which engines. */
export function ReceptionistSettings({ receptionist }: { receptionist: ReceptionistStore }) {
  const { t } = useTranslation('receptionist');
  const routing = useTranslation('routing').t;
  const control = useTranslation('control').t;
  const { desk, draft, notLoaded, loading } = useStore(receptionist.store);
  useEffect(() => void receptionist.load(), [receptionist]);
  return (
    <SettingsSection id="receptionist" title={t('title')}>
      <p className="mb-3 max-w-160 text-text-2">{t('intro')}</p>
      {!desk || !draft ? (
        <div className="rounded-3 border border-line">
          {notLoaded ? (
            <EmptyState
              icon={CloudOff}
              title={t('notLoaded')}
              action={
                <Button busy={loading} onClick={() => void receptionist.load()}>
                  {routing('retry')}
                </Button>
              }
            >
              <p role="alert">{control(`refusal.${notLoaded}`)}</p>
            </EmptyState>
          ) : (
            <p role="status" className="px-3.5 py-6 text-center text-text-2">
              {t('loading')}
            </p>
          )}
        </div>
      ) : (
        <>
          {!desk.canSave && (
            <p className="mb-3 flex items-center gap-2 rounded-2 border border-line bg-sunken px-3.5 py-2 text-text-2">
              <Icon of={LockKeyhole} />
              {routing('onlyAdmin')}
            </p>
          )}
          {notLoaded && (
            <p role="alert" className="mb-3 rounded-2 border border-caution-line bg-caution-tint px-3.5 py-2">
              {control(`refusal.${notLoaded}`)}
            </p>
          )}
          {/* What gets the keyboard is scrolled clear of the bar with Save at the foot. */}
          <div className="[&_:is(button,input,select)]:scroll-mb-36">
            <ReceptionistOptions desk={desk} draft={draft} receptionist={receptionist} />
            <EnginesTable engines={desk.engines} />
            <ScriptSection draft={draft} readOnly={!desk.canSave} receptionist={receptionist} />
          </div>
          <ReceptionistSaveBar receptionist={receptionist} />
        </>
      )}
    </SettingsSection>
  );
}
