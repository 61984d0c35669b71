import type { PretendUser } from '../../../relay/simulator/pretend-call.ts';
import type { TenantStore } from '../../../relay/src/storage/port.ts';

/** Somebody of the demo firm as the pretend provider names them. */
export async function demoUser(store: Pick<TenantStore, 'person'>, personId: string): Promise<PretendUser> {
  const person = await store.person(personId);
  if (!person) throw new Error(`The demo firm has no ${personId}`);
  const [firstname = '', ...rest] = person.name.split(' ');
  return { id: person.providerUserIds[0] ?? '', firstname, lastname: rest.join(' '), email: person.email ?? '' };
}
