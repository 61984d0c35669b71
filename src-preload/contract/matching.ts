import type { PartyRole } from '@callbrief/relay/wire/directory';

/** Filing a call whose number fits several people or matters, from the popup or later. From this computer only. */
export interface MatchingRequests {
  /** Best guess first; empty: there is nothing to choose. */
  'matching:candidates': { ask: { callId: string }; answer: Candidate[] };
  /** People and open matters of this computer; first ten. */
  'matching:find': { ask: { query: string }; answer: FoundCaller[] };
  /** Written like a note: kept here at once, sent when there is a connection. */
  'matching:file': { ask: { callId: string; contactId: string | null; matterId: string | null }; answer: void };
  /** Makes the contact with the call's number and files the call to it. A role is in the matter, so it needs one. */
  'matching:new-contact': {
    ask: {
      callId: string;
      name: string;
      organisation: string | null;
      matterId: string | null;
      role: PartyRole | null;
    };
    answer: void;
  };
}

export interface MatterName {
  id: string;
  number: string;
  title: string;
}

/** Somebody who may be calling, about one of their matters. */
export interface Candidate {
  contactId: string;
  name: string;
  organisation: string | null;
  role: PartyRole | null;
  /** Null: they have no open matter. */
  matter: MatterName | null;
  reason: CandidateReason;
}

/** Why a candidate stands where it stands. Times are ISO. */
export type CandidateReason =
  | { kind: 'chosen_last_time'; at: string }
  | { kind: 'open_callback' }
  | { kind: 'spoke'; at: string }
  /** Somebody spoke with them, but not about this matter as far as it was filed. */
  | { kind: 'spoke_otherwise' }
  | { kind: 'only_open_matter' }
  | { kind: 'never_spoke' };

/** A person, with their only open matter where there is one; or a matter, then `contactId` is null. */
export interface FoundCaller {
  contactId: string | null;
  name: string;
  organisation: string | null;
  matter: MatterName | null;
}
