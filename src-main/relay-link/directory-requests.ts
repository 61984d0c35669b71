import { contact, type Contact } from '@callbrief/relay/wire/directory';
import { z } from 'zod';
import type { Asking } from './telephony-requests.ts';

/** What is done to contacts and matters at the office alone, now or not at all. Every method throws a RelayProblem. */
export interface DirectoryRequests {
  removeContact(contactId: string): Promise<void>;
  /** Numbers, calls and matters go to `into`, and the contact is removed. */
  mergeContact(contactId: string, into: string): Promise<void>;
  /** Contacts that may be one and the same. */
  duplicateContacts(limit: number): Promise<DuplicateContacts[]>;
  removeMatter(matterId: string): Promise<void>;
}

const duplicateContacts = z.object({
  why: z.enum(['number', 'name']),
  shared: z.string(),
  contacts: z.array(contact),
});
export interface DuplicateContacts {
  why: 'number' | 'name';
  shared: string;
  contacts: Contact[];
}

export function createDirectoryRequests({ ask, tell }: Asking): DirectoryRequests {
  const contactPath = (contactId: string) => `/contacts/${encodeURIComponent(contactId)}`;
  return {
    removeContact: (contactId) => tell(contactPath(contactId), { method: 'DELETE' }),
    mergeContact: async (contactId, into) => {
      await ask(`${contactPath(contactId)}/merge`, z.looseObject({ id: z.string() }), {
        method: 'POST',
        body: { into },
      });
    },
    duplicateContacts: async (limit) =>
      (await ask(`/contacts/duplicates?limit=${String(limit)}`, z.object({ items: z.array(duplicateContacts) }))).items,
    removeMatter: (matterId) => tell(`/matters/${encodeURIComponent(matterId)}`, { method: 'DELETE' }),
  };
}
