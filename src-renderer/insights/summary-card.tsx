import type { InsightEdit } from '@callbrief/relay/wire/insights';
import { BadgeCheck, Check, CircleDashed, Info, Pencil, Undo2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { InsightsView } from '../../src-preload/contract.ts';
import type { ReadingData } from '../stores/reading-store.ts';
import { LineField } from '../transcript/line-field.tsx';
import { Button } from '../ui/button.tsx';
import { Chip } from '../ui/chip.tsx';
import { Icon } from '../ui/icon.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { Kbd } from '../ui/kbd.tsx';
import { useFormat } from '../words/format.ts';
import { Card } from './card.tsx';
import { CitationChip } from './citation-chip.tsx';
import { hasSummary, type Citation } from './citations.ts';
import { KeyPassages } from './key-passages.tsx';

/** What was said, each sentence with its place. Without a language model: quotes, and said to be quotes. */
export function SummaryCard({
  view,
  citations,
  citedNow,
  editing,
  now,
  onEdit,
  onEditing,
  onCitation,
}: {
  view: InsightsView;
  citations: ReadonlyMap<string, Citation>;
  /** The line that is heard. */
  citedNow: string | null;
  editing: ReadingData['editing'];
  now: Date;
  onEdit: (edit: InsightEdit) => Promise<boolean>;
  onEditing: (editing: ReadingData['editing']) => void;
  onCitation: (citation: Citation) => void;
}) {
  const { t } = useTranslation('insights');
  const reasons = useTranslation('reasons').t;
  const format = useFormat();
  const { summary, keyPassages } = view;
  const passages = <KeyPassages view={view} citations={citations} citedNow={citedNow} onCitation={onCitation} />;
  if (hasSummary(summary)) {
    const { verified, edited, sentences, leftOut } = summary;
    return (
      <Card
        title={t('summary.title')}
        edge={verified ? 'verified' : 'machine'}
        chips={
          verified ? (
            <Chip tone="positive" icon={BadgeCheck}>
              {t('summary.verified')}
            </Chip>
          ) : (
            <Chip tone="caution" icon={CircleDashed}>
              {t('summary.unverified')}
            </Chip>
          )
        }
        tools={
          <>
            {verified && (
              <span className="text-meta text-text-3">
                {t('summary.verifiedBy', { name: verified.byName, when: shortWhen(format, verified.at, now) })}
              </span>
            )}
            <IconButton
              size={24}
              icon={Pencil}
              label={t('summary.edit')}
              shortcut="E"
              onClick={() => {
                const first = sentences[0];
                if (first) onEditing({ what: 'sentence', id: first.id });
              }}
            />
          </>
        }
      >
        <ul className="grid gap-1">
          {sentences.map(({ id, text, segmentIds }, index) => (
            <li
              key={id}
              className="relative pl-2.75 leading-[1.1875rem] before:absolute before:top-2 before:left-px before:size-0.75 before:rounded-full before:bg-text-3"
            >
              {editing?.what === 'sentence' && editing.id === id ? (
                <LineField
                  label={t('summary.sentence', { number: index + 1 })}
                  help={t('summary.removeHow')}
                  text={text}
                  maxLength={1_000}
                  onSave={(changed) => onEdit({ edit: 'summary_sentence', sentenceId: id, text: changed })}
                  onClose={() => onEditing(null)}
                />
              ) : (
                <Sentence
                  text={text}
                  chips={segmentIds.flatMap((segmentId) => citations.get(segmentId) ?? [])}
                  citedNow={citedNow}
                  onCitation={onCitation}
                  onEdit={() => onEditing({ what: 'sentence', id })}
                />
              )}
            </li>
          ))}
        </ul>
        {edited && (
          <p className="mt-1.5 text-meta text-text-3">
            {t('summary.editedBy', { name: edited.byName, when: format.dayAndTimeWithin(edited.at, now) })}
          </p>
        )}
        <div className="mt-2.25 flex flex-wrap items-center gap-1.5">
          {verified ? (
            <Button
              size={24}
              look="quiet"
              icon={Undo2}
              onClick={() => void onEdit({ edit: 'verify_summary', on: false })}
            >
              {t('summary.unverify')}
            </Button>
          ) : (
            <Button
              size={24}
              look="primary"
              icon={Check}
              aria-keyshortcuts="V"
              onClick={() => void onEdit({ edit: 'verify_summary', on: true })}
            >
              {t('summary.verify')} <Kbd>V</Kbd>
            </Button>
          )}
          {leftOut > 0 && (
            <span
              title={t('summary.leftOutWhy', { count: leftOut })}
              className="ml-auto inline-flex items-center gap-1 text-caption text-text-3"
            >
              <span aria-hidden="true">{t('summary.leftOut', { count: leftOut })}</span>
              <span className="sr-only">{t('summary.leftOutWhy', { count: leftOut })}</span>
              <Icon of={Info} size={12} />
            </span>
          )}
        </div>
      </Card>
    );
  }
  // Quotes stand for it where the office has no language model, and while it failed.
  const hasPassages = keyPassages.status === 'completed' && keyPassages.passages.length > 0;
  switch (summary.status) {
    case 'completed':
      return (
        <Card title={t('summary.title')} edge="machine">
          <p className="text-text-2">{t('summary.empty')}</p>
        </Card>
      );
    // The list of stages says where it stands; quotes that are there are read meanwhile.
    case 'pending':
    case 'processing':
    case 'failed':
      return hasPassages ? passages : null;
    case 'skipped':
      return hasPassages ? (
        passages
      ) : (
        <Card title={t('summary.title')} edge="machine">
          <p className="text-text-2">{summary.reason ? reasons(summary.reason) : t('summary.empty')}</p>
        </Card>
      );
    default:
      return summary.status satisfies never;
  }
}

/** A chip never stands alone at the start of a line: it holds on to the last word. */
function Sentence({
  text,
  chips,
  citedNow,
  onCitation,
  onEdit,
}: {
  text: string;
  chips: readonly Citation[];
  citedNow: string | null;
  onCitation: (citation: Citation) => void;
  onEdit: () => void;
}) {
  const at = text.trimEnd().lastIndexOf(' ');
  return (
    <span role="presentation" onDoubleClick={onEdit} className="selectable wrap-anywhere">
      {text.slice(0, at + 1)}
      <span className={text.length - at < 24 ? 'whitespace-nowrap' : undefined}>
        {text.slice(at + 1)}{' '}
        {chips.map((citation) => (
          <span key={citation.segmentId} className="mr-1">
            <CitationChip citation={citation} isNow={citation.segmentId === citedNow} onPress={onCitation} />
          </span>
        ))}
      </span>
    </span>
  );
}

/** Of today only the time. */
function shortWhen(format: ReturnType<typeof useFormat>, at: string, now: Date): string {
  return new Date(at).toDateString() === now.toDateString() ? format.time(at) : format.dayAndTimeWithin(at, now);
}
