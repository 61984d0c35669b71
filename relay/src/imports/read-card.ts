import ICAL from 'ical.js';
import { blocksOf, contentLines, type ContentLine } from './card-lines.ts';
import { readLanguage } from './field-words.ts';
import type { ReadContact, ReadRow, RowProblem } from './import-row.ts';
import { readPhone } from './read-phone.ts';
import type { Reading } from './read-row.ts';

export const CARD_COLUMNS = ['FN', 'ORG', 'TEL', 'EMAIL', 'vCard'];

/** Cards of vCard 2.1, 3 and 4, one after another; one that cannot be read costs itself only. */
export function* readCards(text: string, reading: Reading): Generator<ReadRow> {
  for (const block of blocksOf(text, ['VCARD'])) yield readCard(block, reading);
}

export const hasCard = (text: string) => /^BEGIN:VCARD\s*$/im.test(text);

function readCard({ line, text, closed }: { line: number; text: string; closed: boolean }, reading: Reading): ReadRow {
  const lines = contentLines(text);
  const copy = lines.map(lineText).join('\n');
  const refused = (...problems: RowProblem[]): ReadRow => ({
    line,
    cells: ['', '', '', '', copy],
    draft: null,
    problems,
  });
  if (!closed) return refused({ field: null, value: text.slice(0, 200), reason: 'card_not_closed' });
  try {
    return contactOf(parseCard(lines), { line, copy }, reading);
  } catch {
    return refused({ field: null, value: text.slice(0, 200), reason: 'card_unreadable' });
  }
}

/** As vCard 3, which the library reads with the escapes that all versions share. */
function parseCard(lines: readonly ContentLine[]): ICAL.Component {
  const body = lines.filter(({ name }) => !['BEGIN', 'END', 'VERSION'].includes(name)).map(lineText);
  const text = ['BEGIN:VCARD', 'VERSION:3.0', ...body, 'END:VCARD'].join('\r\n');
  return new ICAL.Component(ICAL.parse(text) as never);
}

const KEPT_PARAMS = new Set(['type', 'pref', 'language']);
function lineText({ name, params, value }: ContentLine): string {
  const kept = params.filter(([key]) => KEPT_PARAMS.has(key)).map(([key, is]) => `;${key.toUpperCase()}=${is}`);
  return `${name}${kept.join('')}:${value.replace(/\r?\n/g, '\\n')}`;
}

function contactOf(card: ICAL.Component, { line, copy }: { line: number; copy: string }, reading: Reading): ReadRow {
  const problems: RowProblem[] = [];
  const organisation = textOf(card.getFirstPropertyValue('org'), 0);
  const [family = '', given = ''] = partsOf(card.getFirstPropertyValue('n'));
  const whole = textOf(card.getFirstPropertyValue('fn')) ?? (`${given} ${family}`.trim() || null);
  const name = whole ?? organisation;
  const numbers = new Map<string, ReadContact['numbers'][number]>();
  for (const property of card.getAllProperties('tel')) {
    const text = textOf(property.getFirstValue());
    if (text === null) continue;
    const phone = readPhone(text, reading.country);
    if (phone === null) problems.push({ field: 'phone', value: text, reason: 'not_a_number' });
    else if (!numbers.has(phone.number)) {
      const { number, extension } = phone;
      numbers.set(number, {
        number,
        kind: kindOf(property),
        shared: false,
        ...(extension === null ? {} : { extension }),
      });
    }
  }
  const emails = card.getAllProperties('email').flatMap((property) => textOf(property.getFirstValue()) ?? []);
  for (const email of emails)
    if (!/^[^\s@]+@[^\s@]+$/.test(email) || email.length > 200)
      problems.push({ field: 'email', value: email, reason: 'not_an_email' });
  const languages = card
    .getAllProperties('lang')
    .flatMap((property) => readLanguage(textOf(property.getFirstValue()) ?? '') ?? []);
  if (name === null) problems.push({ field: 'name', value: '', reason: 'no_name' });
  else if (name.length > 200 || (organisation?.length ?? 0) > 200)
    problems.push({ field: 'name', value: name, reason: 'too_long' });
  const uid = textOf(card.getFirstPropertyValue('uid'));
  const cells = [whole ?? '', organisation ?? '', [...numbers.keys()].join(' '), emails.join(' '), copy];
  if (name === null || problems.length > 0) return { line, cells, draft: null, problems };
  const contact: ReadContact = {
    name,
    organisation: whole === null ? null : organisation,
    languages: [...new Set(languages)],
    numbers: [...numbers.values()],
    emails: [...new Map(emails.map((email) => [email.toLowerCase(), email])).values()],
    externalId: uid === null ? null : uid.slice(0, 200),
  };
  return { line, cells, draft: { contact, matter: null, matterIn: [], party: null, deadline: null }, problems: [] };
}

function kindOf(property: ICAL.Property): ReadContact['numbers'][number]['kind'] {
  const types = [property.getParameter('type') ?? []].flat().flatMap((type) => String(type).toLowerCase().split(','));
  if (types.includes('fax')) return 'fax';
  if (types.some((type) => ['cell', 'mobile', 'iphone'].includes(type))) return 'mobile';
  if (types.includes('work')) return 'work';
  return types.includes('home') ? 'home' : 'other';
}

function partsOf(value: unknown): string[] {
  const parts: unknown[] = Array.isArray(value) ? value : plainOf(value).split(';');
  return parts.map((part) => plainOf(part).trim());
}

function textOf(value: unknown, part: number | null = null): string | null {
  const text =
    part === null ? (Array.isArray(value) ? partsOf(value).join(' ') : plainOf(value)) : partsOf(value)[part];
  const plain = (text ?? '').replace(/\s+/g, ' ').trim();
  return plain === '' ? null : plain;
}

/** Values of cards are texts, or lists of them; what else the library makes of one has its own text. */
function plainOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map(plainOf).join(' ');
  return value instanceof ICAL.Time || value instanceof ICAL.UtcOffset ? value.toString() : '';
}
