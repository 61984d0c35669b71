import { createHash } from 'node:crypto';
import { nothingAdded, nothingWritten, type Call, type CallOutcome, type FollowUp } from '../src/wire/call.ts';
import type { LegParty } from '../src/wire/call-fact.ts';
import type { Direction } from '../src/wire/scalars.ts';
import type { DemoData, DemoPerson } from './demo-data.ts';

/** A past call in the words of a demo; everything else of a `Call` follows from it. */
export interface DemoCall {
  /** Stays the same from start to start, so that a call is never there twice. */
  key: string;
  startedAt: Date;
  direction: Direction;
  outcome: CallOutcome;
  contactId: string | null;
  /** The other side's number; null: withheld. */
  number: string | null;
  line: string;
  /** Who took it; also whose phone rang when nobody did. */
  person: DemoPerson | null;
  rangSeconds: number;
  /** Of talk, or of the message. */
  seconds: number;
  note: string | null;
  noteBy: DemoPerson | null;
  followUp: FollowUp | null;
  /** A voicemail that somebody has heard, although nothing was written about it. */
  heard?: boolean;
}

export function pastCall(demo: DemoCall, data: DemoData): Call {
  const talked = demo.outcome === 'answered' || demo.outcome === 'agent';
  const answered = demo.outcome === 'answered';
  const answeredAt = talked ? later(demo.startedAt, demo.rangSeconds) : null;
  const endedAt = later(demo.startedAt, demo.rangSeconds + demo.seconds);
  const party = partyOf(demo.person);
  const written = <T>(value: T | null) => {
    const by = demo.noteBy ?? demo.person;
    return value === null || by === null
      ? null
      : {
          value,
          byPersonId: by.id,
          byName: by.shortName,
          at: later(demo.startedAt, demo.rangSeconds + demo.seconds + 60),
        };
  };
  const inbound = demo.direction === 'inbound';
  return {
    id: uuidOf(demo.key),
    provider: 'ringover',
    providerCallId: demo.key,
    direction: demo.direction,
    outcome: demo.outcome,
    fromNumber: inbound ? demo.number : demo.line,
    toNumber: inbound ? demo.line : demo.number,
    anonymous: demo.number === null,
    startedAt: demo.startedAt.toISOString(),
    answeredAt,
    endedAt,
    durationSeconds: talked ? demo.seconds : 0,
    answeredBy: answered ? party : null,
    endCause: talked ? 'normal' : demo.outcome === 'rejected' ? 'busy' : 'no_answer',
    legs: demo.person ? [{ ...party, legId: `${demo.key}/1`, state: answered ? 'answered' : 'not_answered' }] : [],
    voicemail: demo.outcome === 'voicemail' ? { durationSeconds: demo.seconds } : null,
    added: nothingAdded,
    healed: false,
    contactId: demo.contactId,
    matterId: onlyMatterOf(demo.contactId, data),
    ...nothingWritten,
    note: written(demo.note),
    followUp: written(demo.followUp),
    voicemailHeard: demo.outcome === 'voicemail' ? heardBy(written(isHeard(demo) ? true : null)) : null,
    updatedAt: endedAt,
  };
}

/** Whoever wrote about it, or put a word behind it, heard it. */
const isHeard = ({ heard, note, followUp }: DemoCall) => heard === true || note !== null || followUp !== null;

function heardBy(by: { byPersonId: string; byName: string; at: string } | null): Call['voicemailHeard'] {
  return by && { byPersonId: by.byPersonId, byName: by.byName, at: by.at };
}

/** As the relay links: only when there is exactly one open matter. */
function onlyMatterOf(contactId: string | null, data: DemoData): string | null {
  const own = data.matters.filter((m) => m.status === 'open' && m.parties.some((p) => p.contactId === contactId));
  return own.length === 1 ? (own[0]?.id ?? null) : null;
}

function partyOf(person: DemoPerson | null): LegParty {
  return {
    providerUserId: person?.providerUserIds[0] ?? null,
    personId: person?.id ?? null,
    name: person?.name ?? null,
  };
}

const later = (from: Date, seconds: number) => new Date(from.getTime() + seconds * 1000).toISOString();

function uuidOf(key: string): string {
  const hex = createHash('sha256').update(`demo/${key}`).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
}
