import { clsx } from 'clsx';
import { CircleDashed, MessageSquare, Printer, Square, SquareCheck } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { MessageRow } from '../../src-preload/contract.ts';
import type { TimelineEntry } from '../../src-preload/contract/matters.ts';
import { useStores } from '../stores/stores.ts';
import type { UnfoldedCall } from '../stores/timeline-calls-store.ts';
import { Icon } from '../ui/icon.tsx';
import { useFormat } from '../words/format.ts';
import { whenOf } from './describe-deadline.ts';
import { deadlineIcons } from './deadline-icons.ts';
import { ItemFrame, ItemTitle } from './item-frame.tsx';
import { TimelineCall } from './timeline-call.tsx';

/** One thing that happened, or is to come: when, what kind, who, and what about it. */
export function TimelineItem({
  entry,
  titleId,
  unfolded,
  now,
}: {
  entry: TimelineEntry;
  titleId: string;
  /** Of a call that is open. */
  unfolded: UnfoldedCall | null;
  now: Date;
}) {
  switch (entry.kind) {
    case 'call':
      return <TimelineCall entry={entry} titleId={titleId} unfolded={unfolded} now={now} />;
    case 'message':
      return <MessageItem row={entry.row} titleId={titleId} />;
    case 'task':
      return <TaskItem entry={entry} titleId={titleId} now={now} />;
    case 'deadline':
      return <DeadlineItem entry={entry} titleId={titleId} now={now} />;
    default:
      return entry satisfies never;
  }
}

function MessageItem({ row, titleId }: { row: MessageRow; titleId: string }) {
  const { t } = useTranslation('matters');
  const { conversation, screen } = useStores();
  const ours = row.direction === 'outbound';
  const who = row.title ?? t('timeline.withheld');
  const words =
    row.messageKind === 'fax'
      ? row.pages === null
        ? t('timeline.fax')
        : t('timeline.faxPages', { count: row.pages })
      : row.byName === null
        ? t('timeline.sms')
        : t('timeline.smsBy', { name: row.byName });
  return (
    <ItemFrame at={row.startedAt} icon={row.messageKind === 'fax' ? Printer : MessageSquare} tone="text-text-2">
      <ItemTitle id={titleId} name={ours ? t('timeline.to', { name: who }) : who} words={words} />
      {row.text !== '' && (
        <button
          type="button"
          onClick={() => {
            screen.setState({ screen: 'calls' });
            conversation.open({ number: row.number, messageId: row.id }, { fromCall: true });
          }}
          className={clsx(
            'selectable inline-block max-w-130 px-2.75 py-1.25 text-left text-ui leading-4.75 wrap-anywhere whitespace-pre-wrap',
            ours ? 'rounded-[12px_4px_12px_12px] bg-accent-tint' : 'rounded-[4px_12px_12px_12px] bg-hover',
          )}
        >
          {row.text}
        </button>
      )}
    </ItemFrame>
  );
}

function TaskItem({
  entry,
  titleId,
  now,
}: {
  entry: Extract<TimelineEntry, { kind: 'task' }>;
  titleId: string;
  now: Date;
}) {
  const { t } = useTranslation('matters');
  const format = useFormat();
  const { bridge } = useStores();
  const { state, byName, due, title, taskId } = entry;
  const done = state === 'done';
  const what = done
    ? byName === null
      ? t('timeline.taskDoneBare')
      : t('timeline.taskDone', { name: byName })
    : byName === null
      ? t('timeline.taskOpen')
      : t('timeline.taskOpenFor', { name: byName });
  const words = done || due === null ? what : t('timeline.taskDue', { what, when: format.day(due.date, now) });
  const afterCall = useTranslation('afterCall').t;
  return (
    <ItemFrame at={entry.at} icon={done ? SquareCheck : Square} tone={done ? 'text-positive' : 'text-text-2'}>
      <ItemTitle id={titleId} name={title} words={words}>
        <input
          type="checkbox"
          checked={done}
          aria-label={afterCall('tasks.done', { title })}
          onChange={() =>
            void bridge.request('after-call:set-task', { taskId, state: done ? 'open' : 'done' }).catch(() => undefined)
          }
          className="size-4 accent-accent"
        />
      </ItemTitle>
    </ItemFrame>
  );
}

function DeadlineItem({
  entry,
  titleId,
  now,
}: {
  entry: Extract<TimelineEntry, { kind: 'deadline' }>;
  titleId: string;
  now: Date;
}) {
  const { t, i18n } = useTranslation('matters');
  const format = useFormat();
  const { deadline, isPast } = entry;
  const kind = t(`timeline.${deadline.kind}`);
  const what =
    deadline.place === null || deadline.place === '' ? kind : t('withPlace', { what: kind, place: deadline.place });
  return (
    <ItemFrame
      at={deadline.allDay ? null : deadline.at}
      icon={isPast ? deadlineIcons[deadline.kind] : CircleDashed}
      tone={isPast ? 'text-text-2' : 'text-caution'}
    >
      <ItemTitle id={titleId} name={deadline.title} words={isPast ? what : t('timeline.toCome', { what })}>
        {!isPast && (
          <span className="inline-flex items-center gap-1.25 text-meta text-text-2">
            <Icon of={deadlineIcons[deadline.kind]} size={14} />
            {whenOf(deadline, now, { t, format, language: i18n.language })}
          </span>
        )}
      </ItemTitle>
    </ItemFrame>
  );
}
