import { FileDown, Search, X } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { useCallback, useEffect, useRef, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { MatterView, TimelineFilter } from '../../src-preload/contract/matters.ts';
import { pagedRow } from '../stores/paged-rows.ts';
import { useStores } from '../stores/stores.ts';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { FilterChip } from '../ui/filter-chip.tsx';
import { Icon } from '../ui/icon.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { menuContent, menuItem } from '../ui/menu-item.ts';
import { useFormat } from '../words/format.ts';
import { Timeline } from './timeline.tsx';

const filters: readonly TimelineFilter[] = ['all', 'calls', 'sms', 'fax', 'voicemail', 'tasks'];

/** What is shown of the timeline, and the timeline. */
export function TimelinePane({
  view,
  now,
  remPx,
  findRef,
}: {
  view: MatterView;
  now: Date;
  remPx: number;
  findRef: RefObject<HTMLInputElement | null>;
}) {
  const { t } = useTranslation('matters');
  const format = useFormat();
  const { matters, timelineCalls } = useStores();
  const finding = useStore(matters.store, (data) => data.finding);
  const { query, answer, answered, pages } = useStore(matters.timeline.store);
  const onShow = useCallback((first: number, last: number) => matters.timeline.show(first, last), [matters]);

  // The newest call stands open when the matter is opened, where there is something in it to read or to hear.
  const unfoldedFor = useRef<string | null>(null);
  useEffect(() => {
    if (answer === null || unfoldedFor.current === view.id) return;
    unfoldedFor.current = view.id;
    const first = pages.get(0)?.find((entry) => entry.kind === 'call');
    if (first?.kind === 'call' && (first.made.hasRecording || first.made.summary !== null))
      timelineCalls.fold(first.row.id, true);
  }, [answer, pages, view.id, timelineCalls]);

  return (
    <section aria-label={t('timeline.name')} data-pane="timeline" className="flex min-h-0 min-w-0 grow flex-col">
      <div className="flex shrink-0 flex-wrap items-center gap-1.5 border-b border-line px-5 py-2.25">
        <div role="toolbar" aria-label={t('timeline.filters')} className="flex flex-wrap gap-1.5">
          {filters.map((filter) => (
            <FilterChip
              key={filter}
              label={[t(`timeline.filter.${filter}`), answer && format.number(answer.counts[filter])]
                .filter(Boolean)
                .join(' ')}
              on={query.filter === filter}
              onPress={() => matters.timeline.ask({ filter })}
            />
          ))}
        </div>
        <span className="ml-auto flex items-center gap-1.5">
          {finding ? (
            <span className="flex h-6 items-center gap-1.5 rounded-2 border border-control bg-surface pr-0.5 pl-2">
              <Icon of={Search} size={14} className="text-text-3" />
              <input
                ref={findRef}
                aria-label={t('findIn')}
                value={query.find}
                maxLength={200}
                onChange={(event) => matters.timeline.ask({ find: event.target.value })}
                onKeyDown={(event) => {
                  if (event.key !== 'Escape') return;
                  matters.find(false);
                  event.preventDefault();
                }}
                className="w-36 bg-transparent text-meta outline-none"
              />
              <IconButton size={24} icon={X} label={t('stopFinding')} onClick={() => matters.find(false)} />
            </span>
          ) : (
            <Button
              size={24}
              look="quiet"
              icon={Search}
              aria-keyshortcuts="Control+F"
              onClick={() => {
                matters.find(true);
                setTimeout(() => findRef.current?.focus(), 0);
              }}
            >
              {t('find')}
            </Button>
          )}
          <FileNote view={view} now={now} />
        </span>
      </div>
      {answer !== null && answer.total === 0 ? (
        answered.find === '' ? (
          <EmptyState icon={Search} title={t('timeline.none')}>
            {t('timeline.noneWhy')}
          </EmptyState>
        ) : (
          <EmptyState icon={Search} title={t('timeline.nothingFound', { find: answered.find })}>
            {t('list.clearSearch')}: Esc
          </EmptyState>
        )
      ) : (
        answer !== null && (
          <Timeline
            key={`${view.id} ${answered.filter} ${answered.find}`}
            days={answer.days}
            total={answer.total}
            coming={answer.coming}
            entryAt={(index) => pagedRow(pages, index)}
            now={now}
            remPx={remPx}
            onShow={onShow}
          />
        )
      )}
      <p role="status" className="sr-only">
        {answer !== null && answered.find !== '' ? format.number(answer.total) : ''}
      </p>
    </section>
  );
}

/** Of one of the newest calls, made by the office. */
function FileNote({ view, now }: { view: MatterView; now: Date }) {
  const { t } = useTranslation('matters');
  const format = useFormat();
  const { callFile } = useStores();
  if (view.recent.length === 0)
    return (
      <Button size={24} icon={FileDown} disabled title={t('fileNoteNone')}>
        {t('fileNote')}
      </Button>
    );
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>
        <Button size={24} icon={FileDown}>
          {t('fileNote')}
        </Button>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content align="end" sideOffset={4} className={menuContent} aria-label={t('fileNoteOf')}>
          {view.recent.map(({ callId, title, at }) => (
            <DropdownMenu.Item
              key={callId}
              className={menuItem}
              onSelect={() => void callFile.export({ callId, kind: 'note_pdf', fromMs: null, toMs: null })}
            >
              <Icon of={FileDown} size={14} />
              <span className="grow">{title ?? t('timeline.withheld')}</span>
              <span className="text-meta text-text-2">{format.dayAndTime(at, now)}</span>
            </DropdownMenu.Item>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
