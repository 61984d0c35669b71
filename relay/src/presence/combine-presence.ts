import { isOpen, type Call } from '../wire/call.ts';
import type { PersonPresence } from '../wire/control.ts';
import type { Person } from '../wire/directory.ts';
import type { IsoTime } from '../wire/scalars.ts';

/** What a provider says of one of its users. */
export interface ProviderPresence {
  state: 'free' | 'talking' | 'snoozed' | 'not_connected';
  until: IsoTime | null;
}

/** A person may have phones at two providers: whoever talks on one talks, and one that is connected is enough. */
const telling: ProviderPresence['state'][] = ['talking', 'snoozed', 'free', 'not_connected'];

/**
 * Who can be reached. Calls that go on come first: they are known at once, a provider is asked every few seconds only.
 * @param heard by the provider's user id; without an entry nothing is known but the calls
 */
export function combinePresence(
  people: readonly Person[],
  openCalls: readonly Call[],
  heard: ReadonlyMap<string, readonly ProviderPresence[]>,
): PersonPresence[] {
  const onPhone = phonesInUse(openCalls);
  return people.map(({ id: personId, providerUserIds }) => {
    const inCall = onPhone.get(personId);
    if (inCall) return { personId, state: inCall, until: null };
    const told = providerUserIds.flatMap((userId) => heard.get(userId) ?? []);
    const best = telling.flatMap((state) => told.find((one) => one.state === state) ?? [])[0];
    if (!best) return { personId, state: 'unknown', until: null };
    return { personId, state: best.state, until: best.state === 'snoozed' ? best.until : null };
  });
}

function phonesInUse(openCalls: readonly Call[]): Map<string, 'ringing' | 'talking'> {
  const inUse = new Map<string, 'ringing' | 'talking'>();
  const note = (personId: string | null, state: 'ringing' | 'talking') => {
    if (personId !== null && inUse.get(personId) !== 'talking') inUse.set(personId, state);
  };
  for (const call of openCalls) {
    if (!isOpen(call.outcome)) continue;
    for (const leg of call.legs) {
      if (leg.state === 'ringing' || leg.state === 'talking') note(leg.personId, leg.state);
    }
    // The answer named a person and no phone.
    const named = call.answeredBy?.personId ?? null;
    if (call.outcome === 'talking' && !call.legs.some((leg) => leg.personId === named)) note(named, 'talking');
  }
  return inUse;
}
