import { Monitor, Moon, Sun } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Settings } from '../../src-preload/contract.ts';
import { Segmented } from '../ui/segmented.tsx';
import { Select } from '../ui/select.tsx';
import { Switch } from '../ui/switch.tsx';
import { languageNames } from './language-choice.ts';
import { OptionRow, OptionRows, SettingsSection } from './option-row.tsx';

const textSizes = [90, 100, 115, 130] as const;

export function DisplaySettings({
  settings,
  onChange,
}: {
  settings: Settings;
  onChange: (change: Partial<Settings>) => void;
}) {
  const { t, i18n } = useTranslation('settings');
  const language = languageNames.find(([code]) => code === (settings.language ?? i18n.language))?.[0] ?? 'en';
  return (
    <SettingsSection id="display" title={t('section.display')}>
      <OptionRows>
        <OptionRow label={t('display.language')}>
          <Segmented
            label={t('display.language')}
            value={language}
            segments={languageNames.map(([value, label]) => ({ value, label, lang: value }))}
            onChange={(chosen) => onChange({ language: chosen })}
          />
        </OptionRow>
        <OptionRow label={t('display.appearance')}>
          <Segmented
            label={t('display.appearance')}
            value={settings.appearance}
            segments={[
              { value: 'system', label: t('display.system'), icon: Monitor },
              { value: 'light', label: t('display.light'), icon: Sun },
              { value: 'dark', label: t('display.dark'), icon: Moon },
            ]}
            onChange={(appearance) => onChange({ appearance })}
          />
        </OptionRow>
        <OptionRow label={t('display.textSize')} what={t('display.textSizeWhat')}>
          <Segmented
            label={t('display.textSize')}
            value={String(settings.textSizePercent)}
            segments={textSizes.map((percent) => ({ value: String(percent), label: `${String(percent)} %` }))}
            onChange={(value) => {
              const textSizePercent = textSizes.find((percent) => String(percent) === value);
              if (textSizePercent) onChange({ textSizePercent });
            }}
          />
        </OptionRow>
        <OptionRow label={t('display.motion')} what={t('display.motionWhat')}>
          <Select
            label={t('display.motion')}
            value={settings.motion}
            options={[
              { value: 'system', label: t('display.motionSystem') },
              { value: 'reduced', label: t('display.motionReduced') },
            ]}
            onChange={(motion) => onChange({ motion })}
          />
        </OptionRow>
        <OptionRow label={t('display.letterKeys')} what={t('display.letterKeysWhat')}>
          <Switch
            label={t('display.letterKeys')}
            on={settings.letterKeys}
            onChange={(letterKeys) => onChange({ letterKeys })}
          />
        </OptionRow>
      </OptionRows>
    </SettingsSection>
  );
}
