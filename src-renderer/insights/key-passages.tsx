import { Quote } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { InsightsView } from '../../src-preload/contract.ts';
import { Chip } from '../ui/chip.tsx';
import { Card } from './card.tsx';
import { CitationChip } from './citation-chip.tsx';
import type { Citation } from './citations.ts';

/** Word for word what was said, chosen by a machine: no summary, and not called one. */
export function KeyPassages({
  view,
  citations,
  citedNow,
  onCitation,
}: {
  view: InsightsView;
  citations: ReadonlyMap<string, Citation>;
  citedNow: string | null;
  onCitation: (citation: Citation) => void;
}) {
  const { t } = useTranslation('insights');
  const reasons = useTranslation('reasons').t;
  return (
    <Card title={t('passages.title')} edge="machine" chips={<Chip icon={Quote}>{t('passages.quotes')}</Chip>}>
      <ul className="grid gap-1.5">
        {view.keyPassages.passages.map(({ segmentId, text }) => {
          const citation = citations.get(segmentId);
          return (
            <li key={segmentId} className="border-l-2 border-line-2 pl-2 leading-[1.1875rem]">
              <span className="selectable wrap-anywhere">“{text}”</span>{' '}
              {citation && <CitationChip citation={citation} isNow={segmentId === citedNow} onPress={onCitation} />}
            </li>
          );
        })}
      </ul>
      <p className="mt-2 text-meta text-text-3">
        {view.summary.reason === 'no_language_model' ? `${reasons('no_language_model')} ` : ''}
        {t('passages.why')}
      </p>
    </Card>
  );
}
