import { otherNumber, type Call } from './call.ts';
import type { Contact, Matter, PartyRole } from './directory.ts';
import type { CallInsights } from './insights.ts';
import type { Practice } from './practice.ts';
import { newTimeEntry, timeEntryIdOf, type TimeEntry } from './time-entry.ts';

/**
 * From a call to time that can be defended: pure, the same on the relay and on every desktop. A draft is derived from its
 * call and stored nowhere until a person touches it; from then on the stored entry wins.
 */

export type RoundingMinutes = Practice['time']['roundingMinutes'];

/** Whole minutes to charge: up to the firm's unit, never below what was measured; nothing measured is nothing charged. */
export function roundUp(measuredSeconds: number, unitMinutes: RoundingMinutes): number {
  if (measuredSeconds <= 0) return 0;
  return Math.ceil(measuredSeconds / (unitMinutes * 60)) * unitMinutes;
}

/** Who was on the other side, as far as billing distinguishes. `unknown`: nobody said who it was. */
export type OtherSide = 'in_firm' | PartyRole | 'other' | 'unknown';

export function otherSideOf(
  call: Pick<Call, 'direction' | 'fromNumber' | 'toNumber'>,
  matter: Pick<Matter, 'parties'> | null,
  contact: Pick<Contact, 'id'> | null,
  firmNumbers: readonly string[] = [],
): OtherSide {
  const number = otherNumber(call);
  if (number !== null && firmNumbers.includes(number)) return 'in_firm';
  if (contact === null) return 'unknown';
  return matter?.parties.find((party) => party.contactId === contact.id)?.role ?? 'other';
}

/** Codes of UTBMS for talking with somebody. */
export const communicationCodes = ['A105', 'A106', 'A107', 'A108'] as const;

/** UTBMS by who was on the other side. Null: not known, and then nothing is suggested. */
export function suggestedCode(side: OtherSide): (typeof communicationCodes)[number] | null {
  switch (side) {
    case 'in_firm':
      return 'A105';
    case 'client':
      return 'A106';
    case 'opposing_counsel':
      return 'A107';
    case 'opposing_party':
    case 'court':
    case 'bailiff':
    case 'insurer':
    case 'expert':
    case 'witness':
    case 'other':
      return 'A108';
    case 'unknown':
      return null;
    default:
      return side satisfies never;
  }
}

/** People of the firm who talked, the timekeeper first: whoever answered, then in the order in which they joined. */
export function timekeepersOf(call: Pick<Call, 'answeredBy' | 'legs'>): string[] {
  const talked = call.legs.filter((leg) => leg.state === 'answered' || leg.state === 'talking');
  const ids = [call.answeredBy?.personId, ...talked.map((leg) => leg.personId)];
  return [...new Set(ids.filter((id) => id !== null && id !== undefined))];
}

export interface DraftAsk {
  call: Call;
  matter: Matter | null;
  contact: Contact | null;
  practice: Practice;
  /** Of the firm, IANA: an evening call in Brussels is of that day, whatever UTC says. */
  timeZone: string;
  /** The firm's own numbers, to know a call between colleagues. */
  firmNumbers?: readonly string[];
  /** Its sentences are taken only when a person verified them. */
  insights?: Pick<CallInsights, 'summary'> | null;
}

/** One draft for each person of the firm who talked, the timekeeper's first. Empty: this call gives nothing to charge. */
export function draftsOf(ask: DraftAsk): TimeEntry[] {
  const { call, matter, contact, practice, timeZone, firmNumbers, insights = null } = ask;
  if (!practice.time.drafts || call.outcome !== 'answered' || call.durationSeconds === null) return [];
  const side = otherSideOf(call, matter, contact, firmNumbers);
  const measuredSeconds = Math.min(call.durationSeconds, 86_400);
  return timekeepersOf(call).map((personId) => ({
    ...newTimeEntry,
    id: timeEntryIdOf(call.id, personId),
    callId: call.id,
    personId,
    matterId: call.matterId,
    contactId: call.contactId,
    date: dayOf(call.startedAt, timeZone),
    measuredSeconds,
    minutes: Math.min(roundUp(measuredSeconds, practice.time.roundingMinutes), 1_440),
    activityCode: practice.time.activityCodes ? suggestedCode(side) : null,
    ...narrativeOf(call, insights),
    createdAt: call.updatedAt,
    stamps: {},
    traces: [],
    updatedAt: call.updatedAt,
  }));
}

/** The timekeeper's. */
export function draftOf(ask: DraftAsk): TimeEntry | null {
  return draftsOf(ask)[0] ?? null;
}

const LONGEST_NARRATIVE = 4_000;

function narrativeOf(
  call: Pick<Call, 'note'>,
  insights: Pick<CallInsights, 'summary'> | null,
): Pick<TimeEntry, 'narrative' | 'narrativeFrom'> {
  const note = call.note?.value.trim() ?? '';
  if (note !== '') return { narrative: note.slice(0, LONGEST_NARRATIVE), narrativeFrom: 'note' };
  const { summary } = insights ?? {};
  if (summary === undefined || summary.verified === null) return { narrative: '', narrativeFrom: 'nothing' };
  const text = summary.sentences.map((sentence) => sentence.text).join(' ');
  return { narrative: text.slice(0, LONGEST_NARRATIVE), narrativeFrom: text === '' ? 'nothing' : 'summary' };
}

/**
 * What is shown of the drafts of calls and of what is stored: the stored entry in the place of its draft.
 * @param drafts of any calls @param stored in any order
 */
export function withStored(drafts: readonly TimeEntry[], stored: readonly TimeEntry[]): TimeEntry[] {
  const byId = new Map([...drafts, ...stored].map((entry) => [entry.id, entry]));
  return [...byId.values()];
}

/** `unconfirmed`: two reviewed timekeepers on one call, and nobody said that it is right. */
export type SecondTimekeeper = 'none' | 'confirmed' | 'unconfirmed';

/**
 * Auditors strike a second timekeeper on one call. The first reviewed entry of a call stands; each later one of somebody
 * else needs a confirmation of its own.
 * @param ofCall the entries of the same call
 */
export function secondTimekeeper(entry: TimeEntry, ofCall: readonly TimeEntry[]): SecondTimekeeper {
  const charged = ofCall
    .filter((one) => one.callId === entry.callId && one.state === 'reviewed')
    .filter((one) => one.personId !== entry.personId && one.id !== entry.id);
  if (entry.callId === null || charged.length === 0) return 'none';
  const isFirst = entry.state === 'reviewed' && charged.every((one) => isBefore(entry, one));
  if (isFirst) return 'none';
  return entry.secondConfirmed ? 'confirmed' : 'unconfirmed';
}

function isBefore(a: TimeEntry, b: TimeEntry): boolean {
  const [atA, atB] = [reviewedAt(a), reviewedAt(b)];
  return atA === atB ? a.id < b.id : atA < atB;
}

const reviewedAt = (entry: TimeEntry) => entry.stamps['state']?.at ?? entry.updatedAt;

/** Making a format costs more than a thousand uses. */
const formats = new Map<string, Intl.DateTimeFormat>();

/** The local day of a moment: `2026-11-19`. */
export function dayOf(at: string, timeZone: string): string {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA', { year: 'numeric', month: '2-digit', day: '2-digit', timeZone });
    formats.set(timeZone, format);
  }
  const parts = format.formatToParts(new Date(at));
  const of = (type: 'year' | 'month' | 'day') => parts.find((part) => part.type === type)?.value ?? '';
  return `${of('year')}-${of('month')}-${of('day')}`;
}
