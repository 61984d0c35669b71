import { clsx } from 'clsx';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../words/format.ts';
import type { Citation } from './citations.ts';

/** Where a sentence is taken from; pressed, it is heard, from a second before. */
export function CitationChip({
  citation,
  isNow,
  onPress,
}: {
  citation: Citation;
  isNow: boolean;
  onPress: (citation: Citation) => void;
}) {
  const { t } = useTranslation('insights');
  const format = useFormat();
  const time = format.place(citation.atMs);
  return (
    <button
      type="button"
      title={time}
      aria-label={`${String(citation.number)}: ${t('summary.cite', { time })}`}
      aria-current={isNow ? 'true' : undefined}
      onClick={() => onPress(citation)}
      className={clsx(
        'relative inline-flex h-4 min-w-4.5 items-center justify-center rounded-1 border px-1 align-[1px] text-caption leading-none font-semibold before:absolute before:-inset-1',
        isNow
          ? 'border-accent bg-surface text-accent-text shadow-[inset_0_0_0_1px_var(--cb-accent)]'
          : 'border-accent-tint bg-accent-tint text-accent-text hover:border-accent-line',
      )}
    >
      {citation.number}
    </button>
  );
}
