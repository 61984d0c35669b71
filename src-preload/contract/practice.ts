import type { Person } from '@callbrief/relay/wire/directory';
import type { Practice } from '@callbrief/relay/wire/practice';
import type { ActRefusal } from '../contract.ts';

/** How the firm works after a call: one document, of which the settings show a part on each of two pages. */
export interface PracticeRequests {
  /** As the office has it; offline, as this computer last heard. */
  'practice:get': { ask: void; answer: PracticeDesk };
  /** Whole, with the revision it was made from. Administrators, with a connection. */
  'practice:save': { ask: Practice; answer: { saved: Practice } | { refused: ActRefusal } };
}

export interface PracticeDesk {
  practice: Practice;
  people: Pick<Person, 'id' | 'name'>[];
  /** ISO 3166 alpha-2 of the firm: its language is that of the words in Ringover's window. */
  country: string;
}
