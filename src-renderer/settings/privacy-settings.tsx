import { useTranslation } from 'react-i18next';
import type { AppState, Settings } from '../../src-preload/contract.ts';
import { Select } from '../ui/select.tsx';
import { Switch } from '../ui/switch.tsx';
import { OptionRow, OptionRows, SettingsSection } from './option-row.tsx';

/** Who else may read the screen; and what this system tells a program about that, which is little. */
export function PrivacySettings({ app, onChange }: { app: AppState; onChange: (change: Partial<Settings>) => void }) {
  const { t } = useTranslation('settings');
  const { settings, privacy, platform } = app;
  const keys = platform === 'darwin' ? '⌘ ⇧ P' : 'Ctrl Shift P';
  return (
    <SettingsSection id="privacy" title={t('section.privacy')}>
      <OptionRows>
        <OptionRow label={t('privacy.mode')} what={t('privacy.modeWhat', { keys })}>
          <Switch
            label={t('privacy.mode')}
            on={settings.privacyMode}
            onChange={(privacyMode) => onChange({ privacyMode })}
          />
        </OptionRow>
        <OptionRow
          label={t('privacy.shared')}
          what={privacy.knowsSharing ? t('privacy.sharedKnown') : t('privacy.sharedUnknown')}
        >
          {privacy.knowsSharing && (
            <Switch
              label={t('privacy.shared')}
              on={settings.privacyWhileShared}
              onChange={(privacyWhileShared) => onChange({ privacyWhileShared })}
            />
          )}
        </OptionRow>
        <OptionRow
          label={t('privacy.lock')}
          what={privacy.knowsLock ? t('privacy.lockKnown') : t('privacy.lockUnknown')}
        >
          {privacy.knowsLock && (
            <Select
              label={t('privacy.lock')}
              value={settings.lockScreen}
              options={(['nothing', 'initials', 'full'] as const).map((value) => ({
                value,
                label: t(`privacy.${value}`),
              }))}
              onChange={(lockScreen) => onChange({ lockScreen })}
            />
          )}
        </OptionRow>
        <OptionRow label={t('privacy.captures')} what={t(`privacy.capturesOn.${platform}`)} />
      </OptionRows>
    </SettingsSection>
  );
}
