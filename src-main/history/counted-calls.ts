import type { Database } from 'better-sqlite3';
import type { CountedCall } from '@callbrief/relay/wire/counted-call';
import { firstSeqAt, startMsOf } from './call-seq.ts';
import type { Phone, Phones } from './counted-columns.ts';

/** What statistics need of the calls of a period, and nothing of the rest. */
export interface CountedCalls {
  /** Started at or after `from` and before `until`, oldest first; with what was written here and waits. */
  between: (from: string, until: string) => CountedCall[];
  /** Of the calls of a period: which have words here, and in which revision. */
  withWords: (from: string, until: string) => { callId: string; revision: number }[];
}

type CountedRow = [
  seq: number,
  id: string,
  outbound: number,
  outcome: CountedCall['outcome'],
  otherNumber: string | null,
  firmNumber: string | null,
  answeredMs: number | null,
  endedMs: number | null,
  duration: number | null,
  contactId: string | null,
  followUp: string | null,
  voicemail: number,
  phones: number,
];

/**
 * Of the narrow table alone, as plain arrays: no call is parsed. Times become texts only where they are asked for, which is
 * of few calls.
 */
export function createCountedCalls(db: Database): CountedCalls {
  const between = db
    .prepare<[number, number], CountedRow>(
      `SELECT seq, id, outbound, outcome, other_number, firm_number, answered_ms, ended_ms, duration, contact_id, follow_up,
         voicemail, phones
       FROM calls WHERE seq >= ? AND seq < ? AND outcome IS NOT NULL ORDER BY seq`,
    )
    .raw();
  const phonesAfter = db.prepare<[number], { ref: number; phones: string }>(
    'SELECT ref, phones FROM call_phones WHERE ref > ? ORDER BY ref',
  );
  const withWords = db.prepare<[number, number], { callId: string; revision: number }>(
    `SELECT i.call_id AS callId, i.revision FROM calls c JOIN insights i ON i.call_id = c.id
     WHERE c.seq >= ? AND c.seq < ? AND i.locked IS NOT NULL`,
  );
  // A number is never given to other phones, so what was read once stays true.
  const known = new Map<number, PartiesOfCall>();
  let lastRef = 0;

  function partiesOf(ref: number): PartiesOfCall {
    if (ref > lastRef) {
      for (const row of phonesAfter.all(lastRef)) {
        known.set(row.ref, partiesIn(JSON.parse(row.phones) as Phones));
        lastRef = row.ref;
      }
    }
    return known.get(ref) ?? nobody;
  }

  return {
    between: (from, until) =>
      between.all(firstSeqAt(from), firstSeqAt(until)).map((row) => new CallOfRow(row, partiesOf(row[12]))),
    withWords: (from, until) => withWords.all(firstSeqAt(from), firstSeqAt(until)),
  };
}

type PartiesOfCall = Pick<CountedCall, 'answeredBy' | 'legs'>;

const nobody: PartiesOfCall = { answeredBy: null, legs: [] };

function partiesIn({ answered, rang }: Phones): PartiesOfCall {
  const partyOf = ([personId, providerUserId]: Phone) => ({ personId, providerUserId });
  return { answeredBy: answered && partyOf(answered), legs: rang.map(partyOf) };
}

class CallOfRow implements CountedCall {
  readonly #row: CountedRow;
  readonly #parties: PartiesOfCall;
  readonly startedMs: number;

  constructor(row: CountedRow, parties: PartiesOfCall) {
    this.#row = row;
    this.#parties = parties;
    this.startedMs = startMsOf(row[0]);
  }
  get startedAt() {
    return isoOf(this.startedMs);
  }
  get answeredMs() {
    return this.#row[6];
  }
  get endedMs() {
    return this.#row[7];
  }
  get id() {
    return this.#row[1];
  }
  get direction() {
    return this.#row[2] === 1 ? 'outbound' : 'inbound';
  }
  get outcome() {
    return this.#row[3];
  }
  get fromNumber() {
    return this.#row[2] === 1 ? this.#row[5] : this.#row[4];
  }
  get toNumber() {
    return this.#row[2] === 1 ? this.#row[4] : this.#row[5];
  }
  get answeredAt() {
    return this.#row[6] === null ? null : isoOf(this.#row[6]);
  }
  get endedAt() {
    return this.#row[7] === null ? null : isoOf(this.#row[7]);
  }
  get durationSeconds() {
    return this.#row[8];
  }
  get contactId() {
    return this.#row[9];
  }
  get answeredBy() {
    return this.#parties.answeredBy;
  }
  get legs() {
    return this.#parties.legs;
  }
  get followUp() {
    return this.#row[10] === null ? null : { value: this.#row[10] };
  }
  /** Also of a call whose outcome is a voicemail that the provider tells nothing about. */
  get voicemail() {
    return this.#row[11] === 1 ? {} : null;
  }
}

const isoOf = (ms: number) => new Date(ms).toISOString();
