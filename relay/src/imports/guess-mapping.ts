import type { ImportField, ImportMapping } from '../wire/import.ts';
import { foldName } from './import-row.ts';
import { headerWords } from './header-words.ts';

const known = new Map<string, ImportField>(
  Object.entries(headerWords).flatMap(([field, words]) => words.map((word) => [word, field as ImportField] as const)),
);
/** Several columns may mean these: somebody has two telephones. */
const MANY: ReadonlySet<ImportField> = new Set(['mobile', 'phone', 'home_phone', 'fax', 'email', 'language']);

/** What the names of the columns say; where there are none, what their values look like. Nothing else is guessed. */
export function guessMapping(rows: readonly (readonly string[])[]): ImportMapping {
  const [first = [], ...others] = rows;
  const named = first.map(fieldOfHeader);
  const hasHeader = named.some((field) => field !== null) || (others.length > 0 && !first.some(looksLikeValue));
  const columns = hasHeader
    ? withNames(named, first)
    : first.map((_, i) => fieldOfValues(rows.map((row) => row[i] ?? '')));
  const taken = new Set<ImportField>();
  return {
    columns: columns.map((field) => {
      if (field === null || MANY.has(field)) return field;
      if (taken.has(field)) return null;
      taken.add(field);
      return field;
    }),
    hasHeader,
    dateOrder: null,
  };
}

export function fieldOfHeader(header: string): ImportField | null {
  const plain = foldName(header.replaceAll('ß', 'ss'))
    .replace(/[^\p{L}\d]+/gu, ' ')
    .trim();
  // "Phone 2", "E-mail (privé)": what is behind says which of several.
  return known.get(plain) ?? known.get(plain.replace(/ (?:\d{1,2}|business|work|pro|bureau|werk)$/, '')) ?? null;
}

/** "Name" beside "Vorname" is the family's name, and so is "Nom" beside "Prénom"; "Nom" alone is the whole one. */
function withNames(named: readonly (ImportField | null)[], headers: readonly string[]): (ImportField | null)[] {
  const hasFirst = named.includes('first_name');
  const hasName = named.includes('name');
  return named.map((field, i) => {
    const header = foldName(headers[i] ?? '');
    if (field === 'name' && hasFirst && !named.includes('last_name') && /^(?:name|naam)$/.test(header))
      return 'last_name';
    if (field === 'last_name' && header === 'nom' && !hasFirst && !hasName) return 'name';
    return field;
  });
}

const looksLikeEmail = (cell: string) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(cell.trim());
const looksLikePhone = (cell: string) => /^\(?(?:\+|00?)[\d\s()./-]{7,}$/.test(cell.trim());
const looksLikeValue = (cell: string) => looksLikeEmail(cell) || looksLikePhone(cell) || /^\d{4}-\d\d-\d\d/.test(cell);

function fieldOfValues(cells: readonly string[]): ImportField | null {
  const said = cells.filter((cell) => cell.trim() !== '');
  if (said.length === 0) return null;
  const most = (test: (cell: string) => boolean) => said.filter(test).length > said.length * 0.7;
  if (most(looksLikeEmail)) return 'email';
  if (most(looksLikePhone)) return 'phone';
  return null;
}
