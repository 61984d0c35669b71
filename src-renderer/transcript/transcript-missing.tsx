import { AudioLines, FileText, FileX2, RefreshCw } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { InsightsView } from '../../src-preload/contract.ts';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { useFormat } from '../words/format.ts';

/** Where the words would stand: why there are none, and what can be done. */
export function TranscriptMissing({
  transcript,
  asked,
  refused,
  onRetry,
}: {
  transcript: InsightsView['transcript'];
  asked: boolean;
  refused: string | null;
  onRetry: () => void;
}) {
  const { t } = useTranslation('insights');
  const reasons = useTranslation('reasons').t;
  const format = useFormat();
  const { status, reason, progress, nextAttemptAt } = transcript;
  const told = () => {
    switch (status) {
      case 'pending':
        return { icon: FileText, title: t('transcript.none'), text: t('transcript.noneWhy') };
      case 'processing':
        return {
          icon: AudioLines,
          title: t('transcript.writing'),
          text: progress === null ? '' : `${String(Math.round(progress * 100))} %`,
        };
      case 'completed':
        return { icon: FileText, title: t('transcript.title'), text: t('transcript.empty') };
      case 'failed':
      case 'skipped':
        return { icon: FileX2, title: t('transcript.failed'), text: reason === null ? '' : reasons(reason) };
      default:
        return status satisfies never;
    }
  };
  const { icon, title, text } = told();
  return (
    <div role="status" className="flex grow flex-col justify-center">
      <EmptyState
        icon={icon}
        title={title}
        action={
          status === 'failed' && (
            <Button icon={RefreshCw} busy={asked} onClick={onRetry}>
              {asked ? t('stages.retrying') : t('stages.retry')}
            </Button>
          )
        }
      >
        {refused ?? text}{' '}
        {status === 'failed' && nextAttemptAt && t('stages.next', { time: format.time(nextAttemptAt) })}
      </EmptyState>
    </div>
  );
}
