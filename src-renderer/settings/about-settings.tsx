import { Check, Copy, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppState, Settings } from '../../src-preload/contract.ts';
import { ReceptionistWeek } from '../agent-talk/receptionist-week.tsx';
import { Button } from '../ui/button.tsx';
import { Chip } from '../ui/chip.tsx';
import { Switch } from '../ui/switch.tsx';
import { OptionRow, OptionRows, SettingsSection } from './option-row.tsx';

export function AboutSettings({
  app,
  onChange,
  onCopyDiagnostics,
}: {
  app: AppState;
  onChange: (change: Partial<Settings>) => void;
  onCopyDiagnostics: () => Promise<void>;
}) {
  const { t } = useTranslation('settings');
  const [copied, setCopied] = useState<'no' | 'copied' | 'failed'>('no');
  const { enabled, allowedBySystem } = app.autostart;
  const copy = () =>
    void onCopyDiagnostics().then(
      () => setCopied('copied'),
      () => setCopied('failed'),
    );
  return (
    <SettingsSection id="about" title={t('section.about')}>
      <OptionRows>
        <OptionRow label={t('about.version', { version: app.version })} what={t('about.versionWhat')} />
        <OptionRow
          label={t(`about.start_${app.platform}`)}
          what={!enabled ? t('about.startOff') : allowedBySystem ? t('about.startOn') : t('about.startBlocked')}
        >
          {enabled && allowedBySystem && (
            <Chip tone="positive" icon={Check}>
              {t('about.checked')}
            </Chip>
          )}
          <Switch
            label={t(`about.start_${app.platform}`)}
            on={app.settings.startWithSystem}
            onChange={(startWithSystem) => onChange({ startWithSystem })}
          />
        </OptionRow>
        <OptionRow label={t('about.diagnostics')} what={t('about.diagnosticsWhat')}>
          {copied === 'failed' && (
            <Chip tone="caution" icon={TriangleAlert}>
              {t('about.notCopied')}
            </Chip>
          )}
          <Button icon={copied === 'copied' ? Check : Copy} onClick={copy}>
            <span role="status">{copied === 'copied' ? t('about.copied') : t('about.copy')}</span>
          </Button>
        </OptionRow>
      </OptionRows>
      <ReceptionistWeek />
    </SettingsSection>
  );
}
