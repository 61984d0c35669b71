import type { ChargedEntry } from './charged-entries.ts';

/** The 24 fields of LEDES 1998B, in their order (ledes.org). */
export const ledesFields = [
  'INVOICE_DATE',
  'INVOICE_NUMBER',
  'CLIENT_ID',
  'LAW_FIRM_MATTER_ID',
  'INVOICE_TOTAL',
  'BILLING_START_DATE',
  'BILLING_END_DATE',
  'INVOICE_DESCRIPTION',
  'LINE_ITEM_NUMBER',
  'EXP/FEE/INV_ADJ_TYPE',
  'LINE_ITEM_NUMBER_OF_UNITS',
  'LINE_ITEM_ADJUSTMENT_AMOUNT',
  'LINE_ITEM_TOTAL',
  'LINE_ITEM_DATE',
  'LINE_ITEM_TASK_CODE',
  'LINE_ITEM_EXPENSE_CODE',
  'LINE_ITEM_ACTIVITY_CODE',
  'TIMEKEEPER_ID',
  'LINE_ITEM_DESCRIPTION',
  'LAW_FIRM_ID',
  'LINE_ITEM_UNIT_COST',
  'TIMEKEEPER_NAME',
  'TIMEKEEPER_CLASSIFICATION',
  'CLIENT_MATTER_ID',
] as const;
type Field = (typeof ledesFields)[number];

export interface LedesInvoice {
  /** `2026-11-30` */
  date: string;
  number: string;
  from: string;
  until: string;
  firmId: string;
  /** Of one matter; `lacksOf` found nothing missing. */
  entries: readonly ChargedEntry[];
}

/** Longest ids that the format holds. */
export const LONGEST_LEDES_ID = 20;
const LONGEST_NAME = 30;
const LONGEST_DESCRIPTION = 15_000;

/** One file; every line, the first two too, ends with `[]`. */
export function ledes1998b(invoices: readonly LedesInvoice[]): string {
  const lines = invoices.flatMap(linesOf);
  return ['LEDES1998B', ledesFields.join('|'), ...lines].map((line) => `${line}[]\r\n`).join('');
}

function linesOf(invoice: LedesInvoice): string[] {
  const cents = invoice.entries.map(({ entry, timekeeper }) => centsOf(entry.minutes, timekeeper?.hourlyRate ?? 0));
  const total = cents.reduce((sum, one) => sum + one, 0);
  return invoice.entries.map(({ entry, person, timekeeper, matter, client }, index) => {
    const fields: Record<Field, string> = {
      INVOICE_DATE: day(invoice.date),
      INVOICE_NUMBER: invoice.number,
      CLIENT_ID: client?.contact.externalId ?? '',
      LAW_FIRM_MATTER_ID: matter?.number ?? '',
      INVOICE_TOTAL: money(total),
      BILLING_START_DATE: day(invoice.from),
      BILLING_END_DATE: day(invoice.until),
      INVOICE_DESCRIPTION: matter?.title ?? '',
      LINE_ITEM_NUMBER: String(index + 1),
      'EXP/FEE/INV_ADJ_TYPE': 'F',
      LINE_ITEM_NUMBER_OF_UNITS: units(entry.minutes),
      LINE_ITEM_ADJUSTMENT_AMOUNT: '0.00',
      LINE_ITEM_TOTAL: money(cents[index] ?? 0),
      LINE_ITEM_DATE: day(entry.date),
      LINE_ITEM_TASK_CODE: '',
      LINE_ITEM_EXPENSE_CODE: '',
      LINE_ITEM_ACTIVITY_CODE: entry.activityCode ?? '',
      TIMEKEEPER_ID: timekeeper?.code ?? '',
      LINE_ITEM_DESCRIPTION: entry.narrative,
      LAW_FIRM_ID: invoice.firmId,
      LINE_ITEM_UNIT_COST: money(Math.round((timekeeper?.hourlyRate ?? 0) * 100)),
      TIMEKEEPER_NAME: person === null ? '' : lastNameFirst(person.name),
      TIMEKEEPER_CLASSIFICATION: timekeeper?.classification ?? '',
      CLIENT_MATTER_ID: client?.reference ?? '',
    };
    return ledesFields.map((field) => ledesValue(fields[field], longest[field])).join('|');
  });
}

const longest: Partial<Record<Field, number>> = {
  INVOICE_DESCRIPTION: LONGEST_DESCRIPTION,
  LINE_ITEM_DESCRIPTION: LONGEST_DESCRIPTION,
  TIMEKEEPER_NAME: LONGEST_NAME,
};

/** The format is ASCII, and a pipe or `[]` in a text would be a field's or a line's end. */
export function ledesValue(text: string, length = Infinity): string {
  return asciiOf(text)
    .replace(/\|/g, '/')
    .replace(/\[\]/g, '()')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
    .slice(0, length);
}

/** Signs that are no letter with a mark. */
const written: Readonly<Record<string, string>> = {
  œ: 'oe',
  Œ: 'OE',
  æ: 'ae',
  Æ: 'AE',
  ß: 'ss',
  ø: 'o',
  Ø: 'O',
  ł: 'l',
  Ł: 'L',
  '‘': "'",
  '’': "'",
  '“': '"',
  '”': '"',
  '„': '"',
  '«': '"',
  '»': '"',
  '–': '-',
  '—': '-',
  '…': '...',
  '€': 'EUR',
};

function asciiOf(text: string): string {
  return text
    .replace(/\P{ASCII}/gu, (sign) => written[sign] ?? sign)
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/(?!\s)\P{ASCII}/gu, '?');
}

/** Hours: two decimals where they say it exactly, else four, which is what the field holds. */
export function units(minutes: number): string {
  const hours = minutes / 60;
  return (minutes * 100) % 60 === 0 ? hours.toFixed(2) : hours.toFixed(4);
}

/** The written units by the rate: whoever checks the file multiplies what stands in it. */
export function centsOf(minutes: number, hourlyRate: number): number {
  return Math.round((Math.round(Number(units(minutes)) * 10_000) * Math.round(hourlyRate * 100)) / 10_000);
}

const money = (cents: number) => (cents / 100).toFixed(2);
const day = (date: string) => date.replaceAll('-', '');

/** `Arnsley, Robert` */
function lastNameFirst(name: string): string {
  const words = name.trim().split(/\s+/);
  const last = words.pop() ?? '';
  return words.length === 0 ? last : `${last}, ${words.join(' ')}`;
}
