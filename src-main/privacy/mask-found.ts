import type { DialTarget, NamedInPolicy } from '../../src-preload/contract.ts';
import type { FoundCallers, MatterRef } from '../../src-preload/contract/callbacks.ts';
import type { ContactRequests, FoundContact } from '../../src-preload/contract/contacts.ts';
import type { Candidate, FoundCaller } from '../../src-preload/contract/matching.ts';
import { HIDDEN, HIDDEN_TITLE, initialsOf } from './initials.ts';
import { maskContact } from './mask-directory.ts';

type DuplicateAnswer = ContactRequests['contacts:duplicates']['answer'];

/** What is proposed while somebody types, as somebody else may see it; what was typed itself stands there anyway. */
export function maskFoundCallers(found: FoundCallers): FoundCallers {
  const contacts = found.contacts.map((contact) => ({
    ...contact,
    name: initialsOf(contact.name),
    organisation: null,
    numberFormatted: contact.numberFormatted && HIDDEN,
    matter: contact.matter && maskMatter(contact.matter),
  }));
  return { ...found, contacts };
}

export const maskMatters = (matters: MatterRef[]): MatterRef[] => matters.map(maskMatter);

export function maskFoundCaller(found: FoundCaller[]): FoundCaller[] {
  return found.map((one) => ({
    ...one,
    // A matter is found by its number or title, and then that is its name.
    name: one.contactId === null ? HIDDEN_TITLE : initialsOf(one.name),
    organisation: null,
    matter: one.matter && maskMatter(one.matter),
  }));
}

export function maskCandidates(candidates: Candidate[]): Candidate[] {
  return candidates.map((one) => ({
    ...one,
    name: initialsOf(one.name),
    organisation: null,
    matter: one.matter && maskMatter(one.matter),
  }));
}

/** The number stays: whoever is asked whether to dial it must see which. */
export function maskDialTarget(target: DialTarget): DialTarget {
  return {
    ...target,
    contactName: target.contactName && initialsOf(target.contactName),
    organisation: null,
    matter: target.matter && { ...target.matter, title: HIDDEN_TITLE },
    represented: target.represented && { by: '' },
  };
}

export function maskNamedInPolicy({ matters, contacts }: NamedInPolicy): NamedInPolicy {
  return {
    matters: matters.map(maskMatter),
    contacts: contacts.map((one) => ({ ...one, name: initialsOf(one.name) })),
  };
}

export function maskFoundContacts(found: FoundContact[]): FoundContact[] {
  return found.map((one) => ({ ...one, name: initialsOf(one.name), organisation: null }));
}

export function maskDuplicates(found: DuplicateAnswer): DuplicateAnswer {
  if ('refused' in found) return found;
  return found.map((group) => ({
    ...group,
    shared: group.why === 'number' ? HIDDEN : initialsOf(group.shared),
    contacts: group.contacts.map(maskContact),
  }));
}

const maskMatter = <M extends { title: string }>(matter: M): M => ({ ...matter, title: HIDDEN_TITLE });
