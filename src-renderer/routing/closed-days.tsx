import { Plus, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { RoutingStore } from '../stores/routing-store.ts';
import { Button } from '../ui/button.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { TextInput } from '../ui/text-input.tsx';
import { localeOf } from '../words/format.ts';
import { changeThenFocus } from './change-then-focus.ts';
import { changeClosedDay, insertClosedDay, removeClosedDay, type Draft } from './draft.ts';
import { fieldFocus, type FieldMarks } from './field-marks.ts';

const MOST_DAYS = 400;
const ADD = 'add-closed-day';

/** Days of the firm's own on which it is closed. */
export function ClosedDays({
  draft,
  routing,
  marks,
  canSave,
}: {
  draft: Draft;
  routing: RoutingStore;
  marks: FieldMarks;
  canSave: boolean;
}) {
  const { t, i18n } = useTranslation('routing');
  const { closedDays } = draft.hours;
  const pathOf = (index: number) => `hours.closedDays.${String(index)}`;
  const dayOf = (date: string) => longDay(date, i18n.language);
  const remove = (index: number) => {
    const day = closedDays[index];
    if (!day) return;
    changeThenFocus(
      () =>
        routing.edit((now) => removeClosedDay(now, index), {
          what: 'closedDay',
          name: day.name.trim() === '' ? dayOf(day.date) : day.name,
          focus: fieldFocus(`${pathOf(index)}.date`),
          apply: (now) => insertClosedDay(now, day, index),
        }),
      closedDays.length > 1 ? fieldFocus(`${pathOf(Math.min(index, closedDays.length - 2))}.date`) : ADD,
    );
  };
  return (
    <section aria-labelledby="routing-closed">
      <div className="mt-5.5 mb-2 flex items-center gap-3">
        <div className="grow">
          <h3 id="routing-closed" className="text-ui font-semibold">
            {t('closed.title')}
          </h3>
          <p className="text-meta leading-[1.0625rem] text-text-2">{t('closed.what')}</p>
        </div>
        {canSave && (
          <Button
            icon={Plus}
            data-focus={ADD}
            disabled={closedDays.length >= MOST_DAYS}
            onClick={() =>
              changeThenFocus(
                () => routing.edit((now) => insertClosedDay(now, { date: '', name: '' })),
                fieldFocus(`${pathOf(closedDays.length)}.date`),
              )
            }
          >
            {t('closed.add')}
          </Button>
        )}
      </div>
      <div className="rounded-3 border border-line">
        {closedDays.length === 0 && <p className="px-3.5 py-3 text-text-2">{t('closed.none')}</p>}
        {closedDays.map((day, index) => (
          <div
            key={pathOf(index)}
            className="flex flex-wrap items-start gap-x-3 gap-y-1 px-3.5 py-1.5 not-first:border-t not-first:border-line"
          >
            {canSave ? (
              <>
                <TextInput
                  label={t('closed.dateOf', { place: index + 1 })}
                  type="date"
                  className="w-36"
                  value={day.date}
                  {...marks.of(`${pathOf(index)}.date`)}
                  onText={(date) => routing.edit((now) => changeClosedDay(now, index, { date }))}
                />
                <TextInput
                  label={t('closed.nameOf', { place: index + 1 })}
                  placeholder={t('closed.name')}
                  className="w-56"
                  maxLength={100}
                  value={day.name}
                  {...marks.of(`${pathOf(index)}.name`)}
                  onText={(name) => routing.edit((now) => changeClosedDay(now, index, { name }))}
                />
                <span className="min-w-40 flex-1 py-1 text-meta text-text-2">{dayOf(day.date)}</span>
                <IconButton
                  icon={X}
                  label={t('closed.remove', { day: day.name.trim() === '' ? dayOf(day.date) : day.name })}
                  onClick={() => remove(index)}
                />
              </>
            ) : (
              <span className="py-1">
                {dayOf(day.date)} <span className="text-text-2">{day.name}</span>
              </span>
            )}
          </div>
        ))}
      </div>
    </section>
  );
}

/** `Friday 25 December 2026`: native date fields write months in the system's order, this cannot be misread. */
function longDay(date: string, language: string): string {
  const at = Date.parse(`${date}T12:00:00Z`);
  if (Number.isNaN(at)) return '–';
  return new Intl.DateTimeFormat(localeOf(language), {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  }).format(at);
}
