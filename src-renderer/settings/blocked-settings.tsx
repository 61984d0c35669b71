import { Ban, CloudOff, Search, TriangleAlert } from 'lucide-react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { AppState } from '../../src-preload/contract.ts';
import { changeThenFocus } from '../routing/change-then-focus.ts';
import type { BlockedData, BlockedStore } from '../stores/blocked-store.ts';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { Field } from '../ui/field.tsx';
import { Icon } from '../ui/icon.tsx';
import { UndoStrip } from '../ui/undo-strip.tsx';
import { useFormat } from '../words/format.ts';
import { formatNumber, readNumber } from '../words/phone-number.ts';
import { OptionRow, OptionRows, SettingsSection } from './option-row.tsx';

const PAGE = 100;
/** From so many numbers on, the list can be searched. */
const SEARCH_FROM = 12;

/** Settings > Blocked numbers: the firm's list, kept at the phone system. */
export function BlockedSettings({ app, blocked }: { app: AppState; blocked: BlockedStore }) {
  const { t } = useTranslation('routing');
  const data = useStore(blocked.store);
  useEffect(() => void blocked.load(), [blocked]);
  return (
    <SettingsSection id="blocked" title={t('blocked.title')}>
      <p className="max-w-160 text-text-2">{t('blocked.intro')}</p>
      <BlockForm app={app} blocked={blocked} data={data} />
      <LastAnswer data={data} blocked={blocked} />
      <BlockedList data={data} blocked={blocked} />
    </SettingsSection>
  );
}

type Mistake = 'not_a_number' | 'already' | 'ours';

function BlockForm({ app, blocked, data }: { app: AppState; blocked: BlockedStore; data: BlockedData }) {
  const { t } = useTranslation('routing');
  const [number, setNumber] = useState('');
  const [comment, setComment] = useState('');
  const [mistake, setMistake] = useState<Mistake | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const sentences: Record<Mistake, string> = {
    not_a_number: t('problem.number'),
    already: t('blocked.already'),
    ours: t('blocked.ours'),
  };
  const submit = async () => {
    const read = readNumber(number, app.lines[0]?.number);
    const wrong =
      read === null
        ? 'not_a_number'
        : app.lines.some((line) => line.number === read)
          ? 'ours'
          : data.list?.some((one) => one.number === read)
            ? 'already'
            : null;
    setMistake(wrong);
    if (wrong === null && read !== null && (await blocked.block(read, comment.trim()))) {
      setNumber('');
      setComment('');
    }
    field.current?.focus();
  };
  const adding = data.busy?.blocked === true;
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
      className="mt-3 flex flex-wrap items-start gap-3 rounded-3 border border-line bg-sunken px-3.5 pt-2.5 pb-3.5"
    >
      <Field
        ref={field}
        className="w-60"
        label={t('blocked.number')}
        type="tel"
        autoComplete="off"
        placeholder="+32 …"
        value={number}
        error={mistake === null ? undefined : sentences[mistake]}
        onText={(text) => {
          setNumber(text);
          setMistake(null);
        }}
      />
      <Field
        className="min-w-60 flex-1"
        label={t('blocked.comment')}
        help={t('blocked.commentHelp')}
        maxLength={500}
        value={comment}
        onText={setComment}
      />
      <Button type="submit" size={36} look="primary" icon={Ban} busy={adding} className="mt-6.25">
        {adding ? t('blocked.adding') : t('blocked.add')}
      </Button>
    </form>
  );
}

/** What became of the last press; a number that was unblocked can be blocked again for the same reason. */
function LastAnswer({ data: { last }, blocked }: { data: BlockedData; blocked: BlockedStore }) {
  const { t } = useTranslation('routing');
  const control = useTranslation('control').t;
  const forget = useCallback(() => blocked.forget(), [blocked]);
  if (last === null) return null;
  switch (last.result) {
    case 'blocked':
      return (
        <p role="status" className="mt-2 rounded-2 border border-positive-line bg-positive-tint px-3.5 py-2">
          {t('blocked.added', { number: formatNumber(last.number) })}
        </p>
      );
    case 'unblocked':
      return (
        <div className="mt-2">
          <UndoStrip
            key={last.number}
            text={t('blocked.removed', { number: formatNumber(last.number) })}
            action={t('undo')}
            onUndo={() =>
              void blocked
                .block(last.number, last.comment)
                .then(() => changeThenFocus(() => undefined, `unblock:${last.number}`))
            }
            onLeave={forget}
          />
        </div>
      );
    case 'unconfirmed':
      return <Trouble>{t('blocked.unconfirmed')}</Trouble>;
    case 'refused':
      return (
        <Trouble>
          {control(`refusal.${last.refusal}`)}
          {last.detail !== null && ` (${last.detail})`}
        </Trouble>
      );
    default:
      return last satisfies never;
  }
}

function Trouble({ children }: { children: React.ReactNode }) {
  return (
    <p
      role="alert"
      className="mt-2 flex items-center gap-2 rounded-2 border border-caution-line bg-caution-tint px-3.5 py-2"
    >
      <Icon of={TriangleAlert} className="text-caution" />
      <span>{children}</span>
    </p>
  );
}

function BlockedList({ data, blocked }: { data: BlockedData; blocked: BlockedStore }) {
  const { t } = useTranslation('routing');
  const control = useTranslation('control').t;
  const format = useFormat();
  const [search, setSearch] = useState('');
  const [pages, setPages] = useState(1);
  const { list, notLoaded, busy } = data;
  if (notLoaded)
    return (
      <Frame>
        <EmptyState
          icon={CloudOff}
          title={t('blocked.notLoaded')}
          action={<Button onClick={() => void blocked.load()}>{t('retry')}</Button>}
        >
          {control('refusal.failed')}
        </EmptyState>
      </Frame>
    );
  if (!list) return null;
  if (list.length === 0)
    return (
      <Frame>
        <EmptyState icon={Ban} title={t('blocked.none')}>
          {t('blocked.noneWhat')}
        </EmptyState>
      </Frame>
    );
  const found = list.filter((one) => matches(one, search));
  const shown = found.slice(0, pages * PAGE);
  const remove = (number: string) => {
    const at = found.findIndex((one) => one.number === number);
    const neighbour = found[at + 1] ?? found[at - 1];
    void blocked.unblock(number).then((done) => {
      if (done) changeThenFocus(() => undefined, neighbour ? `unblock:${neighbour.number}` : null);
    });
  };
  return (
    <div className="mt-5">
      <div className="mb-2 flex items-center gap-3">
        <span className="grow text-meta text-text-2">{t('blocked.count', { count: list.length })}</span>
        {list.length >= SEARCH_FROM && (
          <span className="flex h-7 items-center gap-2 rounded-2 border border-control bg-surface px-2.5 has-[input:focus-visible]:outline-2 has-[input:focus-visible]:outline-offset-2 has-[input:focus-visible]:outline-focus">
            <Icon of={Search} size={14} className="text-text-3" />
            <input
              type="text"
              aria-label={t('blocked.search')}
              placeholder={t('blocked.search')}
              value={search}
              onChange={(event) => setSearch(event.target.value)}
              className="w-52 bg-transparent outline-none placeholder:text-text-3"
            />
          </span>
        )}
      </div>
      {found.length === 0 ? (
        <p role="status" className="rounded-3 border border-line px-3.5 py-3 text-text-2">
          {t('blocked.notFound')}
        </p>
      ) : (
        <OptionRows>
          {shown.map(({ number, comment, byName, at }) => {
            const removing = busy?.number === number && !busy.blocked;
            return (
              <OptionRow
                key={number}
                label={formatNumber(number)}
                what={
                  <>
                    {comment !== '' && <span className="block text-text">{comment}</span>}
                    {t('blocked.by', { name: byName, date: format.date(at) })}
                  </>
                }
              >
                <Button
                  data-focus={`unblock:${number}`}
                  aria-label={t('blocked.removeOf', { number: formatNumber(number) })}
                  busy={removing}
                  onClick={() => remove(number)}
                >
                  {removing ? t('blocked.removing') : t('blocked.remove')}
                </Button>
              </OptionRow>
            );
          })}
        </OptionRows>
      )}
      {shown.length < found.length && (
        <Button className="mt-2" onClick={() => setPages(pages + 1)}>
          {t('blocked.more', { count: Math.min(PAGE, found.length - shown.length) })}
        </Button>
      )}
    </div>
  );
}

function Frame({ children }: { children: React.ReactNode }) {
  return <div className="mt-5 rounded-3 border border-line">{children}</div>;
}

/** Digits find a number however it is spaced; words find the reason and who blocked it. */
function matches(one: { number: string; comment: string; byName: string }, search: string): boolean {
  const words = search.trim().toLowerCase();
  if (words === '') return true;
  const digits = words.replace(/[\s()./+-]/g, '').replace(/^0+/, '');
  const isNumber = digits !== '' && /^\d+$/.test(digits);
  return (isNumber && one.number.includes(digits)) || `${one.comment} ${one.byName}`.toLowerCase().includes(words);
}
