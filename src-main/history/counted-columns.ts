import type { Database } from 'better-sqlite3';
import type { Call } from '@callbrief/relay/wire/call';

/** Of the table of calls: what is counted of a call and stands in no other column (counted-calls.ts). */
export const countedColumns = [
  'outbound',
  'outcome',
  'answered_ms',
  'ended_ms',
  'duration',
  'follow_up',
  'phones',
] as const;

/** Whose phone it was: a person's id and the provider's user id. */
export type Phone = [personId: string | null, providerUserId: string | null];

/** Who took the call, and whose phones rang, each once. The same people take many calls, so each such set is kept once. */
export interface Phones {
  answered: Phone | null;
  rang: Phone[];
}

export interface CountedColumns {
  columnsOf(call: Call): Record<(typeof countedColumns)[number], string | number | null>;
  /** After calls were removed. */
  forgetUnused(): void;
}

export function createCountedColumns(db: Database): CountedColumns {
  const known = db.prepare<[string], number>('SELECT ref FROM call_phones WHERE phones = ?').pluck();
  const add = db.prepare('INSERT INTO call_phones (phones) VALUES (?)');
  const unused = db.prepare(
    'DELETE FROM call_phones WHERE ref NOT IN (SELECT phones FROM calls WHERE phones IS NOT NULL)',
  );

  function refOf(call: Call): number {
    const text = JSON.stringify(phonesOf(call));
    return known.get(text) ?? Number(add.run(text).lastInsertRowid);
  }

  return {
    columnsOf: (call) => ({
      outbound: call.direction === 'outbound' ? 1 : 0,
      outcome: call.outcome,
      answered_ms: call.answeredAt === null ? null : Date.parse(call.answeredAt),
      ended_ms: call.endedAt === null ? null : Date.parse(call.endedAt),
      duration: call.durationSeconds,
      follow_up: call.followUp?.value ?? null,
      phones: refOf(call),
    }),
    forgetUnused: () => void unused.run(),
  };
}

function phonesOf({ answeredBy, legs }: Call): Phones {
  const rang = new Map(legs.map((leg) => [JSON.stringify(phoneOf(leg)), phoneOf(leg)]));
  return {
    answered: answeredBy && phoneOf(answeredBy),
    rang: [...rang].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, phone]) => phone),
  };
}

const phoneOf = (party: { personId: string | null; providerUserId: string | null }): Phone => [
  party.personId,
  party.providerUserId,
];
