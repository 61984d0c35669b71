import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { AppState, Settings } from '../../src-preload/contract.ts';
import type { AudioUsageStore } from '../stores/audio-usage-store.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { FieldMessage } from '../ui/field-message.tsx';
import { Select } from '../ui/select.tsx';
import { useFormat } from '../words/format.ts';
import { OptionRow, OptionRows, SettingsSection } from './option-row.tsx';

const kept = ['none', 'my_calls', 'my_calls_and_matters', 'all'] as const satisfies Settings['keepAudio'][];
const days = [7, 30, 90, 365] as const satisfies Settings['keepAudioDays'][];
const caps = [1, 5, 20, 100] as const satisfies Settings['keepAudioCapGb'][];
const GB = 1e9;

/** What this computer keeps to play without a connection, and how much room that takes. */
export function OfflineSettings({
  app,
  audioUsage,
  onChange,
}: {
  app: AppState;
  audioUsage: AudioUsageStore;
  onChange: (change: Partial<Settings>) => void;
}) {
  const { t } = useTranslation('settings');
  const format = useFormat();
  const { usage, clearing } = useStore(audioUsage.store);
  const { keepAudio, keepAudioDays, keepAudioCapGb } = app.settings;
  const used = usage?.bytes ?? 0;
  const cap = usage?.capBytes ?? keepAudioCapGb * GB;
  const size = format.size(used);
  const facts = [
    t('offline.callsKept', { count: app.callsCached, text: format.number(app.callsCached) }),
    usage && t('offline.keptWhat', { count: usage.recordings, text: format.number(usage.recordings) }),
    usage && usage.downloading > 0 && t('offline.downloading', { count: usage.downloading }),
    usage?.stopped && t(`offline.stopped.${usage.stopped}`),
    usage?.stopped === 'disk' && usage.freeBytes !== null && t('offline.free', { size: format.size(usage.freeBytes) }),
  ].filter((fact) => typeof fact === 'string');
  const usedOf = { used: used === 0 ? '0' : size, cap: format.size(cap) };
  return (
    <SettingsSection id="offline" title={t('section.offline')}>
      <OptionRows>
        <OptionRow label={t('offline.kept')} what={facts.join(' ')}>
          <span
            role="meter"
            aria-label={t('offline.usage', usedOf)}
            aria-valuemin={0}
            aria-valuemax={100}
            aria-valuenow={Math.round(Math.min(1, used / cap) * 100)}
            className="h-2 w-60 max-w-full overflow-hidden rounded-full bg-pressed"
          >
            <span
              className={`block h-full ${usage?.stopped ? 'bg-caution' : 'bg-accent'}`}
              style={{ width: `${String(Math.min(100, (used / cap) * 100))}%` }}
            />
          </span>
          <span className="text-meta whitespace-nowrap text-text-2">{t('offline.used', usedOf)}</span>
        </OptionRow>
        <OptionRow label={t('offline.keep')} what={t('offline.keepWhat')}>
          <Select
            label={t('offline.keep')}
            value={keepAudio}
            options={kept.map((value) => ({ value, label: t(`offline.${value}`) }))}
            onChange={(chosen) => onChange({ keepAudio: chosen })}
          />
        </OptionRow>
        {keepAudio !== 'none' && (
          <>
            <OptionRow label={t('offline.days')}>
              <Select
                label={t('offline.days')}
                value={String(keepAudioDays)}
                options={days.map((count) => ({
                  value: String(count),
                  label: count === 365 ? t('offline.year') : t('offline.daysOf', { count }),
                }))}
                onChange={(value) => {
                  const chosen = days.find((count) => String(count) === value);
                  if (chosen) onChange({ keepAudioDays: chosen });
                }}
              />
            </OptionRow>
            <OptionRow label={t('offline.cap')} what={t('offline.capWhat')}>
              <Select
                label={t('offline.cap')}
                value={String(keepAudioCapGb)}
                options={caps.map((gb) => ({ value: String(gb), label: format.size(gb * GB) }))}
                onChange={(value) => {
                  const chosen = caps.find((gb) => String(gb) === value);
                  if (chosen) onChange({ keepAudioCapGb: chosen });
                }}
              />
            </OptionRow>
          </>
        )}
        <OptionRow label={t('offline.clear')} what={t('offline.clearWhat')}>
          <Button disabled={used === 0} onClick={audioUsage.askToClear}>
            {used === 0 ? t('offline.clearNothing') : t('offline.clearButton', { size })}
          </Button>
        </OptionRow>
      </OptionRows>
      <Dialog
        title={t('offline.clearTitle')}
        description={t('offline.clearWhy', { size })}
        closeLabel={t('offline.cancel')}
        width="narrow"
        open={clearing !== 'no'}
        onClose={audioUsage.cancel}
      >
        <FieldMessage id="clear-failed" error={clearing === 'failed' ? t('offline.clearFailed') : undefined} />
        <div className="mt-4 flex justify-end gap-2">
          <Button size={32} onClick={audioUsage.cancel}>
            {t('offline.cancel')}
          </Button>
          <Button size={32} look="primary" busy={clearing === 'busy'} onClick={() => void audioUsage.clear()}>
            {clearing === 'busy' ? t('offline.clearing') : t('offline.clearConfirm')}
          </Button>
        </div>
      </Dialog>
    </SettingsSection>
  );
}
