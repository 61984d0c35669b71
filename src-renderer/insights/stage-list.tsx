import type { FieldState } from '@callbrief/relay/wire/field-state';
import type { InsightField } from '@callbrief/relay/wire/insights';
import { AudioLines, Check, CircleAlert, Clock, Minus, RefreshCw, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { InsightsView, RecordingView } from '../../src-preload/contract.ts';
import type { InsightsData } from '../stores/insights-store.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { useFormat } from '../words/format.ts';
import { Card } from './card.tsx';

/** In the order in which they are made; loudness and mentions are small and come along. */
const fields = ['transcript', 'summary', 'tasks', 'sentiment'] as const satisfies InsightField[];

/** Something is on its way, or did not work: then each part says where it stands. */
export function hasOpenStages(view: InsightsView | null, recording: RecordingView | null): boolean {
  if (recording?.state === 'waiting' || recording?.state === 'downloading') return true;
  return (
    view !== null &&
    fields.some((field) => {
      const { status, reason } = view[field];
      // What the office cannot make at all is said where it would stand, not as work to be done.
      return status !== 'completed' && !(status === 'skipped' && reason !== 'interrupted');
    })
  );
}

export function StageList({
  view,
  recording,
  retries,
  refusedWords,
  onRetry,
}: {
  view: InsightsView | null;
  recording: RecordingView | null;
  retries: InsightsData['retries'];
  refusedWords: (field: InsightField) => string | null;
  onRetry: (field: InsightField) => void;
}) {
  const { t } = useTranslation('insights');
  return (
    <Card title={t('stages.title')}>
      <ul>
        {recording && <AudioStage recording={recording} />}
        {view &&
          fields.map((field) => (
            <Stage
              key={field}
              field={field}
              state={view[field]}
              lines={field === 'transcript' ? view.transcript.segments.length : null}
              durationMs={field === 'transcript' ? (recording?.durationMs ?? null) : null}
              after={field === 'transcript' ? t('stages.afterAudio') : t('stages.afterTranscript')}
              asked={retries[field] === 'asked'}
              refused={refusedWords(field)}
              onRetry={() => onRetry(field)}
            />
          ))}
      </ul>
    </Card>
  );
}

function AudioStage({ recording }: { recording: RecordingView }) {
  const { t } = useTranslation('insights');
  const format = useFormat();
  const name = t('stages.field.audio');
  const { state, progress, sizeBytes } = recording;
  switch (state) {
    case 'here':
      return (
        <Row
          icon={Check}
          tone="text-positive"
          name={name}
          text={sizeBytes === null ? t('stages.here') : t('stages.hereSize', { size: format.size(sizeBytes) })}
        />
      );
    case 'at_the_office':
      return <Row icon={Check} tone="text-positive" name={name} text={t('stages.atOffice')} />;
    case 'downloading':
    case 'waiting':
      return (
        <Row
          icon={AudioLines}
          tone="text-accent-text"
          name={name}
          text={progress === null ? t('stages.fetching') : null}
          progress={progress}
        />
      );
    // The player itself says why, and has the Retry.
    case 'failed':
    case 'skipped':
    case 'removed':
      return <Row icon={Minus} tone="text-text-3" name={name} text={t('stages.skipped')} />;
    default:
      return state satisfies never;
  }
}

function Stage({
  field,
  state,
  lines,
  durationMs,
  after,
  asked,
  refused,
  onRetry,
}: {
  field: (typeof fields)[number];
  state: FieldState;
  lines: number | null;
  durationMs: number | null;
  after: string;
  asked: boolean;
  refused: string | null;
  onRetry: () => void;
}) {
  const { t } = useTranslation('insights');
  const reasons = useTranslation('reasons').t;
  const format = useFormat();
  const name = t(`stages.field.${field}`);
  const { status, reason, progress, attempts, nextAttemptAt } = state;
  switch (status) {
    case 'completed':
      return (
        <Row
          icon={Check}
          tone="text-positive"
          name={name}
          text={lines === null ? t('stages.done') : t('stages.lines', { count: lines, text: format.number(lines) })}
        />
      );
    case 'pending':
      return <Row icon={Clock} tone="text-text-3" name={name} text={after} />;
    case 'processing':
      return (
        <Row
          icon={AudioLines}
          tone="text-accent-text"
          name={name}
          text={progress === null ? t('stages.processing') : null}
          progress={progress}
          beside={
            progress !== null && durationMs !== null
              ? t('stages.of', { at: format.place(progress * durationMs), duration: format.place(durationMs) })
              : undefined
          }
        />
      );
    case 'skipped':
      return (
        <Row
          icon={Minus}
          tone="text-text-3"
          name={name}
          text={t('stages.skipped')}
          why={reason ? reasons(reason) : undefined}
        />
      );
    case 'failed':
      return (
        <Row
          icon={CircleAlert}
          tone="text-critical"
          name={name}
          text={t('stages.failed', { count: Math.max(1, attempts) })}
          textTone="text-critical-text"
          why={[
            refused ?? (reason ? reasons(reason) : ''),
            field === 'transcript' ? '' : t('stages.safe'),
            nextAttemptAt ? t('stages.next', { time: format.time(nextAttemptAt) }) : t('stages.noNext'),
          ]
            .filter((sentence) => sentence !== '')
            .join(' ')}
        >
          <Button
            size={24}
            icon={RefreshCw}
            busy={asked}
            aria-label={asked ? undefined : t('stages.retryOf', { name })}
            onClick={onRetry}
          >
            {asked ? t('stages.retrying') : t('stages.retry')}
          </Button>
        </Row>
      );
    default:
      return status satisfies never;
  }
}

function Row({
  icon,
  tone,
  name,
  text,
  textTone = 'text-text-2',
  progress = null,
  beside,
  why,
  children,
}: {
  icon: LucideIcon;
  tone: string;
  name: string;
  text: string | null;
  textTone?: string;
  progress?: number | null;
  beside?: string | undefined;
  why?: string | undefined;
  children?: ReactNode;
}) {
  const { t } = useTranslation('insights');
  const percent = progress === null ? null : Math.round(progress * 100);
  return (
    <li className="py-1.5 not-first:border-t not-first:border-line">
      <div className="grid min-h-5 grid-cols-[1.125rem_minmax(4.5rem,auto)_minmax(0,1fr)_auto] items-center gap-x-2">
        <Icon of={icon} size={16} className={tone} />
        <span className="font-medium">{name}</span>
        {percent === null ? (
          <span className={`text-meta ${textTone}`}>{text}</span>
        ) : (
          <span
            role="progressbar"
            aria-label={t('stages.progress', { name, percent })}
            aria-valuemin={0}
            aria-valuemax={100}
            aria-valuenow={percent}
            className="h-1 overflow-hidden rounded-full bg-pressed"
          >
            <span className="block h-full bg-accent" style={{ width: `${String(percent)}%` }} />
          </span>
        )}
        {children ?? (
          <span className="text-meta text-text-2">{beside ?? (percent === null ? '' : `${String(percent)} %`)}</span>
        )}
      </div>
      {why && <p className="selectable pl-6.5 text-meta text-text-2">{why}</p>}
    </li>
  );
}
