import { Headphones } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { Settings } from '../../src-preload/contract.ts';
import type { OutputStore } from '../stores/output-store.ts';
import { SPEEDS } from '../stores/player-store.ts';
import { Segmented } from '../ui/segmented.tsx';
import { Select } from '../ui/select.tsx';
import { Switch } from '../ui/switch.tsx';
import { OptionRow, OptionRows, SettingsSection } from './option-row.tsx';

/** How recordings are heard; the player changes the same. */
export function AudioSettings({
  settings,
  output,
  onChange,
}: {
  settings: Settings;
  output: OutputStore;
  onChange: (change: Partial<Settings>) => void;
}) {
  const { t, i18n } = useTranslation('settings');
  const { devices, gone } = useStore(output.store);
  const { playOn } = settings;
  // By its name: the same headset may have another id after a restart.
  const value = playOn?.label ?? '';
  const missing = playOn !== null && devices?.every(({ label }) => label !== playOn.label) === true;
  const options = [
    { value: '', label: t('audio.systemDefault') },
    ...(devices ?? []).map(({ label }) => ({ value: label, label })),
    ...(missing ? [{ value, label: t('audio.notConnected', { name: playOn.label }) }] : []),
  ];
  const numbers = new Intl.NumberFormat(i18n.language);
  return (
    <SettingsSection id="audio" title={t('section.audio')}>
      <OptionRows>
        {devices !== null && (
          <OptionRow
            label={t('audio.playOn')}
            what={gone && playOn ? t('audio.playOnGone', { name: playOn.label }) : t('audio.playOnWhat')}
          >
            <Select
              label={t('audio.playOn')}
              icon={Headphones}
              value={value}
              options={options}
              onChange={(label) => onChange({ playOn: devices.find((one) => one.label === label) ?? null })}
            />
          </OptionRow>
        )}
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
