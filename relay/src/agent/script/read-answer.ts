import { isNothingMore, wishOf } from '../answers/choices.ts';
import { numberSaid, numberTyped } from '../answers/digits.ts';
import { lettersSaid } from '../answers/letters.ts';
import { momentSaid } from '../answers/moments.ts';
import { nameSaid } from '../answers/names.ts';
import { spokenWords } from '../answers/spoken-words.ts';
import { urgentWordsIn } from '../answers/urgency.ts';
import { yesOrNo } from '../answers/yes-no.ts';
import type { IntakeFacts } from './facts.ts';
import type { Asked } from './script.ts';
import type { Talking } from './talk.ts';

/** What an answer says. `candidate`: it is to be read back first. */
export interface Answer {
  outcome: string | null;
  facts: Partial<IntakeFacts>;
  candidate: string | null;
}

const LONGEST_TEXT = 1_200;
/** So many words behind a yes are already what they call about. */
const GOES_ON = 8;

const answer = (outcome: string | null, facts: Partial<IntakeFacts> = {}, candidate: string | null = null): Answer => ({
  outcome,
  facts,
  candidate,
});

/** @returns null: not understood */
export function readAnswer(asked: Asked, text: string, { s, context, now }: Talking): Answer | null {
  const { language } = s;
  const said = cleaned(text);
  const yesNo = yesOrNo(said, language);
  const words = spokenWords(said).length;
  switch (asked) {
    case 'consent': {
      const reason = words >= GOES_ON ? { reason: said } : {};
      if (yesNo !== null) return answer(yesNo, { consent: yesNo, ...(yesNo === 'yes' ? reason : {}) });
      // They say what they want instead of answering; whether they agree is open.
      return words >= GOES_ON / 2 ? answer('unclear', { consent: 'unclear', reason: said }) : null;
    }
    case 'reason':
      return words === 0 || isGreeting(said) || (yesNo !== null && words <= 2) ? null : answer(null, { reason: said });
    case 'name': {
      const name = nameSaid(said, language);
      return name === null ? null : answer(null, { name });
    }
    case 'spelling': {
      const letters = lettersSaid(said, language);
      return letters === null ? null : answer(null, {}, letters);
    }
    case 'own_number': {
      const number = numberSaid(said, language, context.country);
      if (number !== null && number !== context.callerNumber) return answer('no', {}, number);
      if (yesNo === 'yes' || number !== null) return answer('yes', { number: context.callerNumber });
      return yesNo === 'no' ? answer('no') : null;
    }
    case 'number': {
      const number = numberSaid(said, language, context.country);
      return number === null ? null : answer(null, { number }, number);
    }
    case 'party':
      if (words === 0) return null;
      if (isNothingMore(said, language) || (yesNo === 'no' && words <= 4)) return answer('none', { party: '' });
      return yesNo === 'yes' && words <= 2
        ? null
        : answer(null, { party: (nameSaid(said, language) ?? said).slice(0, 300) });
    case 'urgency':
      if (yesNo === 'yes') return answer('yes', { urgency: 'high' });
      if (yesNo === 'no') return answer('no', { urgency: 'normal' });
      return urgentWordsIn(said, language).length > 0 ? answer('yes', { urgency: 'high' }) : null;
    case 'wish': {
      const wish = wishOf(said, language);
      return wish === null ? null : answer(wish, { wish });
    }
    case 'when': {
      const when = momentSaid(said, language, { now, timeZone: context.timeZone });
      return when === null ? null : answer(when === 'soon' ? 'soon' : null, { when });
    }
    case 'yes_no':
      return yesNo === null ? null : answer(yesNo);
    case 'message':
      if (words === 0) return null;
      return isNothingMore(said, language) ? answer('none') : answer(null, { message: said });
    default:
      return asked satisfies never;
  }
}

/** @param named the answer that the script gives this key */
export function readKeys(asked: Asked, keys: string, named: string | undefined, { context }: Talking): Answer | null {
  if (asked === 'number') {
    const number = numberTyped(keys, context.country);
    return number === null ? null : answer(null, { number }, number);
  }
  if (named === undefined) return null;
  switch (asked) {
    case 'consent':
      return named === 'yes' || named === 'no' ? answer(named, { consent: named }) : null;
    case 'own_number':
      return answer(named, named === 'yes' ? { number: context.callerNumber } : {});
    case 'urgency':
      return answer(named, { urgency: named === 'yes' ? 'high' : 'normal' });
    case 'wish':
      return named === 'callback' || named === 'message' || named === 'person' ? answer(named, { wish: named }) : null;
    case 'when':
      return answer(named, { when: 'soon' });
    case 'party':
      return answer(named, { party: '' });
    case 'reason':
    case 'name':
    case 'spelling':
    case 'yes_no':
    case 'message':
      return answer(named);
    default:
      return asked satisfies never;
  }
}

/** One line of bounded length: it is shown, stored and never run. */
const cleaned = (text: string) =>
  text
    .replaceAll(/[\p{C}\s]+/gu, ' ')
    .trim()
    .slice(0, LONGEST_TEXT);

const greetings = new Set(
  'hello hi hey good morning day afternoon evening allo bonjour bonsoir monsieur madame salut hallo goedendag goedemorgen goedemiddag dag guten tag morgen abend gruss gott yes there you'.split(
    ' ',
  ),
);
const isGreeting = (said: string) => spokenWords(said).every((word) => greetings.has(word));
