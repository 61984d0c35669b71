import type { InsightEdit } from '@callbrief/relay/wire/insights';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect, useMemo, useRef, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { InsightsView } from '../../src-preload/contract.ts';
import type { Citation } from '../insights/citations.ts';
import type { PlayerStore } from '../stores/player-store.ts';
import type { ReadingStore } from '../stores/reading-store.ts';
import { CommentField } from './comment-field.tsx';
import { lineAt } from './places.ts';
import { TranscriptBar } from './transcript-bar.tsx';
import { TranscriptLine } from './transcript-line.tsx';
import type { Voices } from './voices.ts';

/** Of the height of the pane, from its top: where the line that is heard is kept. */
const READ_AT = 0.28;
const LINE_REM = 1.3125;
/** Letters in a line of text at the usual width; only a guess, until it is drawn. */
const LETTERS = 58;

/** The words of a call, line by line; the line that is heard stays in sight while Follow is on. */
export function Transcript({
  view,
  voices,
  citations,
  player,
  reading,
  remPx,
  now,
  calm,
  shortcut,
  newId,
  onEdit,
  onCitation,
  onRead,
}: {
  view: InsightsView;
  voices: Voices;
  citations: ReadonlyMap<string, Citation>;
  player: PlayerStore;
  reading: ReadingStore;
  remPx: number;
  now: Date;
  /** Reduced movement: the text jumps instead of sliding. */
  calm: boolean;
  /** `Ctrl F` */
  shortcut: string;
  newId: () => string;
  /** @returns whether it was kept. */
  onEdit: (edit: InsightEdit) => Promise<boolean>;
  onCitation: (citation: Citation) => void;
  /** A place was pressed: play goes on from there. */
  onRead: (ms: number) => void;
}) {
  const { t } = useTranslation('insights');
  const { segments } = view.transcript;
  const scroller = useRef<HTMLDivElement>(null);
  const { follow, hits, hit, reveal, editing, commentAtMs } = useStore(reading.store);
  const line = useStore(player.store, ({ atMs }) => lineAt(segments, atMs));
  const hitNow = hits[hit] ?? null;
  const hitsOf = useMemo(() => Map.groupBy(hits, ({ segmentId }) => segmentId), [hits]);
  const commentsOf = useMemo(
    () => Map.groupBy(view.comments, ({ atMs }) => segments[Math.max(0, lineAt(segments, atMs))]?.id ?? ''),
    [view.comments, segments],
  );
  const editedLine = editing?.what === 'line' ? segments.findIndex(({ id }) => id === editing.id) : -1;
  const virtualizer = useVirtualizer({
    count: segments.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => (Math.ceil((segments[index]?.text.length ?? 0) / LETTERS) * LINE_REM + 0.6875) * remPx,
    getItemKey: (index) => segments[index]?.id ?? index,
    overscan: 8,
    paddingStart: 6,
    paddingEnd: 12,
    // What is being corrected stays, wherever the text goes.
    rangeExtractor: ({ startIndex, endIndex, overscan, count }) => {
      const shown = new Set<number>();
      for (let at = Math.max(0, startIndex - overscan); at <= Math.min(count - 1, endIndex + overscan); at += 1)
        shown.add(at);
      if (editedLine >= 0) shown.add(editedLine);
      return [...shown].sort((a, b) => a - b);
    },
  });
  useEffect(() => virtualizer.measure(), [virtualizer, remPx]);

  const bring = useCallback(
    (index: number, jump: boolean) => {
      const pane = scroller.current;
      const start = virtualizer.getOffsetForIndex(index, 'start')?.[0];
      if (pane === null || start === undefined) return;
      pane.scrollTo({ top: Math.max(0, start - pane.clientHeight * READ_AT), behavior: jump ? 'instant' : 'smooth' });
    },
    [virtualizer],
  );
  useEffect(() => {
    if (follow && line >= 0) bring(line, calm);
  }, [follow, line, calm, bring]);
  useEffect(() => {
    const index = reveal === null ? -1 : segments.findIndex(({ id }) => id === reveal.segmentId);
    if (index >= 0) bring(index, true);
    // Only when it is asked for: a corrected line must not pull the text to where somebody looked before.
    // eslint-disable-next-line react/exhaustive-deps
  }, [reveal]);

  const byHand = () => reading.setFollow(false);
  /** ↑ and ↓ go from line to line; the keyboard is on the time of one of them. */
  const move = (event: KeyboardEvent<HTMLElement>) => {
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (['PageUp', 'PageDown', 'Home', 'End'].includes(event.key)) byHand();
    const from = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>('[data-index]') : null;
    if (by === 0 || from === null || !(event.target instanceof HTMLElement) || !('seek' in event.target.dataset))
      return;
    event.preventDefault();
    byHand();
    const to = Number(from.dataset['index']) + by;
    if (to < 0 || to >= segments.length) return;
    virtualizer.scrollToIndex(to);
    const focus = () =>
      scroller.current?.querySelector<HTMLElement>(`[data-index="${String(to)}"] [data-seek]`)?.focus();
    focus();
  };
  const items = virtualizer.getVirtualItems();
  const tabStop = items.some(({ index }) => index === line) ? line : (items[0]?.index ?? 0);
  return (
    <section aria-label={t('transcript.title')} className="flex min-h-0 min-w-0 grow flex-col">
      <TranscriptBar
        view={view}
        reading={reading}
        shortcut={shortcut}
        onHit={(found) => player.seek(found.atMs)}
        onComment={() => reading.comment(player.store.getState().atMs)}
      />
      {commentAtMs !== null && (
        <CommentField
          key={commentAtMs}
          atMs={commentAtMs}
          onSave={(text) => onEdit({ edit: 'comment', commentId: newId(), atMs: Math.round(commentAtMs), text })}
          onClose={() => reading.comment(null)}
        />
      )}
      {/* Listens only to scrolling by hand; what can be pressed is in the lines. */}
      <div
        ref={scroller}
        role="presentation"
        data-transcript
        className="scroll-quiet relative min-h-0 grow"
        onWheel={byHand}
        onTouchMove={byHand}
        onPointerDown={(event) => {
          // The scroll bar belongs to the pane itself, a line to its own element.
          if (event.target === scroller.current) byHand();
        }}
        onKeyDown={move}
      >
        <ul aria-label={t('transcript.title')} className="relative" style={{ height: virtualizer.getTotalSize() }}>
          {items.map(({ index, start, key }) => {
            const segment = segments[index];
            if (!segment) return null;
            const previous = segments[index - 1];
            return (
              <TranscriptLine
                key={key}
                index={index}
                count={segments.length}
                top={start}
                measure={virtualizer.measureElement}
                segment={segment}
                languageChanged={
                  segment.language !== null &&
                  segment.language !== (previous?.language ?? (index === 0 ? segment.language : null))
                }
                voices={voices}
                citation={citations.get(segment.id) ?? null}
                hits={hitsOf.get(segment.id) ?? noHits}
                hitNow={hitNow}
                comments={commentsOf.get(segment.id) ?? noComments}
                isNow={index === line}
                tabStop={index === tabStop}
                editing={editing}
                player={player}
                now={now}
                onRead={onRead}
                onEdit={onEdit}
                onEditing={reading.edit}
                onCitation={onCitation}
              />
            );
          })}
        </ul>
      </div>
    </section>
  );
}

const noHits: never[] = [];
const noComments: never[] = [];
