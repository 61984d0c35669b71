import { clsx } from 'clsx';
import { UserPlus, UserRound, Users } from 'lucide-react';
import { useCallback, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { ContactListRow } from '../../src-preload/contract/contacts.ts';
import { DirectoryHead } from '../matters/directory-head.tsx';
import { pagedRow } from '../stores/paged-rows.ts';
import { useStores } from '../stores/stores.ts';
import { useOfficeNow } from '../stores/use-office-now.ts';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { SearchBox } from '../ui/search-box.tsx';
import { VirtualListbox } from '../ui/virtual-listbox.tsx';
import { useFormat } from '../words/format.ts';
import { ContactCardPane } from './contact-card-pane.tsx';

/** Everybody outside the firm, and the card of the one that is chosen. */
export function ContactsPane({ remPx, searchRef }: { remPx: number; searchRef: RefObject<HTMLInputElement | null> }) {
  const { t } = useTranslation('matters');
  const format = useFormat();
  const now = useOfficeNow(60_000);
  const { matters, contacts } = useStores();
  const { selected, focusRequests, contactId } = useStore(contacts.store);
  const { query, answer, answered, pages } = useStore(contacts.list.store);
  const onShow = useCallback((first: number, last: number) => contacts.list.show(first, last), [contacts]);
  const total = answer?.total ?? 0;
  return (
    <>
      <DirectoryHead
        title={t('contacts.name')}
        count={answer && t('contacts.count', { count: total, number: format.number(total) })}
      >
        <Button icon={Users} onClick={() => matters.ask({ kind: 'merge', contactId: null })}>
          {t('contacts.merge')}
        </Button>
        <Button
          look="primary"
          icon={UserPlus}
          aria-keyshortcuts="N"
          onClick={() => matters.ask({ kind: 'contact', contactId: null })}
        >
          {t('contacts.new')}
        </Button>
      </DirectoryHead>
      <div className="flex min-h-0 grow">
        <section
          aria-label={t('contacts.name')}
          data-pane="list"
          className="flex min-h-0 w-110 shrink-0 flex-col border-r border-line bg-canvas max-[1080px]:w-87"
        >
          <div className="border-b border-line px-3 py-2">
            <SearchBox
              className="w-full"
              label={t('contacts.search')}
              placeholder={t('contacts.searchPlaceholder')}
              clearLabel={t('list.clearSearch')}
              text={query.search}
              inputRef={searchRef}
              onText={(search) => contacts.list.ask({ search })}
              onLeave={() => contacts.move(0)}
            />
          </div>
          {answer !== null && total === 0 ? (
            <EmptyState
              icon={UserRound}
              title={
                answered.search === '' ? t('contacts.none') : t('contacts.nothingFound', { search: answered.search })
              }
            >
              {answered.search === '' ? t('contacts.noneWhy') : t('contacts.nothingFoundWhy')}
            </EmptyState>
          ) : (
            <VirtualListbox
              label={t('contacts.name')}
              loadingLabel={t('list.loading')}
              total={total}
              rowRem={3.375}
              remPx={remPx}
              selected={Math.min(selected, Math.max(0, total - 1))}
              isChosen={contactId !== null}
              focusRequests={focusRequests}
              keyOf={(index) => pagedRow(pages, index)?.id ?? `row ${String(index)}`}
              onShow={onShow}
              onSelect={(index) => contacts.select(index, { focus: true })}
              onMove={contacts.move}
              onOpen={() => contacts.select(selected)}
              onBack={() => contacts.list.ask({ search: '' })}
            >
              {(index) => {
                const row = pagedRow(pages, index);
                return row ? <Row row={row} selected={row.id === contactId} now={now} /> : null;
              }}
            </VirtualListbox>
          )}
        </section>
        <ContactCardPane now={now} />
      </div>
    </>
  );
}

function Row({ row, selected, now }: { row: ContactListRow; selected: boolean; now: Date }) {
  const { t } = useTranslation('matters');
  const format = useFormat();
  return (
    <div
      className={clsx(
        'mx-1 grid h-full grid-cols-[minmax(0,1fr)_auto] content-center gap-x-3 border-b border-line px-3',
        selected ? 'bg-selected' : 'group-hover:bg-hover',
      )}
    >
      <span className="cut font-semibold">
        {row.name}
        {row.organisation !== null && row.organisation !== row.name && (
          <small className="text-meta font-normal text-text-2"> {row.organisation}</small>
        )}
      </span>
      <span className="text-right text-meta text-text-2">
        {row.openMatters > 0 && t('contacts.openMatters', { count: row.openMatters })}
      </span>
      <span className="cut text-meta text-text-2">
        {row.numberFormatted}
        {row.moreNumbers > 0 && ` ${t('contacts.moreNumbers', { count: row.moreNumbers })}`}
      </span>
      <span className="text-right text-meta text-text-3">
        {row.lastContactAt !== null && format.dayAndTime(row.lastContactAt, now, true)}
      </span>
    </div>
  );
}
