import type { TenantStore } from '../storage/port.ts';
import type { PersonPresence } from '../wire/control.ts';
import type { Person } from '../wire/directory.ts';
import type { CallerOnLine } from './tools.ts';

/**
 * Who can take the call now: whose line was dialled, who works for them, then the reception, then anybody who is free. Not
 * by the caller's matters: naming its lawyer would tell whoever holds the telephone that there is one. A firm that says who
 * is rung has nobody else rung.
 */
export async function findPerson(
  store: Pick<TenantStore, 'personPage'>,
  presence: readonly PersonPresence[],
  { wantedPersonId, handOverTo }: Pick<CallerOnLine, 'wantedPersonId'> & { handOverTo: readonly string[] },
  now: Date,
): Promise<{ id: string; name: string } | null> {
  const { items } = await store.personPage(null, 500);
  const free = items.filter((person) => isFree(person, presence, now));
  if (handOverTo.length > 0) {
    const chosen = [wantedPersonId, ...handOverTo].flatMap((id) => free.find((person) => person.id === id) ?? []);
    return chosen[0] === undefined ? null : { id: chosen[0].id, name: chosen[0].name };
  }
  const found =
    free.find(({ id }) => id === wantedPersonId) ??
    (wantedPersonId === null ? undefined : free.find((one) => one.assistsPersonIds.includes(wantedPersonId))) ??
    free.find(({ role }) => role === 'receptionist') ??
    free[0];
  return found === undefined ? null : { id: found.id, name: found.name };
}

function isFree({ id, whereabouts }: Person, presence: readonly PersonPresence[], now: Date): boolean {
  if (whereabouts !== null && whereabouts.until > now.toISOString()) return false;
  // Of whom nothing is known is not rung in vain while a caller waits.
  return presence.some(({ personId, state }) => personId === id && state === 'free');
}
