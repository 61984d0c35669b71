import type { PersonPresence, PresenceList } from '@callbrief/relay/wire/control';
import type { Person } from '@callbrief/relay/wire/directory';
import type { Colleague } from '../../src-preload/contract.ts';

export interface ColleaguesParts {
  people: readonly Person[];
  me: Person | null;
  /** Null: nobody told, or there is no connection, so that what was told may not be true any more. */
  presence: PresenceList | null;
  now: Date;
}

/** The ones who can be asked at once come first, the ones who certainly cannot come last. */
const order: Record<PersonPresence['state'], number> = {
  free: 0,
  unknown: 1,
  ringing: 2,
  talking: 3,
  snoozed: 4,
  not_connected: 5,
};

/** People of the firm to transfer to. Pure. */
export function describeColleagues({ people, me, presence, now }: ColleaguesParts): Colleague[] {
  const known = new Map(presence?.people.map((one) => [one.personId, one]));
  const isStill = (until: string) => Date.parse(until) > now.getTime();
  return people
    .filter((person) => person.id !== me?.id)
    .map((person): Colleague => {
      const { state, until } = known.get(person.id) ?? { state: 'unknown', until: null };
      // Its end was told with it: nobody says it again when it comes.
      const isOver = state === 'snoozed' && until !== null && !isStill(until);
      const { whereabouts } = person;
      return {
        personId: person.id,
        name: person.name,
        shortName: person.shortName,
        number: person.lines[0] ?? null,
        presence: isOver ? 'unknown' : state,
        until: isOver ? null : until,
        whereabouts: whereabouts && isStill(whereabouts.until) ? whereabouts : null,
      };
    })
    .sort((a, b) => order[a.presence] - order[b.presence] || a.name.localeCompare(b.name));
}
