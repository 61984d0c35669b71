import { createHash } from 'node:crypto';
import type { Matter } from '../wire/directory.ts';
import { foldName, type ReadDeadline, type ReadMatter, type RowDraft } from './import-row.ts';

/** As `mergeContact`. */
export function mergeMatter(before: Matter, row: ReadMatter, importedAt: string): Matter {
  const mayWrite = (field: string) => (before.stamps[field]?.at ?? '') <= importedAt;
  const set: Partial<Matter> = {
    ...(row.title !== null && foldName(row.title) !== foldName(before.title) && mayWrite('title')
      ? { title: row.title }
      : {}),
    ...(row.area !== null && row.area !== before.area && mayWrite('area') ? { area: row.area } : {}),
    ...(row.status !== null && row.status !== before.status && mayWrite('status') ? { status: row.status } : {}),
    ...(row.responsiblePersonId !== null &&
    row.responsiblePersonId !== before.responsiblePersonId &&
    mayWrite('responsiblePersonId')
      ? { responsiblePersonId: row.responsiblePersonId }
      : {}),
    ...(before.externalId === null && row.externalId !== null ? { externalId: row.externalId } : {}),
  };
  return Object.keys(set).length === 0 ? before : { ...before, ...set };
}

/** A person may stand in a matter twice, as client and as witness; without a role they stand in it as they are. */
export function withParty(
  before: Matter,
  contactId: string,
  party: NonNullable<RowDraft['party']>,
): Matter | 'too_many' {
  const { role, representedBy, reference } = party;
  const theirs = before.parties.findIndex((one) => one.contactId === contactId && (role === null || one.role === role));
  const known = before.parties[theirs];
  if (known === undefined) {
    if (before.parties.length >= 500) return 'too_many';
    const added = {
      contactId,
      role: role ?? 'client',
      representedBy,
      ...(reference === null ? {} : { reference }),
    } as const;
    return { ...before, parties: [...before.parties, added] };
  }
  const next = {
    ...known,
    representedBy: representedBy ?? known.representedBy,
    ...(reference === null ? {} : { reference }),
  };
  if (next.representedBy === known.representedBy && next.reference === known.reference) return before;
  return { ...before, parties: before.parties.with(theirs, next) };
}

/** The same entry of a calendar again replaces itself; of a table, the same words at the same time are the same deadline. */
export function withDeadline(before: Matter, deadline: ReadDeadline): Matter | 'too_many' {
  const { uid, isCancelled, ...said } = deadline;
  const key = uid === null ? `${foldName(said.title)} ${said.at}` : uid;
  const id = `${uid === null ? 'row' : 'ical'}-${createHash('sha256').update(key).digest('hex').slice(0, 32)}`;
  const place = before.deadlines.findIndex((one) => one.id === id);
  const known = before.deadlines[place];
  if (isCancelled) return known === undefined ? before : { ...before, deadlines: before.deadlines.toSpliced(place, 1) };
  const next = { id, ...said };
  if (known === undefined) {
    return before.deadlines.length >= 1_000 ? 'too_many' : { ...before, deadlines: [...before.deadlines, next] };
  }
  const same = (['kind', 'title', 'at', 'allDay', 'place'] as const).every((field) => known[field] === next[field]);
  return same ? before : { ...before, deadlines: before.deadlines.with(place, next) };
}
