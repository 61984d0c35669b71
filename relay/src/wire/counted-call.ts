import { firmNumber, type Call } from './call.ts';
import type { Callback } from './callback.ts';
import type { Firm, Person } from './directory.ts';
import type { StatisticsFilter } from './statistics.ts';

/** What is added up of a call; a store that holds many reads no more than this. */
export type CountedCall = Pick<
  Call,
  | 'id'
  | 'direction'
  | 'outcome'
  | 'fromNumber'
  | 'toNumber'
  | 'startedAt'
  | 'answeredAt'
  | 'endedAt'
  | 'durationSeconds'
  | 'contactId'
> & {
  answeredBy: { personId: string | null; providerUserId: string | null } | null;
  /** The phones that rang. */
  legs: readonly { personId: string | null; providerUserId: string | null }[];
  followUp: { value: string } | null;
  voicemail: object | null;
  /** Milliseconds of the three times, from a store that has them so: over a year, reading texts is most of the work. */
  startedMs?: number;
  answeredMs?: number | null;
  endedMs?: number | null;
};

export const startedMsOf = (call: CountedCall): number => call.startedMs ?? Date.parse(call.startedAt);

/** When they began to talk; of a call that nobody took, when it began. */
export function answeredMsOf(call: CountedCall): number {
  if (call.answeredMs !== undefined) return call.answeredMs ?? startedMsOf(call);
  return Date.parse(call.answeredAt ?? call.startedAt);
}

/** Of a call that goes on, when it began. */
export function endedMsOf(call: CountedCall): number {
  if (call.endedMs !== undefined) return call.endedMs ?? startedMsOf(call);
  return Date.parse(call.endedAt ?? call.startedAt);
}

export type CountedCallback = Pick<
  Callback,
  'callId' | 'source' | 'dueAt' | 'closed' | 'forPersonId' | 'ownerPersonId' | 'forTeamId'
>;

/** A person of the firm talked, in either direction; an AI that took the call does not count. */
export function isTalk(call: Pick<CountedCall, 'outcome' | 'answeredBy'>): boolean {
  return (call.outcome === 'answered' || call.outcome === 'talking') && call.answeredBy !== null;
}

/** They wanted to reach the firm, and nobody took it. Who gave up at once, or was turned away by a rule, waits for nobody. */
export function isMissed(call: Pick<CountedCall, 'direction' | 'outcome'>): boolean {
  return call.direction === 'inbound' && (call.outcome === 'missed' || call.outcome === 'voicemail');
}

/** Somebody wrote that the firm owes nothing. */
export function isSettled(call: Pick<CountedCall, 'followUp'>): boolean {
  const word = call.followUp?.value;
  return word === 'ok' || word === 'for_info' || word === 'caller_calls_back';
}

/** Whose lines and phones: `users` are the provider's ids. */
export interface PeopleOfCalls {
  personIds: ReadonlySet<string>;
  users: ReadonlySet<string>;
  lines: ReadonlySet<string>;
}

/** One of them took it, made it, was rung, or it came to their own line. */
export function isOfPeople(call: CountedCall, { personIds, users, lines }: PeopleOfCalls): boolean {
  const isTheirs = (party: CountedCall['answeredBy']) =>
    party !== null &&
    (party.personId !== null
      ? personIds.has(party.personId)
      : party.providerUserId !== null && users.has(party.providerUserId));
  const line = firmNumber(call);
  return isTheirs(call.answeredBy) || call.legs.some(isTheirs) || (line !== null && lines.has(line));
}

/** What a filter lets through. A person or team that is not there (any more) has no calls. */
export function whoseCalls(
  { line, personId, teamId }: StatisticsFilter,
  people: readonly Person[],
  firm: Pick<Firm, 'teams'>,
): {
  counts: (call: CountedCall) => boolean;
  countsCallback: (callback: CountedCallback) => boolean;
  callbacksOfCalls: boolean;
} {
  const team = teamId === null ? null : new Set(firm.teams?.find(({ id }) => id === teamId)?.personIds ?? []);
  if (personId === null && team === null) {
    return {
      counts: (call) => line === null || firmNumber(call) === line,
      countsCallback: () => true,
      callbacksOfCalls: line !== null,
    };
  }
  const chosen = people.filter(({ id }) => (personId === null || id === personId) && (team === null || team.has(id)));
  const personIds = new Set(chosen.map(({ id }) => id));
  const theirs: PeopleOfCalls = {
    personIds,
    users: new Set(chosen.flatMap(({ providerUserIds }) => providerUserIds)),
    lines: new Set(chosen.flatMap(({ lines }) => lines)),
  };
  const isTheirs = (id: string | null) => id !== null && personIds.has(id);
  return {
    callbacksOfCalls: line !== null,
    counts: (call) => (line === null || firmNumber(call) === line) && isOfPeople(call, theirs),
    countsCallback: ({ forPersonId, ownerPersonId, forTeamId }) =>
      isTheirs(forPersonId) ||
      isTheirs(ownerPersonId) ||
      (teamId !== null && personId === null && forTeamId === teamId),
  };
}
