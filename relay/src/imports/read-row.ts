import type { DateOrder, ImportField, ImportMapping } from '../wire/import.ts';
import { kindInTitle, readKind, readLanguage, readRole, readStatus } from './field-words.ts';
import {
  foldName,
  type FileRow,
  type ReadContact,
  type ReadDeadline,
  type ReadMatter,
  type ReadRow,
  type RowDraft,
  type RowProblem,
  type RowReason,
} from './import-row.ts';
import { momentOf, readDate, readTime } from './read-date.ts';
import { phonesIn, readPhone } from './read-phone.ts';

/** What reading a row depends on beside the row. */
export interface Reading {
  /** ISO 3166; reads numbers in national form. */
  country: string;
  timeZone: string;
  /** Null: no such person of the firm, or more than one. */
  lawyerId: (name: string) => string | null;
}

export interface TableReading extends Reading {
  mapping: ImportMapping;
  /** What the columns said or somebody answered. */
  dateOrder: DateOrder | null;
  headers: readonly string[];
}

const LONGEST: Partial<Record<ImportField, number>> = {
  external_id: 200,
  organisation: 200,
  email: 200,
  represented_by: 200,
  party_reference: 100,
  matter_external_id: 200,
  matter_number: 60,
  matter_title: 200,
  matter_area: 100,
  deadline_title: 200,
  deadline_place: 200,
};

/** Reads every value of a row; one that cannot be read refuses the row, so that nothing of it comes in half. */
export function readTableRow(row: FileRow, reading: TableReading): ReadRow {
  const { line, cells } = row;
  if (row.problem !== null) return { line, cells, draft: null, problems: [row.problem] };
  const values = new Map<ImportField, { text: string; column: number }[]>();
  reading.mapping.columns.forEach((field, column) => {
    if (field === null) return;
    const text = cleaned(cells[column] ?? '');
    if (text !== '') values.set(field, [...(values.get(field) ?? []), { text, column }]);
  });
  const problems: RowProblem[] = [];
  const refuse = (field: ImportField | null, value: string, reason: RowReason) => {
    problems.push({ field, value, reason });
    return null;
  };
  const one = (field: ImportField): string | null => {
    const text = values.get(field)?.[0]?.text.replace(/\s+/g, ' ') ?? null;
    if (text !== null && text.length > (LONGEST[field] ?? 200)) return refuse(field, text, 'too_long');
    return text;
  };
  const all = (field: ImportField) => values.get(field)?.map(({ text }) => text) ?? [];
  const chosen = <T>(field: ImportField, read: (text: string) => T | null, reason: RowReason): T | null => {
    const text = one(field);
    return text === null ? null : (read(text) ?? refuse(field, text, reason));
  };

  if (values.size === 0) refuse(null, '', 'nothing_in_it');
  const draft: RowDraft = {
    contact: readContact(),
    matter: readMatter(),
    matterIn: [],
    party: null,
    deadline: readDeadline(),
  };
  const role = chosen('role', readRole, 'not_a_role');
  if (role !== null && draft.contact === null) refuse('role', one('role') ?? '', 'role_without_person');
  if (draft.contact !== null && draft.matter !== null)
    draft.party = { role, representedBy: one('represented_by'), reference: one('party_reference') };
  if (draft.deadline !== null && draft.matter === null) refuse('matter_number', '', 'no_matter_number');
  return problems.length === 0 ? { line, cells, draft, problems: [] } : { line, cells, draft: null, problems };

  function readContact(): ReadContact | null {
    const organisation = one('organisation');
    const whole = one('name') ?? (`${one('first_name') ?? ''} ${one('last_name') ?? ''}`.trim() || null);
    const numbers = readNumbers();
    const emails = readEmails();
    const externalId = one('external_id');
    const name = whole ?? organisation;
    if (name === null) {
      if (numbers.length > 0 || emails.length > 0 || (externalId !== null && one('matter_number') === null))
        refuse('name', '', 'no_name');
      return null;
    }
    if (name.length > 200) refuse('name', name, 'too_long');
    const languages = all('language').flatMap((text) =>
      text
        .split(/[,;/+]/)
        .map((part) => part.trim())
        .filter((part) => part !== '')
        .flatMap((part) => readLanguage(part) ?? refuse('language', part, 'not_a_language') ?? []),
    );
    return {
      name,
      organisation: whole === null ? null : organisation,
      languages: [...new Set(languages)],
      numbers,
      emails,
      externalId,
    };
  }

  function readNumbers(): ReadContact['numbers'] {
    const kinds = { mobile: 'mobile', phone: 'work', home_phone: 'home', fax: 'fax' } as const;
    const found = new Map<string, ReadContact['numbers'][number]>();
    for (const [field, kind] of Object.entries(kinds) as [keyof typeof kinds, 'mobile' | 'work' | 'home' | 'fax'][]) {
      for (const text of all(field).flatMap(phonesIn)) {
        const phone = readPhone(text, reading.country);
        if (phone === null) refuse(field, text, 'not_a_number');
        else if (!found.has(phone.number)) {
          const { number, extension } = phone;
          found.set(number, { number, kind, shared: false, ...(extension === null ? {} : { extension }) });
        }
      }
    }
    return [...found.values()];
  }

  function readEmails(): string[] {
    const found = all('email')
      .flatMap((text) => text.split(/[;,\s]+/))
      .map((text) => text.replace(/^(?:mailto:|<)|>$/gi, ''))
      .filter((text) => text !== '');
    for (const text of found) {
      if (text.length > 200) refuse('email', text, 'too_long');
      else if (!/^[^\s@<>]+@[^\s@<>]+\.[^\s@<>.]{2,}$/.test(text)) refuse('email', text, 'not_an_email');
    }
    return [...new Map(found.map((text) => [text.toLowerCase(), text])).values()];
  }

  function readMatter(): ReadMatter | null {
    const number = one('matter_number');
    const externalId = one('matter_external_id');
    const title = one('matter_title');
    const lawyer = one('responsible_lawyer');
    const area = one('matter_area');
    const status = chosen('matter_status', readStatus, 'not_a_status');
    if (number === null && externalId === null) {
      if (title !== null) refuse('matter_number', '', 'no_matter_number');
      return null;
    }
    const responsiblePersonId = lawyer === null ? null : reading.lawyerId(lawyer);
    if (lawyer !== null && responsiblePersonId === null) refuse('responsible_lawyer', lawyer, 'unknown_lawyer');
    return { number, externalId, title, area, status, responsiblePersonId };
  }

  function readDeadline(): ReadDeadline | null {
    const text = one('deadline_date');
    const title = one('deadline_title');
    const time = one('deadline_time');
    const kindSaid = chosen('deadline_kind', readKind, 'not_a_kind');
    if (text === null) {
      if (title !== null || time !== null) refuse('deadline_date', '', 'deadline_without_date');
      return null;
    }
    const date = readDate(text, reading.dateOrder);
    if (date === null) return refuse('deadline_date', text, 'not_a_date');
    const minutes = time === null ? date.minutes : readTime(time);
    if (time !== null && minutes === null) return refuse('deadline_time', time, 'not_a_time');
    // Without words of its own it is called as its column is.
    const column = values.get('deadline_date')?.[0]?.column ?? 0;
    const called = title ?? (reading.mapping.hasHeader ? (reading.headers[column] ?? '') : '');
    const place = one('deadline_place');
    return {
      uid: null,
      isCancelled: false,
      kind: kindSaid ?? kindInTitle(called) ?? 'deadline',
      title: called.slice(0, 200),
      at: momentOf({ ...date, minutes }, reading.timeZone),
      allDay: minutes === null && date.at === null,
      ...(place === null ? {} : { place }),
    };
  }
}

/** Without what nobody sees; the mark that a report puts before a formula is taken off again. */
function cleaned(cell: string): string {
  const text = cell
    .replace(/\p{Cf}/gu, '')
    .replace(/[^\P{Cc}\n\t]/gu, '')
    .trim();
  return /^'[=+\-@\t]/.test(text) ? text.slice(1).trim() : text;
}

/** By name, short name or e-mail; a name that two people have is nobody's. */
export function lawyerFinder(people: readonly { id: string; name: string; shortName: string; email: string | null }[]) {
  const ids = new Map<string, Set<string>>();
  for (const { id, name, shortName, email } of people) {
    const names = [
      name,
      shortName,
      name.split(' ').toReversed().join(' '),
      name.split(' ').at(-1) ?? '',
      ...(email === null ? [] : [email]),
    ];
    for (const one of names) {
      const key = plainName(one);
      if (key !== '') ids.set(key, (ids.get(key) ?? new Set()).add(id));
    }
  }
  return (name: string): string | null => {
    const found = [...(ids.get(plainName(name)) ?? [])];
    return found.length === 1 ? (found[0] ?? null) : null;
  };
}
const plainName = (name: string) =>
  foldName(name)
    .replace(/^(?:me|mr|mrs|ms|m|dr|mtr|mevr|dhr|ra|rain|maitre|meester|avv)\.? /, '')
    .replace(/,/g, '');
