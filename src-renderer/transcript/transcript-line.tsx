import type { CallInsights, InsightEdit, TranscriptSegment } from '@callbrief/relay/wire/insights';
import { clsx } from 'clsx';
import { Languages, MessageSquareText, Pencil, X } from 'lucide-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { Citation } from '../insights/citations.ts';
import { CitationChip } from '../insights/citation-chip.tsx';
import type { PlayerStore } from '../stores/player-store.ts';
import type { ReadingData } from '../stores/reading-store.ts';
import { Icon } from '../ui/icon.tsx';
import { Chip } from '../ui/chip.tsx';
import { localeOf, useFormat } from '../words/format.ts';
import { placeWords, type TranscriptHit } from './find-in-transcript.ts';
import { LineField } from './line-field.tsx';
import { linePieces } from './line-pieces.ts';
import type { Voices } from './voices.ts';

interface LineProps {
  index: number;
  count: number;
  /** px within the list */
  top: number;
  measure: (element: HTMLElement | null) => void;
  segment: TranscriptSegment;
  languageChanged: boolean;
  voices: Voices;
  citation: Citation | null;
  hits: readonly TranscriptHit[];
  hitNow: TranscriptHit | null;
  comments: CallInsights['comments'];
  isNow: boolean;
  tabStop: boolean;
  editing: ReadingData['editing'];
  player: PlayerStore;
  now: Date;
  onRead: (ms: number) => void;
  onEdit: (edit: InsightEdit) => Promise<boolean>;
  onEditing: (editing: ReadingData['editing']) => void;
  onCitation: (citation: Citation) => void;
}

/** Who, when, and what was said. A press plays from there; the words can be selected, corrected and are cited. */
export const TranscriptLine = memo(function TranscriptLine({
  index,
  count,
  top,
  measure,
  segment,
  languageChanged,
  voices,
  citation,
  hits,
  hitNow,
  comments,
  isNow,
  tabStop,
  editing,
  player,
  now,
  onRead,
  onEdit,
  onEditing,
  onCitation,
}: LineProps) {
  const { t, i18n } = useTranslation('insights');
  const words = useTranslation('player').t;
  const format = useFormat();
  const { speaker, startMs, text, edited } = segment;
  const name = voices[speaker].short ?? words(speaker);
  const isEdited = editing?.what === 'line' && editing.id === segment.id;
  const isNaming = editing?.what === 'voice' && editing.speaker === speaker && tabStop;
  const edit = () => onEditing({ what: 'line', id: segment.id });
  const close = () => onEditing(null);
  const languageName =
    languageChanged && segment.language !== null
      ? (new Intl.DisplayNames([localeOf(i18n.language)], { type: 'language' }).of(segment.language) ??
        segment.language)
      : null;
  return (
    <li
      ref={measure}
      data-index={index}
      data-segment={segment.id}
      aria-current={isNow ? 'true' : undefined}
      aria-setsize={count}
      aria-posinset={index + 1}
      style={{ transform: `translateY(${String(top)}px)` }}
      className="absolute inset-x-0 top-0 pt-1.25"
    >
      <div
        role="presentation"
        onClick={(event) => {
          // Words that were just selected are not a place to go to; a button in the line is its own.
          if (isEdited || isNaming || window.getSelection()?.isCollapsed === false) return;
          if (event.target instanceof Element && event.target.closest('button, input, textarea')) return;
          onRead(startMs);
        }}
        onDoubleClick={(event) => {
          if (event.target instanceof Element && event.target.closest('button, input, textarea')) return;
          window.getSelection()?.removeAllRanges();
          edit();
        }}
        className={clsx(
          'group relative grid grid-cols-[3.25rem_2rem_minmax(0,1fr)] border-l-3 py-0.75 pr-4 pl-3.25 text-read leading-[1.3125rem]',
          isNow ? 'border-accent bg-line-now' : 'border-transparent',
        )}
      >
        {isNaming ? (
          <LineField
            label={t('transcript.renameOf')}
            text={voices[speaker].full ?? ''}
            maxLength={200}
            className="col-span-3 mb-1 max-w-72"
            onSave={(changed) => onEdit({ edit: 'speaker_name', speaker, name: changed })}
            onClose={close}
          />
        ) : (
          <button
            type="button"
            tabIndex={-1}
            disabled={speaker === 'unknown'}
            title={speaker === 'unknown' ? undefined : `${voices[speaker].full ?? name}. ${t('transcript.rename')}`}
            aria-label={`${name}. ${t('transcript.rename')}`}
            onClick={() => {
              onRead(startMs);
              if (speaker !== 'unknown') onEditing({ what: 'voice', speaker });
            }}
            className={clsx(
              'cut self-start rounded-1 text-left text-meta leading-[1.3125rem] font-semibold enabled:hover:underline',
              speaker === 'firm' && 'text-accent-text',
            )}
          >
            {name}
          </button>
        )}
        <button
          type="button"
          data-seek
          tabIndex={tabStop ? 0 : -1}
          aria-label={t('transcript.line', { time: format.place(startMs), name })}
          onClick={() => onRead(startMs)}
          className={clsx(
            'self-start rounded-1 text-left text-caption leading-[1.3125rem] hover:underline',
            isNow ? 'font-semibold text-accent-text' : 'text-text-3',
          )}
        >
          {format.place(startMs)}
        </button>
        <div className="min-w-0">
          {languageName !== null && segment.language !== null && (
            <span className="mr-1.5 inline-flex align-[2px]">
              <Chip icon={Languages}>
                <span aria-hidden="true">{segment.language.toUpperCase()}</span>
                <span className="sr-only">{t('transcript.language', { language: languageName })}</span>
              </Chip>
            </span>
          )}
          {isEdited ? (
            <LineField
              label={t('transcript.editing')}
              help={t('transcript.editHow')}
              text={text}
              maxLength={5_000}
              required
              onSave={(changed) => onEdit({ edit: 'segment', segmentId: segment.id, text: changed })}
              onClose={close}
            />
          ) : (
            <span
              lang={segment.language ?? undefined}
              title={
                edited
                  ? t('transcript.editedBy', {
                      name: edited.byName,
                      when: format.dayAndTimeWithin(edited.at, now),
                      original: edited.original,
                    })
                  : undefined
              }
              className="selectable wrap-anywhere"
            >
              {isNow ? (
                <WordsNow segment={segment} hits={hits} hitNow={hitNow} player={player} />
              ) : (
                <Words segment={segment} hits={hits} hitNow={hitNow} wordNow={-1} />
              )}
            </span>
          )}
          {edited && !isEdited && <span className="ml-1.5 text-meta text-text-3">{t('transcript.edited')}</span>}
          {citation && (
            <span className="ml-1.5 whitespace-nowrap">
              <CitationChip citation={citation} isNow={isNow} onPress={onCitation} />
            </span>
          )}
          {!isEdited && (
            <button
              type="button"
              tabIndex={tabStop ? 0 : -1}
              aria-label={t('transcript.edit')}
              title={t('transcript.edit')}
              aria-keyshortcuts="E"
              onClick={edit}
              className="absolute top-0.5 right-1 inline-flex size-6 items-center justify-center rounded-2 bg-surface text-text-2 opacity-0 group-hover:opacity-100 hover:bg-hover focus-visible:opacity-100"
            >
              <Icon of={Pencil} size={12} />
            </button>
          )}
          {comments.map((comment) => (
            <p
              key={comment.id}
              className="mt-1 flex items-start gap-1.5 rounded-2 border border-line bg-surface px-2 py-1 text-ui"
            >
              <Icon of={MessageSquareText} size={14} className="mt-0.75 text-text-2" />
              <span className="selectable min-w-0 grow wrap-anywhere">
                {comment.text}{' '}
                <span className="text-meta text-text-3">
                  {t('transcript.commentBy', {
                    name: comment.byName,
                    when: format.dayAndTimeWithin(comment.at, now),
                  })}
                </span>
              </span>
              <button
                type="button"
                aria-label={t('transcript.removeComment')}
                title={t('transcript.removeComment')}
                onClick={() => void onEdit({ edit: 'comment', commentId: comment.id, atMs: comment.atMs, text: '' })}
                className="-my-0.5 inline-flex size-6 flex-none items-center justify-center rounded-2 text-text-2 hover:bg-hover"
              >
                <Icon of={X} size={12} />
              </button>
            </p>
          ))}
        </div>
      </div>
    </li>
  );
});

/** The line that is heard: only it follows the time, and only from word to word. */
function WordsNow({
  player,
  ...rest
}: {
  segment: TranscriptSegment;
  hits: readonly TranscriptHit[];
  hitNow: TranscriptHit | null;
  player: PlayerStore;
}) {
  const placed = placeWords(rest.segment);
  const wordNow = useStore(
    player.store,
    ({ atMs }) => placed.find(({ startMs, endMs }) => atMs >= startMs && atMs < endMs)?.index ?? -1,
  );
  return <Words {...rest} wordNow={wordNow} />;
}

function Words({
  segment,
  hits,
  hitNow,
  wordNow,
}: {
  segment: TranscriptSegment;
  hits: readonly TranscriptHit[];
  hitNow: TranscriptHit | null;
  wordNow: number;
}) {
  const { t } = useTranslation('insights');
  return linePieces(segment, hits, hitNow, wordNow).map((piece) => {
    const looks = clsx(
      piece.unsure && 'underline decoration-caution decoration-dotted underline-offset-3',
      piece.now && 'underline decoration-accent decoration-2 underline-offset-3',
      piece.aside && 'text-text-3',
    );
    const text =
      looks === '' ? (
        piece.text
      ) : (
        <span className={looks} title={piece.unsure ? t('transcript.unsure') : undefined}>
          {piece.text}
        </span>
      );
    if (!piece.hit) return <span key={piece.from}>{text}</span>;
    return (
      <mark key={piece.from} className={piece.hitNow ? 'bg-hit-now! font-semibold text-(--cb-on-hit-now)!' : undefined}>
        {text}
      </mark>
    );
  });
}
