import { useTranslation } from 'react-i18next';
import type { Settings } from '../../src-preload/contract.ts';
import { SPEEDS } from '../stores/player-store.ts';
import { Segmented } from '../ui/segmented.tsx';
import { Switch } from '../ui/switch.tsx';
import { OptionRow, OptionRows, SettingsSection } from './option-row.tsx';

/** How recordings are heard; the player changes the same. */
export function AudioSettings({
  settings,
  onChange,
}: {
  settings: Settings;
  onChange: (change: Partial<Settings>) => void;
}) {
  const { t, i18n } = useTranslation('settings');
  const numbers = new Intl.NumberFormat(i18n.language);
  return (
    <SettingsSection id="audio" title={t('section.audio')}>
      <OptionRows>
        <OptionRow label={t('audio.speed')} what={t('audio.speedWhat')}>
          <Segmented
            label={t('audio.speed')}
            value={String(settings.playbackSpeed)}
            segments={SPEEDS.map((speed) => ({ value: String(speed), label: `${numbers.format(speed)}×` }))}
            onChange={(value) => {
              const chosen = SPEEDS.find((speed) => String(speed) === value);
              if (chosen !== undefined) onChange({ playbackSpeed: chosen });
            }}
          />
        </OptionRow>
        <OptionRow label={t('audio.skipSilence')} what={t('audio.skipSilenceWhat')}>
          <Switch
            label={t('audio.skipSilence')}
            on={settings.skipSilence}
            onChange={(skipSilence) => onChange({ skipSilence })}
          />
        </OptionRow>
      </OptionRows>
    </SettingsSection>
  );
}
