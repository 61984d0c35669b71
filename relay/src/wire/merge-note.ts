import type { Call, CallEdit } from './call.ts';
import type { IsoTime } from './scalars.ts';
import { inMilliseconds } from './signed.ts';

type Note = NonNullable<Call['note']>;

/**
 * Pure, for the relay and for desktops. The later writing stands. Two people who wrote without having seen each other's
 * text lose nothing: the earlier text is kept beside it, the newest of each person. Who saw the note and went on from it
 * wrote later, whatever their clock says.
 * @param clearedAt when the note was last taken away, where there is none
 * @returns `wroteAt`: since when the note stands as it is now; null when this writing changed nothing of it
 */
export function mergeNote(
  before: Pick<Call, 'note' | 'otherNotes'>,
  written: Note,
  edit: Pick<CallEdit, 'noteBasis' | 'dropOtherNotes'>,
  clearedAt: IsoTime | null = null,
): Pick<Call, 'note' | 'otherNotes'> & { wroteAt: IsoTime | null } {
  const current = before.note;
  const basis = edit.noteBasis == null ? edit.noteBasis : inMilliseconds(edit.noteBasis);
  const kept = withoutOthers(before.otherNotes, edit.dropOtherNotes);
  const currentAt = current?.at ?? clearedAt;
  const wentOn = current !== null && basis === current.at;
  const at = wentOn && written.at <= current.at ? oneLater(current.at) : written.at;
  // In the same millisecond the person decides, so that the order of arrival does not.
  const isTieWon = currentAt === at && current !== null && current.byPersonId < written.byPersonId;
  const wins = currentAt === null || currentAt < at || isTieWon;
  const note = wins ? (written.value === '' ? null : { ...written, at }) : current;
  const wroteAt = wins ? at : null;
  if (basis === undefined || wentOn || current?.byPersonId === written.byPersonId)
    return { note, otherNotes: kept, wroteAt };
  const lost = wins ? current : written;
  if (lost === null || lost.value === '' || lost.value === note?.value) return { note, otherNotes: kept, wroteAt };
  return { note, otherNotes: withOther(kept, lost), wroteAt };
}

/** Those that are not put together with the note yet. */
export function withoutOthers(
  others: Call['otherNotes'],
  dropped: CallEdit['dropOtherNotes'] = [],
): Call['otherNotes'] {
  const gone = new Set(dropped.map(inMilliseconds));
  return others.filter((other) => !gone.has(other.at));
}

const oneLater = (at: IsoTime) => new Date(Date.parse(at) + 1).toISOString();

function withOther(kept: Call['otherNotes'], lost: Note): Call['otherNotes'] {
  if (kept.some((other) => other.value === lost.value)) return kept;
  // Of one person the newest is enough: they saw what they wrote before.
  if (kept.some((other) => other.byPersonId === lost.byPersonId && other.at >= lost.at)) return kept;
  const others = kept.filter((other) => other.byPersonId !== lost.byPersonId);
  return [...others, lost].toSorted((a, b) => (a.at < b.at ? -1 : 1)).slice(-20);
}
