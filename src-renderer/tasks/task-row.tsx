import { clsx } from 'clsx';
import { ArrowRightLeft, Bell, Check, Phone } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TaskRow as Row } from '../../src-preload/contract/tasks.ts';
import { Avatar } from '../ui/avatar.tsx';
import { Icon } from '../ui/icon.tsx';
import { useFormat, type Format } from '../words/format.ts';

/** Box, title, from where, whose, due, in rem: text grows with the reader's setting. */
export const columns =
  'grid grid-cols-[1.25rem_minmax(0,1fr)_17rem_8rem_10rem] gap-x-3 @max-[48rem]:grid-cols-[1.25rem_minmax(0,1fr)_8.5rem]';

/** The cells of one task. The words that it is taken from stay visible under its title. */
export function TaskCells({
  row,
  editing,
  now,
  onToggle,
  onTitle,
  onLeaveTitle,
  onOpen,
}: {
  row: Row;
  editing: boolean;
  now: Date;
  onToggle: () => void;
  onTitle: (title: string) => void;
  onLeaveTitle: () => void;
  onOpen: () => void;
}) {
  const { t } = useTranslation('tasks');
  const format = useFormat();
  const done = row.group === 'done';
  const due = describeDue(row, format, now);
  return (
    <>
      <span role="gridcell" className="flex justify-center">
        <button
          type="button"
          role="checkbox"
          aria-checked={done}
          aria-label={t('doneIs', { title: row.title })}
          tabIndex={-1}
          onClick={(event) => {
            event.stopPropagation();
            onToggle();
          }}
          // 24 to press, 16 to see.
          className="flex size-6 shrink-0 items-center justify-center"
        >
          <span
            className={clsx(
              'flex size-4 items-center justify-center rounded-1 border-[1.5px]',
              done ? 'border-accent bg-accent text-on-accent' : 'border-control bg-surface',
            )}
          >
            {done && <Icon of={Check} size={12} />}
          </span>
        </button>
      </span>
      <span role="gridcell" className="flex min-w-0 flex-col">
        {editing ? (
          <TitleField title={row.title} onTitle={onTitle} onLeave={onLeaveTitle} />
        ) : (
          <span className={clsx('font-semibold wrap-anywhere', done && 'text-text-2 line-through')}>{row.title}</span>
        )}
        <span className="text-meta text-text-2">
          {row.kind !== 'task' && (
            <span className="mr-2 inline-flex items-center gap-1 font-medium">
              <Icon of={row.kind === 'reminder' ? Bell : ArrowRightLeft} size={12} />
              {t(`kind.${row.kind}`)}
            </span>
          )}
          {row.byMachine && <span className="mr-2">{t('byAi')}</span>}
          {row.quote && <span className="wrap-anywhere">{t('quote', { quote: row.quote })}</span>}
        </span>
      </span>
      <span
        role="gridcell"
        className="flex min-w-0 flex-col text-meta text-text-2 @max-[48rem]:col-start-2 @max-[48rem]:row-start-2"
      >
        <span className="hidden @max-[48rem]:inline">{row.assignee ? row.assignee.name : t('nobody')}</span>
        {row.matter && (
          <span className="cut">
            <b className="font-medium text-text">{row.matter.number}</b> {row.matter.title}
          </span>
        )}
        {row.call ? (
          <button
            type="button"
            tabIndex={-1}
            onClick={(event) => {
              event.stopPropagation();
              onOpen();
            }}
            className="inline-flex max-w-full min-w-0 items-center gap-1 self-start rounded-1 text-accent-text hover:underline"
          >
            <Icon of={Phone} size={12} />
            <span className="cut">
              {t('fromCall', { who: row.call.title ?? t('withheld'), time: format.dayAndTimeWithin(row.call.at, now) })}
            </span>
          </button>
        ) : (
          row.contactName && <span className="cut">{row.contactName}</span>
        )}
      </span>
      <span role="gridcell" className="flex min-w-0 items-center gap-1.5 text-meta @max-[48rem]:hidden">
        {row.assignee ? (
          <>
            <Avatar name={row.assignee.name} us small />
            <span className="flex min-w-0 flex-col">
              <span className="cut" title={row.assignee.name}>
                {row.assignee.isMe ? t('me') : row.assignee.name.split(/\s+/)[0]}
              </span>
              {row.fromName && <span className="cut text-text-3">{t('from', { name: row.fromName })}</span>}
            </span>
          </>
        ) : (
          <span className="text-text-3">{t('nobody')}</span>
        )}
      </span>
      <span
        role="gridcell"
        className="flex flex-col text-meta text-text-3 @max-[48rem]:col-start-3 @max-[48rem]:row-start-1"
      >
        <b
          className={clsx(
            'text-ui font-semibold',
            row.group === 'overdue' ? 'text-critical-text' : row.group === 'today' ? 'text-caution-text' : 'text-text',
          )}
        >
          {done ? t('doneBy', { name: row.done?.byName ?? '' }) : (due ?? t('noDate'))}
        </b>
        {row.group === 'overdue' && t('overdue')}
        {!done && row.remindAt && (
          <span className="inline-flex items-center gap-1">
            <Icon of={Bell} size={12} />
            {format.dayAndTimeWithin(row.remindAt, now)}
          </span>
        )}
        {done && row.done && format.dayAndTimeWithin(row.done.at, now)}
      </span>
    </>
  );
}

function describeDue({ due }: Row, format: Format, now: Date): string | null {
  if (due === null) return null;
  const day = format.day(due.date, now);
  const said = day.charAt(0).toLocaleUpperCase() + day.slice(1);
  return due.time === null ? said : `${said}, ${due.time}`;
}

/** Enter and leaving keep it, Esc does not. */
function TitleField({
  title,
  onTitle,
  onLeave,
}: {
  title: string;
  onTitle: (title: string) => void;
  onLeave: () => void;
}) {
  const { t } = useTranslation('tasks');
  const [text, setText] = useState(title);
  const left = useRef(false);
  const leave = (keep: boolean) => {
    if (left.current) return;
    left.current = true;
    const next = text.trim();
    if (keep && next !== '' && next !== title) onTitle(next);
    else onLeave();
  };
  return (
    <input
      aria-label={t('titleField')}
      value={text}
      maxLength={500}
      ref={(field) => {
        if (field && document.activeElement !== field) {
          field.focus();
          field.select();
        }
      }}
      onChange={(event) => setText(event.target.value)}
      onClick={(event) => event.stopPropagation()}
      onBlur={() => leave(true)}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === 'Enter') leave(true);
        else if (event.key === 'Escape') leave(false);
      }}
      className="h-7 rounded-2 border border-control bg-surface px-2 font-semibold"
    />
  );
}
