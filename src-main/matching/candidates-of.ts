import { otherNumber, type Call } from '@callbrief/relay/wire/call';
import type { Contact, Matter } from '@callbrief/relay/wire/directory';
import type { Candidate } from '../../src-preload/contract/matching.ts';
import { partyIn } from '../contacts/role-of.ts';
import type { History } from '../history/history.ts';
import { rankCandidates, type CandidateFacts } from './rank-candidates.ts';

type Known = Pick<History, 'contact' | 'contactsByNumber' | 'openMattersOf' | 'items' | 'filing'>;

/** A switchboard that fifty people share is no list to choose from with one key; the others are found by typing. */
const MOST_CONTACTS = 12;

/**
 * Who may be calling, about what: everybody with this number, once for each of their open matters. Empty where there is
 * nothing to choose: one person with one matter, a call that is filed, a number that nobody has.
 */
export function candidatesOf(history: Known, call: Call): Candidate[] {
  if (call.matterId !== null) return [];
  const number = otherNumber(call);
  const people = peopleOf(history, call, number).slice(0, MOST_CONTACTS);
  const matters = new Map(people.map((contact) => [contact.id, history.openMattersOf(contact.id)]));
  const pairs = people.flatMap((contact): { contact: Contact; matter: Matter | null }[] => {
    const open = matters.get(contact.id) ?? [];
    return open.length === 0 ? [{ contact, matter: null }] : open.map((matter) => ({ contact, matter }));
  });
  if (pairs.length < 2) return [];
  const choices = number === null ? [] : history.filing.choicesBefore(number, call.startedAt);
  const known = new Map(people.map((contact) => [contact.id, talksAndCallbacks(history, contact, call)]));
  return rankCandidates(
    pairs.map(({ contact, matter }): CandidateFacts => {
      const { talks, callbacks } = known.get(contact.id) ?? { talks: [], callbacks: [] };
      const isOnly = (matters.get(contact.id) ?? []).length === 1;
      // Of somebody with one matter, what is filed under none was about that one as far as anybody can tell.
      const fits = (matterId: string | null) => matterId === (matter?.id ?? null) || (isOnly && matterId === null);
      return {
        contactId: contact.id,
        name: contact.name,
        organisation: contact.organisation,
        role: matter && (partyIn(matter, contact.id)?.role ?? null),
        matter: matter && { id: matter.id, number: matter.number, title: matter.title },
        chosenAt: choices.find((c) => isChoice(c, contact, matter, people.length > 1))?.at ?? null,
        hasOpenCallback: callbacks.some(({ matterId }) => matterId === null || fits(matterId)),
        lastSpokeAt: talks.find(({ matterId }) => fits(matterId))?.at ?? null,
        lastSpokeAtAll: talks[0]?.at ?? null,
        isOnlyOpenMatter: isOnly,
      };
    }),
  );
}

function peopleOf(history: Known, call: Call, number: string | null): Contact[] {
  if (call.contactId !== null) {
    const contact = history.contact(call.contactId);
    return contact ? [contact] : [];
  }
  return number === null ? [] : history.contactsByNumber(number);
}

function talksAndCallbacks(history: Known, contact: Contact, call: Call) {
  return {
    talks: history.filing.lastTalks(contact.id, call.startedAt),
    callbacks: history.items.of('callback', { contactId: contact.id }).filter(({ closed }) => closed === null),
  };
}

/** The relay links the only person of a number by itself: of such a call only its matter was somebody's choice. */
function isChoice(
  choice: { contactId: string; matterId: string | null },
  contact: Contact,
  matter: Matter | null,
  severalPeople: boolean,
): boolean {
  if (choice.contactId !== contact.id || choice.matterId !== (matter?.id ?? null)) return false;
  return severalPeople || choice.matterId !== null;
}
