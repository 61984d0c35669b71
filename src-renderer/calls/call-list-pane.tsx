import { useTranslation } from 'react-i18next';
import type { AppState, CallFilter } from '../../src-preload/contract.ts';
import type { CallListData } from '../stores/call-list-store.ts';
import { FilterChip } from '../ui/filter-chip.tsx';
import { useFormat } from '../words/format.ts';
import { useStore } from 'zustand';
import { LiveTalks } from '../agent-live/live-talks.tsx';
import { useStores } from '../stores/stores.ts';
import { looksLikeNumber } from '../call-control/looks-like-number.ts';
import { DialSuggestion } from '../dialling/dial-suggestion.tsx';
import { CallList } from './call-list.tsx';
import { ListEmpty } from './list-empty.tsx';

const filters: readonly CallFilter[] = ['all', 'unreturned', 'voicemail', 'messages', 'mine', 'not_filed'];

export interface CallListActions {
  onFilter: (filter: CallFilter) => void;
  onClearSearch: () => void;
  onShow: (firstRow: number, lastRow: number) => void;
  onSelect: (row: number) => void;
  onMove: (by: number) => void;
  onOpen: () => void;
  onRingTest: () => void;
  onDial: (text: string) => void;
}

/** The list beside the rail: how many there are, filters, days and rows. */
export function CallListPane({
  data,
  filling,
  remPx,
  onFilter,
  onClearSearch,
  onShow,
  onSelect,
  onMove,
  onOpen,
  onRingTest,
  onDial,
  mac,
}: CallListActions & { data: CallListData; filling: AppState['filling']; remPx: number; mac: boolean }) {
  const { t } = useTranslation('calls');
  const format = useFormat();
  const { agentTalks, showCall } = useStores();
  const { talks } = useStore(agentTalks.store);
  const { meta, filter, answered } = data;
  const searched = answered.search !== '';
  const counts: Partial<Record<CallFilter, number | undefined>> = {
    unreturned: meta?.unreturnedCount,
    voicemail: meta?.unheardVoicemails,
    messages: meta?.unseenMessages,
  };
  return (
    <section
      aria-label={t('list.name')}
      data-pane="list"
      className="flex min-h-0 w-87 shrink-0 flex-col border-r border-line bg-canvas max-[1080px]:w-75"
    >
      <header className="grid shrink-0 gap-2 border-b border-line px-3 pt-2.5 pb-2">
        <div className="flex min-h-5.5 min-w-0 items-baseline gap-2">
          <h1 className="text-title font-semibold whitespace-nowrap">
            {searched && meta
              ? meta.hasMore
                ? t('list.foundMore', { number: format.number(meta.total) })
                : t('list.found', { count: meta.total, number: format.number(meta.total) })
              : t('list.name')}
          </h1>
          <span role="status" className="cut ml-auto text-meta text-text-3">
            {meta &&
              (searched
                ? t('list.searched', {
                    number: format.number(meta.totalCached),
                    ms: format.number(Math.max(1, Math.round(meta.tookMs))),
                  })
                : t('list.onThisComputer', { number: format.number(meta.totalCached) }))}
          </span>
        </div>
        <div role="toolbar" aria-label={t('list.filters')} className="flex flex-wrap items-center gap-x-0.75 gap-y-1">
          {filters.map((one) => (
            <FilterChip
              key={one}
              label={t(`list.filter.${one}`)}
              on={filter === one}
              count={counts[one]}
              urgent={one === 'unreturned'}
              onPress={() => onFilter(one)}
            />
          ))}
        </div>
      </header>
      {looksLikeNumber(data.search) && <DialSuggestion mac={mac} text={data.search} onDial={onDial} />}
      <LiveTalks talks={talks} selectedId={data.selectedId} onRead={showCall} />
      {meta && meta.total === 0 ? (
        <ListEmpty
          filter={answered.filter}
          search={answered.search}
          totalCached={meta.totalCached}
          filling={filling}
          onClearSearch={onClearSearch}
          onShowAll={() => onFilter('all')}
          onRingTest={onRingTest}
        />
      ) : (
        <CallList
          data={data}
          remPx={remPx}
          onShow={onShow}
          onSelect={onSelect}
          onMove={onMove}
          onOpen={onOpen}
          onBack={onClearSearch}
        />
      )}
    </section>
  );
}
