import type { PartyRole } from '@callbrief/relay/wire/directory';
import { otherNumber } from '@callbrief/relay/wire/call';
import type { Change, History } from '../history/history.ts';

/** A person chose. What is not named stays as it is: a matter alone leaves the contact. */
export function fileCall(chosen: { callId: string; contactId: string | null; matterId: string | null }): Change[] {
  const { callId, contactId, matterId } = chosen;
  if (contactId === null && matterId === null) return [];
  return [
    {
      kind: 'edit_call',
      callId,
      ...(contactId === null ? {} : { contactId }),
      ...(matterId === null ? {} : { matterId }),
    },
  ];
}

/** A new contact with the call's number, in the matter where one is chosen, and the call filed to both. */
export function newCaller(
  history: Pick<History, 'call' | 'matter'>,
  asked: {
    callId: string;
    name: string;
    organisation: string | null;
    matterId: string | null;
    role: PartyRole | null;
  },
  ids: { contactId: string; editId: string },
): Change[] {
  const { callId, name, organisation, role } = asked;
  const { contactId, editId } = ids;
  const call = history.call(callId);
  const matter = asked.matterId === null ? null : history.matter(asked.matterId);
  const isParty = matter !== null && role !== null;
  return [
    // The contact first: the call and the matter may name it only once the office knows it.
    {
      kind: 'new_contact',
      contactId,
      name,
      organisation,
      number: (call && otherNumber(call)) ?? '',
      callId,
    },
    ...(isParty
      ? [
          {
            kind: 'edit_matter' as const,
            matterId: matter.id,
            editId,
            set: { parties: [...matter.parties, { contactId, role, representedBy: null }] },
          },
        ]
      : []),
    { kind: 'edit_call', callId, contactId, ...(matter === null ? {} : { matterId: matter.id }) },
  ];
}
