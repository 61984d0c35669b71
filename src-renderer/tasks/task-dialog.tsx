import type { TaskFields } from '@callbrief/relay/wire/task';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MatterRef, PersonRef } from '../../src-preload/contract/callbacks.ts';
import type { NewTaskSet, TaskRow } from '../../src-preload/contract/tasks.ts';
import { momentOfField } from '../callbacks/due-choices.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Field } from '../ui/field.tsx';
import { FieldMessage } from '../ui/field-message.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { Select } from '../ui/select.tsx';
import { TypedChoice } from '../ui/typed-choice.tsx';
import { useFound } from './use-found.ts';

/** Something new to do. The title takes the keyboard; Enter adds. */
export function AddTaskDialog({
  people,
  open,
  notSaved,
  findMatter,
  onAdd,
  onClose,
}: {
  people: readonly PersonRef[];
  open: boolean;
  notSaved: boolean;
  findMatter: (query: string) => Promise<MatterRef[]>;
  onAdd: (set: NewTaskSet) => void;
  onClose: () => void;
}) {
  const { t } = useTranslation('tasks');
  return (
    <Dialog title={t('add.title')} closeLabel={t('add.cancel')} open={open} onClose={onClose}>
      <AddForm {...{ people, notSaved, findMatter, onAdd, onClose }} />
    </Dialog>
  );
}

function AddForm({ people, notSaved, findMatter, onAdd, onClose }: Omit<Parameters<typeof AddTaskDialog>[0], 'open'>) {
  const { t } = useTranslation('tasks');
  const [title, setTitle] = useState('');
  const [kind, setKind] = useState<'task' | 'reminder'>('task');
  const [who, setWho] = useState(people.find(({ isMe }) => isMe)?.id ?? '');
  const [date, setDate] = useState('');
  const [time, setTime] = useState('');
  const [remind, setRemind] = useState('');
  const [matterQuery, setMatterQuery] = useState('');
  const [matter, setMatter] = useState<MatterRef | null>(null);
  const [missing, setMissing] = useState<'title' | 'remind' | null>(null);
  const matters = useFound(matterQuery, findMatter);
  const isReminder = kind === 'reminder';

  function add(): void {
    const remindAt = isReminder ? momentOfField(remind) : null;
    if (title.trim() === '') return setMissing('title');
    if (isReminder && remindAt === null) return setMissing('remind');
    onAdd({
      kind,
      title: title.trim(),
      due: isReminder ? dueOfField(remind.slice(0, 10), remind.slice(11, 16)) : dueOfField(date, time),
      remindAt,
      // A reminder comes back to who writes it.
      assigneePersonId: isReminder ? (people.find(({ isMe }) => isMe)?.id ?? null) : who === '' ? null : who,
      matterId: matter?.id ?? null,
    });
  }

  return (
    <form
      className="grid grid-cols-2 gap-x-4 gap-y-3.5"
      onSubmit={(event) => {
        event.preventDefault();
        add();
      }}
    >
      <Field
        className="col-span-2"
        label={t('add.what')}
        value={title}
        maxLength={500}
        error={missing === 'title' ? t('add.titleMissing') : undefined}
        ref={focusOnce}
        onText={setTitle}
      />
      <div className="col-span-2">
        <Segmented
          label={t('add.kind')}
          value={kind}
          segments={[
            { value: 'task', label: t('kind.task') },
            { value: 'reminder', label: t('kind.reminder') },
          ]}
          onChange={setKind}
        />
      </div>
      {isReminder ? (
        <label className="col-span-2 block">
          <span className="mb-1.25 block font-medium">{t('add.remindAt')}</span>
          <input
            type="datetime-local"
            value={remind}
            aria-invalid={missing === 'remind' || undefined}
            onChange={(event) => setRemind(event.target.value)}
            className="h-7 rounded-2 border border-control bg-surface px-2"
          />
          <FieldMessage id="task-remind" error={missing === 'remind' ? t('add.remindMissing') : undefined} />
        </label>
      ) : (
        <>
          <DueFields date={date} time={time} onDate={setDate} onTime={setTime} />
          <div>
            <span className="mb-1.25 block font-medium">{t('add.who')}</span>
            <Select
              label={t('add.who')}
              value={who}
              options={[
                { value: '', label: t('nobody') },
                ...people.map(({ id, name }) => ({ value: id, label: name })),
              ]}
              onChange={setWho}
            />
          </div>
        </>
      )}
      <div className="col-span-2">
        <TypedChoice
          label={t('add.matter')}
          placeholder={t('add.matterHint')}
          query={matterQuery}
          options={matters.map(({ id, number, title: name }) => ({ id, title: number, detail: name }))}
          chosen={matter && { id: matter.id, title: matter.number, detail: matter.title }}
          clearLabel={t('add.otherMatter')}
          onQuery={setMatterQuery}
          onChoose={(id) => setMatter(matters.find((one) => one.id === id) ?? null)}
          onClear={() => setMatter(null)}
        />
      </div>
      <div className="col-span-2 mt-1 flex flex-wrap items-center justify-end gap-2">
        {notSaved && <FieldMessage id="task-not-saved" error={t('notSaved')} />}
        <Button size={32} onClick={onClose}>
          {t('add.cancel')}
        </Button>
        <Button type="submit" look="primary" size={32}>
          {t('add.confirm')}
        </Button>
      </div>
    </form>
  );
}

/** `D`: when a task is due, or that it has no date. */
export function DueDialog({
  row,
  onDue,
  onClose,
}: {
  row: TaskRow | null;
  onDue: (due: TaskFields['due']) => void;
  onClose: () => void;
}) {
  const { t } = useTranslation('tasks');
  return (
    <Dialog
      title={t('due.title')}
      {...(row && { description: row.title })}
      closeLabel={t('add.cancel')}
      open={row !== null}
      onClose={onClose}
      width="narrow"
    >
      {row && <DueForm row={row} onDue={onDue} />}
    </Dialog>
  );
}

function DueForm({ row, onDue }: { row: TaskRow; onDue: (due: TaskFields['due']) => void }) {
  const { t } = useTranslation('tasks');
  const [date, setDate] = useState(row.due?.date ?? '');
  const [time, setTime] = useState(row.due?.time ?? '');
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onDue(dueOfField(date, time));
      }}
    >
      <DueFields date={date} time={time} focus onDate={setDate} onTime={setTime} />
      <div className="mt-4 flex justify-end gap-2">
        <Button size={32} onClick={() => onDue(null)}>
          {t('due.none')}
        </Button>
        <Button type="submit" look="primary" size={32}>
          {t('due.set')}
        </Button>
      </div>
    </form>
  );
}

function DueFields({
  date,
  time,
  focus = false,
  onDate,
  onTime,
}: {
  date: string;
  time: string;
  focus?: boolean;
  onDate: (date: string) => void;
  onTime: (time: string) => void;
}) {
  const { t } = useTranslation('tasks');
  const field = 'h-7 rounded-2 border border-control bg-surface px-2';
  return (
    <div className="flex gap-2">
      <label className="block">
        <span className="mb-1.25 block font-medium">{t('due.date')}</span>
        <input
          type="date"
          value={date}
          ref={focus ? focusOnce : undefined}
          onChange={(event) => onDate(event.target.value)}
          className={field}
        />
      </label>
      <label className="block">
        <span className="mb-1.25 block font-medium">{t('due.time')}</span>
        <input type="time" value={time} onChange={(event) => onTime(event.target.value)} className={field} />
      </label>
    </div>
  );
}

/** The dialog takes the keyboard first, so that its title is read. */
function focusOnce(field: HTMLInputElement | null): (() => void) | undefined {
  if (!field) return undefined;
  const timer = setTimeout(() => field.focus(), 0);
  return () => clearTimeout(timer);
}

const dueOfField = (date: string, time: string): TaskFields['due'] =>
  date === '' ? null : { date, time: time === '' ? null : time };
