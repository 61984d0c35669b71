import type { Call, CallEdit } from './call.ts';

type Note = NonNullable<Call['note']>;

/**
 * Pure, for the relay and for desktops. The later writing stands. Two people who wrote without having seen each other's
 * text lose nothing: the earlier text is kept beside it, the newest of each person.
 */
export function mergeNote(
  before: Pick<Call, 'note' | 'otherNotes'>,
  written: Note,
  edit: Pick<CallEdit, 'noteBasis' | 'dropOtherNotes'>,
): Pick<Call, 'note' | 'otherNotes'> {
  const current = before.note;
  const kept = before.otherNotes.filter((other) => !(edit.dropOtherNotes ?? []).includes(other.at));
  const wins = current === null || current.at < written.at;
  const note = wins ? (written.value === '' ? null : written) : current;
  const sawIt = edit.noteBasis === undefined || edit.noteBasis === (current?.at ?? null);
  if (sawIt || current === null || current.byPersonId === written.byPersonId) return { note, otherNotes: kept };
  const lost = wins ? current : written;
  if (lost.value === '' || lost.value === note?.value || kept.some((other) => other.value === lost.value))
    return { note, otherNotes: kept };
  const others = kept.filter((other) => other.byPersonId !== lost.byPersonId || other.at > lost.at);
  return { note, otherNotes: [...others, lost].toSorted((a, b) => (a.at < b.at ? -1 : 1)).slice(-20) };
}
