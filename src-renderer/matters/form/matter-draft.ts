import type { Matter, MatterFields } from '@callbrief/relay/wire/directory';

/** A deadline as it is typed: a day and a time of this computer's wall. */
export interface DeadlineDraft {
  id: string;
  kind: Matter['deadlines'][number]['kind'];
  title: string;
  /** `2026-11-26`; empty: not chosen. */
  day: string;
  /** `09:00` */
  time: string;
  allDay: boolean;
  place: string;
}

export interface MatterDraft extends Omit<MatterFields, 'deadlines' | 'area'> {
  area: string;
  deadlines: DeadlineDraft[];
}

export type MatterError = 'number' | 'title' | 'deadlineTitle' | 'day' | 'time' | 'restricted';
/** By field: `number`, `deadline d1 day`. */
export type MatterErrors = Partial<Record<string, MatterError>>;

export function draftOf(fields: MatterFields): MatterDraft {
  return { ...fields, area: fields.area ?? '', deadlines: fields.deadlines.map(deadlineDraft) };
}

function deadlineDraft({ id, kind, title, at, allDay, place }: Matter['deadlines'][number]): DeadlineDraft {
  const on = new Date(at);
  const two = (n: number) => String(n).padStart(2, '0');
  return {
    id,
    kind,
    title,
    day: `${String(on.getFullYear())}-${two(on.getMonth() + 1)}-${two(on.getDate())}`,
    time: allDay ? '' : `${two(on.getHours())}:${two(on.getMinutes())}`,
    allDay,
    place: place ?? '',
  };
}

/** What is wrong, in the words of the form; empty: it can be kept. */
export function errorsOf(draft: MatterDraft): MatterErrors {
  const errors: MatterErrors = {};
  if (draft.number.trim() === '') errors['number'] = 'number';
  if (draft.title.trim() === '') errors['title'] = 'title';
  for (const { id, title, day, time, allDay } of draft.deadlines) {
    if (title.trim() === '') errors[`deadline ${id} title`] = 'deadlineTitle';
    if (Number.isNaN(Date.parse(`${day}T00:00`))) errors[`deadline ${id} day`] = 'day';
    if (!allDay && Number.isNaN(Date.parse(`2026-01-01T${time}`))) errors[`deadline ${id} time`] = 'time';
  }
  if (draft.restrictedTo !== null && draft.restrictedTo.length === 0) errors['restrictedTo'] = 'restricted';
  return errors;
}

/** Only call it without errors. */
export function fieldsOf(draft: MatterDraft): MatterFields {
  return {
    ...draft,
    number: draft.number.trim(),
    title: draft.title.trim(),
    area: draft.area.trim() === '' ? null : draft.area.trim(),
    parties: draft.parties.map(({ reference, representedBy, ...party }) => ({
      ...party,
      representedBy: representedBy === null || representedBy.trim() === '' ? null : representedBy.trim(),
      ...(reference !== undefined && reference.trim() !== '' && { reference: reference.trim() }),
    })),
    deadlines: draft.deadlines.map(({ id, kind, title, day, time, allDay, place }) => ({
      id,
      kind,
      title: title.trim(),
      at: new Date(`${day}T${allDay ? '00:00' : time}`).toISOString(),
      allDay,
      ...(place.trim() !== '' && { place: place.trim() }),
    })),
  };
}

/** The fields that are written: those that differ from what stood there when the form was opened. */
export function changedFields<F extends object>(before: F, after: F): Partial<F> {
  const keys = Object.keys(after) as (keyof F)[];
  return Object.fromEntries(
    keys.filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key])).map((key) => [key, after[key]]),
  ) as Partial<F>;
}
