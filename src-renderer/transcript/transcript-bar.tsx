import { AudioLines, ChevronDown, ChevronUp, Clock, MessageSquarePlus, Search, X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { InsightsView } from '../../src-preload/contract.ts';
import type { ReadingStore } from '../stores/reading-store.ts';
import { Button } from '../ui/button.tsx';
import { Chip } from '../ui/chip.tsx';
import { Icon } from '../ui/icon.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import type { TranscriptHit } from './find-in-transcript.ts';

/** What it is and who wrote it, the search within it, and Follow: 38 high. */
export function TranscriptBar({
  view,
  reading,
  shortcut,
  onHit,
  onComment,
}: {
  view: InsightsView;
  reading: ReadingStore;
  shortcut: string;
  onHit: (hit: TranscriptHit) => void;
  onComment: () => void;
}) {
  const { t } = useTranslation('insights');
  const { follow, search, finding, hits, hit } = useStore(reading.store);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (!finding) return;
    field.current?.focus();
    field.current?.select();
  }, [finding]);
  const step = (by: 1 | -1) => {
    const found = reading.nextHit(by);
    if (found !== null) onHit(found);
  };
  const close = () => {
    reading.setFinding(false);
    reading.find('');
  };
  const words =
    search.trim() === ''
      ? ''
      : hits.length === 0
        ? t('transcript.noHits', { search })
        : hit < 0
          ? t('transcript.hitsUnchosen', { search, count: hits.length })
          : t('transcript.hits', { search, at: hit + 1, count: hits.length });
  return (
    <header className="flex min-h-9.5 shrink-0 flex-wrap items-center gap-x-2 gap-y-1 border-b border-line py-1 pr-3 pl-4">
      <h3 className="font-semibold">{t('transcript.title')}</h3>
      <span className="inline-flex h-5 items-center rounded-1 border border-dashed border-control px-1.75 text-caption leading-none font-medium whitespace-nowrap text-text-2">
        {view.transcript.source === 'provider' ? t('transcript.fromProvider') : t('transcript.byMachine')}
      </span>
      {view.waiting && (
        <span title={t('transcript.waitingWhy')}>
          <Chip tone="caution" icon={Clock}>
            {t('transcript.waiting')}
          </Chip>
        </span>
      )}
      <span className="ml-auto flex min-w-0 flex-wrap items-center justify-end gap-1">
        {finding && (
          <span className="flex h-6 w-36 items-center gap-1.5 rounded-2 border border-control bg-surface px-1.5 focus-within:border-accent">
            <Icon of={Search} size={14} className="text-text-3" />
            <input
              ref={field}
              type="text"
              aria-label={t('transcript.find')}
              placeholder={t('transcript.findPlaceholder')}
              value={search}
              maxLength={200}
              spellCheck={false}
              onChange={(event) => reading.find(event.target.value)}
              onKeyDown={(event) => {
                if (event.key === 'Escape') close();
                else if (event.key === 'Enter') step(event.shiftKey ? -1 : 1);
                else return;
                event.preventDefault();
              }}
              className="min-w-0 grow bg-transparent text-meta outline-none placeholder:text-text-3"
            />
          </span>
        )}
        <output className={finding ? 'sr-only' : 'cut max-w-56 text-meta text-text-2'}>{words}</output>
        {finding && words !== '' && (
          <span aria-hidden="true" className="text-meta whitespace-nowrap text-text-2">
            {hits.length === 0 ? '0' : `${hit < 0 ? '–' : String(hit + 1)} / ${String(hits.length)}`}
          </span>
        )}
        {(finding || words !== '') && (
          <>
            <IconButton
              size={24}
              icon={ChevronUp}
              label={t('transcript.previousHit')}
              shortcut="Shift F3"
              disabled={hits.length === 0}
              onClick={() => step(-1)}
            />
            <IconButton
              size={24}
              icon={ChevronDown}
              label={t('transcript.nextHit')}
              shortcut="F3"
              disabled={hits.length === 0}
              onClick={() => step(1)}
            />
          </>
        )}
        {finding ? (
          <IconButton size={24} icon={X} label={t('transcript.closeFind')} onClick={close} />
        ) : (
          words === '' && (
            <IconButton
              size={24}
              icon={Search}
              label={t('transcript.find')}
              shortcut={shortcut}
              onClick={() => reading.setFinding(true)}
            />
          )
        )}
        <IconButton
          size={24}
          icon={MessageSquarePlus}
          label={t('transcript.comment')}
          shortcut="M"
          onClick={onComment}
        />
        <Button
          size={24}
          icon={AudioLines}
          on={follow}
          aria-keyshortcuts="F"
          onClick={() => reading.setFollow(!follow)}
        >
          {t('transcript.follow')}
        </Button>
      </span>
    </header>
  );
}
