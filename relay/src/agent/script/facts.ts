import type { Wish } from '../answers/choices.ts';
import type { Slot } from '../answers/moments.ts';

/** What the caller has told so far. Null: not known; what was asked and not told stands in `asked`. */
export interface IntakeFacts {
  reason: string | null;
  consent: 'yes' | 'no' | 'unclear' | null;
  name: string | null;
  /** The letters, read back and right. */
  spelled: string | null;
  /** To call back on. */
  number: string | null;
  party: string | null;
  urgency: 'high' | 'normal' | null;
  urgentWords: string[];
  wish: Wish | null;
  when: Slot | 'soon' | null;
  slot: Slot | null;
  message: string | null;
  /** They wanted to be told what stands in a file. Nothing was. */
  askedForFile: string | null;
  /** Whom the call can go to. */
  person: { id: string; name: string } | null;
  /** A person of the firm wants them called within so many minutes. */
  promisedMinutes: number | null;
}

export const noFacts: IntakeFacts = {
  reason: null,
  consent: null,
  name: null,
  spelled: null,
  number: null,
  party: null,
  urgency: null,
  urgentWords: [],
  wish: null,
  when: null,
  slot: null,
  message: null,
  askedForFile: null,
  person: null,
  promisedMinutes: null,
};

const LONGEST_MESSAGE = 2_400;

/** One line more of what they want to be told to the firm. */
export function withMessage(facts: IntakeFacts, text: string): IntakeFacts {
  const said = text.replaceAll(/[\p{C}\s]+/gu, ' ').trim();
  const { message } = facts;
  if (said === '' || message?.includes(said) === true) return facts;
  return { ...facts, message: `${message === null ? '' : `${message} / `}${said}`.slice(0, LONGEST_MESSAGE) };
}
