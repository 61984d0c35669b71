import { draft } from '../calls/event-draft.ts';
import { noWrites, type Belongings, type DirectoryWrites } from '../directory/directory-writes.ts';
import { moveBelongings, type MoveContext } from '../directory/move-belongings.ts';
import { matterDrafts } from '../matters/matter-events.ts';
import type { Contact, Matter } from '../wire/directory.ts';
import { uniteContacts } from './unite-contacts.ts';

/**
 * A contact is gone, or was another one all along.
 * @param into null: its calls, messages and items are nobody's
 * @param matters every matter in which it is a party
 */
export function contactRemoved(
  gone: Contact,
  into: Contact | null,
  belongings: Belongings,
  matters: readonly Matter[],
  at: string,
  context: MoveContext,
): DirectoryWrites {
  const hops = { providerAt: null, receivedAt: context.receivedAt, committedAt: context.now.toISOString() };
  const united = into && uniteContacts(into, gone, at);
  const moved = moveBelongings(belongings, { contactId: into?.id ?? null }, context);
  const left = matters.map((matter) => withoutParty(matter, gone.id, into?.id ?? null, at));
  return {
    ...noWrites(),
    ...moved,
    contactsGone: [gone.id],
    contacts: united ? [united] : [],
    matters: left,
    events: [
      ...(united ? [draft({ type: 'contact_changed', contact: united, hops })] : []),
      ...left.flatMap((matter) => matterDrafts(context.tenantId, matter, hops)),
      ...moved.events,
      draft({ type: 'contact_removed', contactId: gone.id, mergedInto: into?.id ?? null, hops }),
    ],
  };
}

/** The other takes the part over, unless it has the same one already. */
function withoutParty(matter: Matter, goneId: string, intoId: string | null, at: string): Matter {
  const has = (role: string) => matter.parties.some((p) => p.contactId === intoId && p.role === role);
  const parties = matter.parties.flatMap((party) => {
    if (party.contactId !== goneId) return [party];
    return intoId === null || has(party.role) ? [] : [{ ...party, contactId: intoId }];
  });
  return { ...matter, parties, updatedAt: at > matter.updatedAt ? at : matter.updatedAt };
}
