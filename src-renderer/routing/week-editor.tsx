import { Plus, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { RoutingStore } from '../stores/routing-store.ts';
import { Button } from '../ui/button.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { TextInput } from '../ui/text-input.tsx';
import { localeOf } from '../words/format.ts';
import { changeThenFocus } from './change-then-focus.ts';
import { readClockTime } from './clock-time.ts';
import { changeRange, insertRange, likeMonday, nextRange, removeRange, weekdays, type Draft } from './draft.ts';
import { fieldFocus, type FieldMarks } from './field-marks.ts';

const MOST_RANGES = 50;

/** Monday to Sunday, each with any number of hours. */
export function WeekEditor({
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
  const { weekly } = draft.hours;
  const nameOf = (index: number, style: 'long' | 'within') => weekdayName(index, i18n.language, style);
  const tidy = (index: number, side: 'from' | 'to') => () => {
    const typed = weekly[index]?.[side] ?? '';
    const time = readClockTime(typed);
    if (time !== null && time !== typed) routing.edit((now) => changeRange(now, index, { [side]: time }));
  };
  return (
    <>
      {weekdays.map((day, weekday) => {
        const name = nameOf(weekday, 'long');
        const ranges = weekly.flatMap((range, index) => (range.day === day ? [{ ...range, index }] : []));
        const addFocus = `add-hours:${day}`;
        return (
          <div
            key={day}
            className="grid grid-cols-[7.5rem_1fr_auto] items-start gap-x-4 px-3.5 py-1.5 not-first:border-t not-first:border-line"
          >
            <span className="py-1 font-medium">{name}</span>
            <div className="flex min-h-7 flex-wrap items-start gap-x-5 gap-y-1.5">
              {ranges.length === 0 && <span className="py-1 text-text-3">{t('week.closed')}</span>}
              {!canSave &&
                ranges.map(({ from, to, index }) => (
                  <span key={`range ${String(index)}`} className="py-1 text-text-2">
                    {from}–{to}
                  </span>
                ))}
              {canSave &&
                ranges.map(({ from, to, index }) => {
                  const path = `hours.weekly.${String(index)}`;
                  return (
                    // Sentences about either field stand under both and do not widen them.
                    <span
                      key={path}
                      className="grid grid-cols-[repeat(4,auto)] items-start gap-x-1.5 [&_p]:order-last [&_p]:col-span-full [&_p]:w-0 [&_p]:min-w-full"
                    >
                      <TextInput
                        label={t('week.from', { day: name })}
                        inputMode="numeric"
                        layout="contents"
                        className="w-17"
                        value={from}
                        {...marks.of(`${path}.from`)}
                        onText={(text) => routing.edit((now) => changeRange(now, index, { from: text }))}
                        onLeave={tidy(index, 'from')}
                      />
                      <span className="py-1 text-text-2">{t('week.until')}</span>
                      <TextInput
                        label={t('week.to', { day: name })}
                        inputMode="numeric"
                        layout="contents"
                        className="w-17"
                        value={to}
                        {...marks.of(`${path}.to`)}
                        onText={(text) => routing.edit((now) => changeRange(now, index, { to: text }))}
                        onLeave={tidy(index, 'to')}
                      />
                      <IconButton
                        icon={X}
                        label={t('week.remove', { range: `${from}–${to}`, day: nameOf(weekday, 'within') })}
                        onClick={() =>
                          changeThenFocus(
                            () =>
                              routing.edit((now) => removeRange(now, index), {
                                what: 'range',
                                name: `${name}, ${from}–${to}`,
                                focus: fieldFocus(`${path}.from`),
                                apply: (now) => insertRange(now, { day, from, to }, index),
                              }),
                            addFocus,
                          )
                        }
                      />
                    </span>
                  );
                })}
            </div>
            {canSave && (
              <span className="flex items-center gap-1.5">
                {day === 'mon' && (
                  <Button size={24} onClick={() => routing.edit(likeMonday)}>
                    {t('week.likeMonday')}
                  </Button>
                )}
                <IconButton
                  icon={Plus}
                  label={t('week.add', { day: nameOf(weekday, 'within') })}
                  data-focus={addFocus}
                  disabled={weekly.length >= MOST_RANGES}
                  onClick={() => {
                    const last = ranges.at(-1)?.index;
                    const at = last === undefined ? weekly.length : last + 1;
                    changeThenFocus(
                      () => routing.edit((now) => insertRange(now, nextRange(now, day), at)),
                      fieldFocus(`hours.weekly.${String(at)}.from`),
                    );
                  }}
                />
              </span>
            )}
          </div>
        );
      })}
    </>
  );
}

/** `long` begins a line, `within` stands in a sentence: only there a French Monday is written small. */
function weekdayName(index: number, language: string, style: 'long' | 'within'): string {
  const locale = localeOf(language);
  // 5 January 2026 was a Monday.
  const name = new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' }).format(
    Date.UTC(2026, 0, 5 + index),
  );
  return style === 'within' ? name : name.charAt(0).toLocaleUpperCase(locale) + name.slice(1);
}
