import {
  CircleAlert,
  CloudDownload,
  CloudOff,
  HardDriveDownload,
  MicOff,
  RefreshCw,
  Trash2,
  type LucideIcon,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RecordingView } from '../../src-preload/contract.ts';
import { Button } from '../ui/button.tsx';
import { Chip } from '../ui/chip.tsx';
import { Icon } from '../ui/icon.tsx';
import { useFormat } from '../words/format.ts';

/** Why it is not heard, or not from this computer: what is safe, and what can be done. Nothing to say: nothing. */
export function PlayerNotice({
  recording,
  playFailed,
  askFailed,
  offlineSince,
  retrying,
  onRetry,
  onFetch,
  onTryAgain,
}: {
  recording: RecordingView;
  playFailed: boolean;
  askFailed: boolean;
  offlineSince: string | null;
  retrying: { asked: boolean; refused: string | null };
  onRetry: () => void;
  onFetch: () => void;
  onTryAgain: () => void;
}) {
  const { t } = useTranslation('player');
  const reasons = useTranslation('reasons').t;
  const connection = useTranslation('connection').t;
  const format = useFormat();
  const { state, reason, progress, sizeBytes, url } = recording;
  const percent = progress === null ? null : Math.round(progress * 100);
  if (playFailed)
    return (
      <Told icon={CircleAlert} tone="text-critical" title={t('failed')} text={t('failedWhy')} alert>
        <Button size={24} icon={RefreshCw} onClick={onTryAgain}>
          {t('tryAgain')}
        </Button>
      </Told>
    );
  switch (state) {
    case 'here':
      return null;
    case 'downloading':
      return (
        <Told
          icon={CloudDownload}
          title={t('downloading')}
          text={percent === null ? null : t('downloadingHow', { percent })}
          small={url !== null}
        >
          {percent !== null && <Bar label={t('downloading')} percent={percent} />}
        </Told>
      );
    case 'at_the_office': {
      const size = sizeBytes === null ? null : format.size(sizeBytes);
      const text = t(offlineSince === null ? 'notHereOnline' : 'notHereOffline', { size: size ?? '' }).replace(
        /^\. /,
        '',
      );
      return (
        <Told
          icon={HardDriveDownload}
          title={t('notHere')}
          text={askFailed ? t('fetchAsked') : text}
          small={url !== null}
        >
          {offlineSince !== null && (
            <Chip tone="caution" icon={CloudOff}>
              {connection('offline', { time: format.time(offlineSince) })}
            </Chip>
          )}
          <Button size={24} onClick={onFetch}>
            {offlineSince === null ? t('fetch') : t('fetchWhenOnline')}
          </Button>
        </Told>
      );
    }
    case 'waiting':
      return (
        <Told icon={CloudDownload} title={t('waiting')} text={t('waitingWhy')}>
          {percent !== null && <Bar label={t('waiting')} percent={percent} />}
        </Told>
      );
    case 'failed':
      return (
        <Told
          icon={CircleAlert}
          tone="text-critical"
          title={t('audioFailed')}
          text={retrying.refused ?? (isFieldReason(reason) ? reasons(reason) : null)}
        >
          <Button size={24} icon={RefreshCw} busy={retrying.asked} onClick={onRetry}>
            {retrying.asked ? t('retrying') : t('retry')}
          </Button>
        </Told>
      );
    case 'skipped':
      return (
        <Told
          icon={MicOff}
          title={t(recording.kind === 'voicemail' ? 'skippedVoicemail' : 'skipped')}
          text={isFieldReason(reason) ? reasons(reason) : null}
        />
      );
    case 'removed':
      return (
        <Told
          icon={Trash2}
          title={t('removed')}
          text={reason === 'retention' || reason === 'demand' || reason === 'policy' ? t(`removedWhy.${reason}`) : null}
        />
      );
    default:
      return state satisfies never;
  }
}

type FieldReasonOf<R> = Exclude<R, 'retention' | 'demand' | 'policy' | null>;
const isFieldReason = (reason: RecordingView['reason']): reason is FieldReasonOf<RecordingView['reason']> =>
  reason !== null && reason !== 'retention' && reason !== 'demand' && reason !== 'policy';

function Bar({ label, percent }: { label: string; percent: number }) {
  return (
    <span
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
      className="h-1 w-32 overflow-hidden rounded-full bg-pressed"
    >
      <span className="block h-full bg-accent" style={{ width: `${String(percent)}%` }} />
    </span>
  );
}

/** @param small the player stands above it and can be used: one line under it */
function Told({
  icon,
  tone = 'text-text-2',
  title,
  text,
  alert = false,
  small = false,
  children,
}: {
  icon: LucideIcon;
  tone?: string;
  title: string;
  text: string | null;
  alert?: boolean;
  small?: boolean;
  children?: ReactNode;
}) {
  return (
    <div
      role={alert ? 'alert' : 'status'}
      className="flex items-center gap-3 not-first:mt-2 not-first:border-t not-first:border-line not-first:pt-2"
    >
      <Icon of={icon} size={small ? 16 : 20} className={tone} />
      <div className="min-w-0 grow">
        <p className={small ? 'text-meta font-medium' : 'font-semibold'}>{title}</p>
        {text !== null && <p className="selectable text-meta text-text-2">{text}</p>}
      </div>
      <span className="flex flex-wrap items-center justify-end gap-1.5">{children}</span>
    </div>
  );
}
