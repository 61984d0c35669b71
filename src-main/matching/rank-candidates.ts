import type { PartyRole } from '@callbrief/relay/wire/directory';
import type { Candidate, CandidateReason } from '../../src-preload/contract/matching.ts';

/** What is known of one person in one matter. Times are ISO. */
export interface CandidateFacts extends Omit<Candidate, 'reason'> {
  /** A person filed a call of this number so, last. */
  chosenAt: string | null;
  /** Somebody of the firm still owes them a call. */
  hasOpenCallback: boolean;
  lastSpokeAt: string | null;
  /** With this person, about whatever. */
  lastSpokeAtAll: string | null;
  isOnlyOpenMatter: boolean;
}

/**
 * The one that was chosen last time first, then open callbacks, then whom somebody spoke with last. Only an order, with
 * its reason: nobody is chosen by it. Where two are equal the only open matter goes first, then clients, then the alphabet.
 */
export function rankCandidates(facts: readonly CandidateFacts[]): Candidate[] {
  const newestChoice = facts.reduce<string | null>(
    (newest, { chosenAt }) => (chosenAt !== null && (newest === null || chosenAt > newest) ? chosenAt : newest),
    null,
  );
  // A choice that was made anew since counts no more.
  const isChosen = ({ chosenAt }: CandidateFacts) => chosenAt !== null && chosenAt === newestChoice;
  const order = (a: CandidateFacts, b: CandidateFacts) =>
    Number(isChosen(b)) - Number(isChosen(a)) ||
    Number(b.hasOpenCallback) - Number(a.hasOpenCallback) ||
    (b.lastSpokeAt ?? '').localeCompare(a.lastSpokeAt ?? '') ||
    (b.lastSpokeAtAll ?? '').localeCompare(a.lastSpokeAtAll ?? '') ||
    Number(b.isOnlyOpenMatter) - Number(a.isOnlyOpenMatter) ||
    Number(isClient(b.role)) - Number(isClient(a.role)) ||
    a.name.localeCompare(b.name) ||
    (a.matter?.number ?? '').localeCompare(b.matter?.number ?? '');
  return facts.toSorted(order).map((one) => {
    const { contactId, name, organisation, role, matter } = one;
    return { contactId, name, organisation, role, matter, reason: reasonOf(one, isChosen(one)) };
  });
}

function reasonOf(facts: CandidateFacts, isChosen: boolean): CandidateReason {
  if (isChosen && facts.chosenAt !== null) return { kind: 'chosen_last_time', at: facts.chosenAt };
  if (facts.hasOpenCallback) return { kind: 'open_callback' };
  if (facts.lastSpokeAt !== null) return { kind: 'spoke', at: facts.lastSpokeAt };
  if (facts.lastSpokeAtAll !== null) return { kind: 'spoke_otherwise' };
  return facts.isOnlyOpenMatter ? { kind: 'only_open_matter' } : { kind: 'never_spoke' };
}

const isClient = (role: PartyRole | null) => role === 'client';
