import type { Call } from '../wire/call.ts';
import type { CallState } from '../wire/call-state.ts';
import type { IsoTime } from '../wire/scalars.ts';

/** A call as the relay keeps it: what clients see, the facts it was computed from, and what people chose by hand. */
export interface StoredCall {
  call: Call;
  state: CallState;
  /** When a person last wrote each field; null: nobody did, so links may still be made automatically. */
  chosenAt: ChosenAt;
  /** Came from elsewhere as a finished row, without facts: facts that arrive later do not rewrite it. */
  imported: boolean;
}

export interface ChosenAt {
  note: IsoTime | null;
  followUp: IsoTime | null;
  tags: IsoTime | null;
  disposition: IsoTime | null;
  contactId: IsoTime | null;
  matterId: IsoTime | null;
  /** When its voicemail was last marked as not heard. Absent in rows from before that could be done. */
  voicemailNotHeard?: IsoTime | null;
  /** An administrator holds the call: nothing of it is removed, and nothing that is told of it later. Absent: not. */
  legalHold?: boolean;
}

export const nothingChosen: ChosenAt = {
  note: null,
  followUp: null,
  tags: null,
  disposition: null,
  contactId: null,
  matterId: null,
};

/** A row to write. The call's JSON text is made once and used for the row and for the event. */
export interface CallWrite {
  stored: StoredCall;
  callJson: string;
  isNew: boolean;
}

/** What the pure functions need to know of a tenant's directory. Each storage answers from its own tables. */
export interface LookUps {
  /** Contacts that have this number. */
  contactIdsByNumber(number: string): readonly string[];
  /** Open matters in which the contact is a party. */
  openMatterIdsOf(contactId: string): readonly string[];
  /** Null when no person, or more than one, has this id at the provider. */
  personIdOf(providerUserId: string): string | null;
}
