import { clsx } from 'clsx';
import { Folder, FolderPlus, ListChecks, Lock, PhoneOutgoing, TriangleAlert } from 'lucide-react';
import { useCallback, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { MatterListRow } from '../../src-preload/contract/matters.ts';
import { pagedRow } from '../stores/paged-rows.ts';
import { useStores } from '../stores/stores.ts';
import { useOfficeNow } from '../stores/use-office-now.ts';
import { Button } from '../ui/button.tsx';
import { Chip } from '../ui/chip.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { FilterChip } from '../ui/filter-chip.tsx';
import { Icon } from '../ui/icon.tsx';
import { SearchBox } from '../ui/search-box.tsx';
import { VirtualListbox } from '../ui/virtual-listbox.tsx';
import { useFormat } from '../words/format.ts';
import { deadlineIcons } from './deadline-icons.ts';
import { daysUntil, describeDeadline } from './describe-deadline.ts';
import { DirectoryHead } from './directory-head.tsx';

const filters = ['open', 'mine', 'closed'] as const;

/** All matters of one filter, searched as somebody types. */
export function MatterListPane({ remPx, searchRef }: { remPx: number; searchRef: RefObject<HTMLInputElement | null> }) {
  const { t } = useTranslation('matters');
  const format = useFormat();
  const now = useOfficeNow(60_000);
  const { matters } = useStores();
  const { selected, focusRequests } = useStore(matters.store);
  const { query, answer, answered, pages } = useStore(matters.list.store);
  const onShow = useCallback((first: number, last: number) => matters.list.show(first, last), [matters]);
  const total = answer?.total ?? 0;
  const toList = () => matters.move(0);
  return (
    <section aria-label={t('list.name')} data-pane="list" className="flex min-h-0 grow flex-col bg-canvas">
      <DirectoryHead
        title={t('list.name')}
        count={answer && t('list.count', { count: total, number: format.number(total) })}
      >
        <Button
          look="primary"
          icon={FolderPlus}
          aria-keyshortcuts="N"
          disabled={answer !== null && !answer.mayCreate}
          title={answer !== null && !answer.mayCreate ? t('list.newNotAllowed') : undefined}
          onClick={() => matters.ask({ kind: 'matter', matterId: null })}
        >
          {t('list.new')}
        </Button>
      </DirectoryHead>
      <div className="flex flex-wrap items-center gap-2 border-b border-line px-5 py-2">
        <SearchBox
          label={t('list.search')}
          placeholder={t('list.searchPlaceholder')}
          clearLabel={t('list.clearSearch')}
          text={query.search}
          inputRef={searchRef}
          onText={(search) => matters.list.ask({ search })}
          onLeave={toList}
        />
        <div role="toolbar" aria-label={t('list.filters')} className="flex gap-1">
          {filters.map((filter) => (
            <FilterChip
              key={filter}
              label={[t(`list.filter.${filter}`), answer && format.number(answer.counts[filter])]
                .filter(Boolean)
                .join(' ')}
              on={query.filter === filter}
              onPress={() => matters.list.ask({ filter })}
            />
          ))}
        </div>
      </div>
      {answer !== null && total === 0 ? (
        answered.search === '' ? (
          <EmptyState icon={Folder} title={t('list.none')}>
            {t('list.noneWhy')}
          </EmptyState>
        ) : (
          <EmptyState
            icon={Folder}
            title={t('list.nothingFound', { search: answered.search })}
            action={<Button onClick={() => matters.list.ask({ search: '' })}>{t('list.clearSearch')}</Button>}
          >
            {t('list.nothingFoundWhy')}
          </EmptyState>
        )
      ) : (
        <VirtualListbox
          label={t('list.name')}
          loadingLabel={t('list.loading')}
          total={total}
          rowRem={3.25}
          remPx={remPx}
          selected={selected}
          isChosen
          focusRequests={focusRequests}
          keyOf={(index) => pagedRow(pages, index)?.id ?? `row ${String(index)}`}
          onShow={onShow}
          onSelect={(index) => {
            matters.select(index);
            matters.openSelected();
          }}
          onMove={matters.move}
          onOpen={matters.openSelected}
          onBack={() => matters.list.ask({ search: '' })}
        >
          {(index, isSelected) => {
            const row = pagedRow(pages, index);
            return row ? <Row row={row} selected={isSelected} now={now} /> : null;
          }}
        </VirtualListbox>
      )}
    </section>
  );
}

function Row({ row, selected, now }: { row: MatterListRow; selected: boolean; now: Date }) {
  const { t, i18n } = useTranslation('matters');
  const format = useFormat();
  const soon = row.next !== null && daysUntil(row.next.at, now) <= 1;
  return (
    <div
      className={clsx(
        'mx-2 grid h-full grid-cols-[minmax(0,1.5fr)_minmax(0,1fr)_minmax(0,1.4fr)_9rem] items-center gap-x-4 border-b border-line px-3',
        selected ? 'bg-selected' : 'group-hover:bg-hover',
      )}
    >
      <span className="min-w-0">
        <span className="flex min-w-0 items-center gap-2">
          <b className="shrink-0 font-semibold text-accent-text">{row.number}</b>
          <span className="cut font-semibold">{row.title}</span>
          {row.restricted && <Icon of={Lock} size={14} className="text-text-3" />}
          {row.conflictUnresolved && <Icon of={TriangleAlert} size={14} className="text-critical" />}
        </span>
        <span className="cut block text-meta text-text-2">
          {[row.area, row.restricted ? t('form.restrict') : null, row.conflictUnresolved ? t('conflict') : null]
            .filter(Boolean)
            .join(' · ')}
        </span>
      </span>
      <span className="min-w-0">
        <span className="cut block">{row.clients.join(', ')}</span>
        <span className="cut block text-meta text-text-2">{row.lawyer}</span>
      </span>
      <span
        className={clsx(
          'flex min-w-0 items-center gap-1.5 text-meta',
          soon ? 'font-medium text-caution-text' : 'text-text-2',
        )}
      >
        {row.next && (
          <>
            <Icon of={deadlineIcons[row.next.kind]} size={14} />
            <span className="line-clamp-2">
              {describeDeadline(row.next, now, { t, format, language: i18n.language })}
            </span>
          </>
        )}
      </span>
      <span className="flex flex-wrap justify-end gap-1">
        {row.callbacks > 0 && <Chip icon={PhoneOutgoing}>{t('list.callbacks', { count: row.callbacks })}</Chip>}
        {row.tasks > 0 && <Chip icon={ListChecks}>{t('list.tasks', { count: row.tasks })}</Chip>}
        {row.status === 'closed' && <Chip>{t('status.closed')}</Chip>}
      </span>
    </div>
  );
}
