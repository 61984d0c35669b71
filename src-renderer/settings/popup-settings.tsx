import { useTranslation } from 'react-i18next';
import type { AppState, Settings } from '../../src-preload/contract.ts';
import type { RingTestData } from '../stores/ring-test-store.ts';
import { Segmented } from '../ui/segmented.tsx';
import { Select } from '../ui/select.tsx';
import { CornerPicker } from './corner-picker.tsx';
import { HotkeyControl } from './hotkey-control.tsx';
import { OptionRow, OptionRows, SettingsSection } from './option-row.tsx';
import { RingTestCard } from './ring-test-card.tsx';

const hideAfter = [5, 10, 20, 60] as const;

export function PopupSettings({
  app,
  ringTest,
  onChange,
  onRing,
}: {
  app: AppState;
  ringTest: RingTestData;
  onChange: (change: Partial<Settings>) => void;
  onRing: () => void;
}) {
  const { t } = useTranslation('settings');
  const { settings } = app;
  return (
    <SettingsSection id="popup" title={t('section.popup')}>
      <RingTestCard data={ringTest} onRing={onRing} />
      <OptionRows>
        {app.popupMeans === 'notification' && (
          <OptionRow label={t('popup.notification')} what={t('popup.notificationWhy')} />
        )}
        <OptionRow label={t('popup.place')} what={t('popup.placeWhat')}>
          <CornerPicker corner={settings.popupCorner} onChange={(popupCorner) => onChange({ popupCorner })} />
        </OptionRow>
        <OptionRow label={t('popup.scope')} what={t('popup.scopeWhat')}>
          <Segmented
            label={t('popup.scope')}
            value={settings.popupScope}
            segments={(['my_line', 'my_lawyers', 'all_lines'] as const).map((value) => ({
              value,
              label: t(`popup.${value}`),
            }))}
            onChange={(popupScope) => onChange({ popupScope })}
          />
        </OptionRow>
        <OptionRow label={t('popup.hideAfter')} what={t('popup.hideAfterWhat')}>
          <Select
            label={t('popup.hideAfter')}
            value={String(settings.hideAfterAnswerSeconds)}
            options={hideAfter.map((count) => ({ value: String(count), label: t('popup.seconds', { count }) }))}
            onChange={(value) => {
              const hideAfterAnswerSeconds = hideAfter.find((seconds) => String(seconds) === value);
              if (hideAfterAnswerSeconds) onChange({ hideAfterAnswerSeconds });
            }}
          />
        </OptionRow>
        <OptionRow label={t('popup.hotkey')} what={app.popupHotkeyFree ? t('popup.hotkeyWhat') : t('hotkey.takenWhat')}>
          <HotkeyControl
            label={t('popup.hotkey')}
            hotkey={settings.popupHotkey}
            free={app.popupHotkeyFree}
            mac={app.platform === 'darwin'}
            onChange={(popupHotkey) => onChange({ popupHotkey })}
          />
        </OptionRow>
        <OptionRow label={t('popup.sound')} what={t('popup.soundWhat')}>
          <Select
            label={t('popup.sound')}
            value={settings.popupSound}
            options={[
              { value: 'none', label: t('popup.none') },
              { value: 'soft', label: t('popup.soft') },
            ]}
            onChange={(popupSound) => onChange({ popupSound })}
          />
        </OptionRow>
      </OptionRows>
    </SettingsSection>
  );
}
