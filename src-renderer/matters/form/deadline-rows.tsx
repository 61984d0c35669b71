import { CalendarPlus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useStores } from '../../stores/stores.ts';
import { Select } from '../../ui/select.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { AddButton, Checkbox, FormPart, RemoveRow } from './form-parts.tsx';
import type { DeadlineDraft, MatterErrors } from './matter-draft.ts';

const kinds = ['deadline', 'hearing', 'meeting'] as const;

/** What is due and when: a day, and a time unless it is the whole day. */
export function DeadlineRows({
  deadlines,
  errors,
  onChange,
}: {
  deadlines: readonly DeadlineDraft[];
  errors: MatterErrors;
  onChange: (deadlines: DeadlineDraft[]) => void;
}) {
  const { t } = useTranslation('matters');
  const { newId } = useStores();
  const change = (id: string, part: Partial<DeadlineDraft>) =>
    onChange(deadlines.map((one) => (one.id === id ? { ...one, ...part } : one)));
  const error = (field: string) => {
    const code = errors[field];
    return code === undefined ? undefined : t(`form.error.${code}`);
  };
  return (
    <FormPart
      title={t('form.deadlines')}
      action={
        <AddButton
          icon={CalendarPlus}
          label={t('form.addDeadline')}
          onPress={() =>
            onChange([
              ...deadlines,
              { id: newId(), kind: 'deadline', title: '', day: '', time: '', allDay: true, place: '' },
            ])
          }
        />
      }
    >
      <ul className="grid gap-1.5">
        {deadlines.map(({ id, kind, title, day, time, allDay, place }) => (
          <li
            key={id}
            className="grid grid-cols-[7.5rem_minmax(0,1fr)_9rem_7rem_auto_1.75rem] items-start gap-x-2 gap-y-1"
          >
            <span>
              <Select
                label={t('form.kind')}
                value={kind}
                options={kinds.map((value) => ({ value, label: t(`form.kinds.${value}`) }))}
                onChange={(next) => change(id, { kind: next })}
              />
            </span>
            <TextInput
              label={t('form.what')}
              placeholder={t('form.what')}
              value={title}
              maxLength={200}
              marked
              error={error(`deadline ${id} title`)}
              className="w-full"
              onText={(text) => change(id, { title: text })}
            />
            <TextInput
              type="date"
              label={t('form.day')}
              value={day}
              marked
              error={error(`deadline ${id} day`)}
              className="w-full"
              onText={(text) => change(id, { day: text })}
            />
            <TextInput
              type="time"
              label={t('form.time')}
              value={time}
              disabled={allDay}
              marked
              error={error(`deadline ${id} time`)}
              className="w-full"
              onText={(text) => change(id, { time: text })}
            />
            <Checkbox label={t('form.allDay')} on={allDay} onChange={(on) => change(id, { allDay: on })} />
            <RemoveRow
              label={t('form.removeRow', { what: title === '' ? t(`form.kinds.${kind}`) : title })}
              onPress={() => onChange(deadlines.filter((one) => one.id !== id))}
            />
            <span className="col-start-2 col-end-6 mb-1.5">
              <TextInput
                label={t('form.place')}
                placeholder={t('form.place')}
                value={place}
                maxLength={200}
                className="w-full"
                layout="flex flex-col"
                onText={(text) => change(id, { place: text })}
              />
            </span>
          </li>
        ))}
      </ul>
    </FormPart>
  );
}
