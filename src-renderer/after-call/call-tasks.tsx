import { clsx } from 'clsx';
import { BellRing, CornerUpRight, ListChecks, Plus, Trash2, type LucideIcon } from 'lucide-react';
import { useId, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { CallTask, TaskRead } from '../../src-preload/contract/after-call.ts';
import { Card } from '../insights/card.tsx';
import type { AfterCallStore } from '../stores/after-call-store.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { useFormat } from '../words/format.ts';

const kindIcons: Record<CallTask['kind'], LucideIcon> = {
  task: ListChecks,
  reminder: BellRing,
  hand_over: CornerUpRight,
};

/** What somebody has to do because of this call; one line makes another. */
export function CallTasks({
  afterCall,
  now,
  fieldRef,
}: {
  afterCall: AfterCallStore;
  now: Date;
  fieldRef?: RefObject<HTMLInputElement | null>;
}) {
  const { t } = useTranslation('afterCall');
  const { tasks, typed, read, failed } = useStore(afterCall.store);
  const id = useId();
  const open = tasks.filter(({ state }) => state === 'open').length;
  return (
    <Card
      title={t('tasks.title')}
      chips={
        open > 0 && (
          <span className="inline-flex h-4.5 min-w-4.5 items-center justify-center rounded-full bg-hover px-1 text-caption font-medium text-text-2">
            {open}
          </span>
        )
      }
    >
      <ul>
        {tasks.map((task) => (
          <TaskLine key={task.taskId} task={task} now={now} onSet={(state) => void afterCall.set(task.taskId, state)} />
        ))}
      </ul>
      <form
        className="mt-1 flex gap-1.5"
        onSubmit={(event) => {
          event.preventDefault();
          void afterCall.add();
        }}
      >
        <label htmlFor={id} className="sr-only">
          {t('tasks.new')}
        </label>
        <input
          ref={fieldRef}
          id={id}
          value={typed}
          maxLength={500}
          placeholder={t('tasks.placeholder')}
          aria-describedby={`${id}-read`}
          onChange={(event) => afterCall.type(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Escape') event.currentTarget.blur();
          }}
          className="h-7 min-w-0 grow rounded-2 border border-line-2 bg-surface px-2 text-ui placeholder:text-text-3"
        />
        <Button type="submit" square icon={Plus} aria-label={t('tasks.add')} disabled={typed.trim() === ''} />
      </form>
      <p id={`${id}-read`} aria-live="polite" className="text-meta text-text-2">
        {read && <Understood read={read} now={now} />}
      </p>
      {failed && (
        <p role="alert" className="text-meta text-critical-text">
          {t('tasks.notSaved')}
        </p>
      )}
    </Card>
  );
}

function TaskLine({ task, now, onSet }: { task: CallTask; now: Date; onSet: (state: CallTask['state']) => void }) {
  const { t } = useTranslation('afterCall');
  const { title, kind, assignee, quote, state } = task;
  const done = state === 'done';
  const when = useWhen(task, now);
  return (
    <li className="grid grid-cols-[1.5rem_minmax(0,1fr)_auto] items-start gap-x-1 py-1 not-first:border-t not-first:border-line">
      <span className="flex h-6 items-center">
        <input
          type="checkbox"
          checked={done}
          aria-label={t('tasks.done', { title })}
          onChange={() => onSet(done ? 'open' : 'done')}
          className="size-4 accent-accent"
        />
      </span>
      <span className={clsx('py-0.5 wrap-anywhere', done && 'text-text-2 line-through')}>{title}</span>
      <IconButton size={24} icon={Trash2} label={t('tasks.remove', { title })} onClick={() => onSet('removed')} />
      <span className="col-span-2 col-start-2 flex flex-wrap items-center gap-x-1.5 text-meta text-text-2">
        <span className="inline-flex items-center gap-1">
          <Icon of={kindIcons[kind]} size={12} />
          {t(`tasks.kind.${kind}`)}
        </span>
        {assignee && <span>· {assignee.isMe ? t('tasks.me') : assignee.name}</span>}
        {when && <span className={clsx(!done && when.soon && 'font-medium text-caution-text')}>· {when.words}</span>}
        {quote !== null && <span className="text-text-3">{t('tasks.quote', { quote })}</span>}
      </span>
    </li>
  );
}

/** What would be made of the line, before it is. */
function Understood({ read, now }: { read: TaskRead; now: Date }) {
  const { t } = useTranslation('afterCall');
  const when = useWhen(read, now);
  const parts = [t(`tasks.kind.${read.kind}`), read.assignee?.name, when?.words].filter(
    (part) => part !== undefined && part !== '',
  );
  return (
    <>
      {parts.join(' · ')}
      {read.quote !== null && <span className="text-text-3"> {t('tasks.quote', { quote: read.quote })}</span>}
    </>
  );
}

function useWhen(
  { due, remindAt }: Pick<TaskRead, 'due' | 'remindAt'>,
  now: Date,
): { words: string; soon: boolean } | null {
  const format = useFormat();
  if (remindAt !== null) return { words: format.dayAndTimeWithin(remindAt, now), soon: new Date(remindAt) <= now };
  if (due === null) return null;
  const tomorrow = new Date(now.getFullYear(), now.getMonth(), now.getDate() + 2);
  const day = format.day(due.date, now);
  return { words: due.time === null ? day : `${day}, ${due.time}`, soon: new Date(`${due.date}T00:00:00`) < tomorrow };
}
