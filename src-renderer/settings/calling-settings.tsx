import { useTranslation } from 'react-i18next';
import type { AppState, Settings } from '../../src-preload/contract.ts';
import { Switch } from '../ui/switch.tsx';
import { HotkeyControl } from './hotkey-control.tsx';
import { OptionRow, OptionRows, SettingsSection } from './option-row.tsx';

/** Ways to call somebody from outside of Callbrief. */
export function CallingSettings({ app, onChange }: { app: AppState; onChange: (change: Partial<Settings>) => void }) {
  const { t } = useTranslation('settings');
  // Only Linux tells programs what is selected elsewhere.
  const how = app.platform === 'linux' ? t('calling.hotkeySelect') : t('calling.hotkeyCopy');
  return (
    <SettingsSection id="calling" title={t('section.calling')}>
      <OptionRows>
        <OptionRow label={t('calling.hotkey')} what={app.dialHotkeyFree ? how : t('hotkey.takenWhat')}>
          <HotkeyControl
            label={t('calling.hotkey')}
            hotkey={app.settings.dialHotkey}
            free={app.dialHotkeyFree}
            mac={app.platform === 'darwin'}
            onChange={(dialHotkey) => onChange({ dialHotkey })}
          />
        </OptionRow>
        <OptionRow label={t('calling.links')} what={t('calling.linksWhat')}>
          <Switch
            label={t('calling.links')}
            on={app.settings.openTelLinks}
            onChange={(openTelLinks) => onChange({ openTelLinks })}
          />
        </OptionRow>
      </OptionRows>
    </SettingsSection>
  );
}
