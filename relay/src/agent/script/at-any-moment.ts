import { asksWhatWeKnow, objectsToRecording, saysGoodbye, wantsPerson } from '../answers/asked-for.ts';
import { languageAskedFor, languageSpoken } from '../answers/languages.ts';
import { spokenWords } from '../answers/spoken-words.ts';
import { urgentWordsIn } from '../answers/urgency.ts';
import { ask, enter, leave, say, takeWhatIsKnown } from './enter.ts';
import { scriptOf, type Talking } from './talk.ts';

/** A sentence of so many words that asks for a person also says why. */
const TELLS_WHY = 10;
const LONGEST_TEXT = 1_200;

/** What a caller may say whatever was asked. @returns whether it has been answered */
export function atAnyMoment(t: Talking, text: string): boolean {
  const { s } = t;
  changeLanguage(t, text);
  if (hasAskedLanguage(t, text)) return true;
  const script = scriptOf(t);
  const asked = script.steps[s.step]?.ask;
  const isFree = asked === 'message' || asked === 'reason';
  const words = spokenWords(text).length;
  if (wantsPerson(text, s.language) && !(asked === 'message' && s.hasTriedPerson)) {
    if (s.facts.reason === null && words >= TELLS_WHY) s.facts = { ...s.facts, reason: text.slice(0, LONGEST_TEXT) };
    noteUrgency(t, text);
    // Nobody was there a moment ago: said again it is a wish to be called, and the talk goes on.
    if (s.hasTriedPerson && asked !== 'wish') {
      say(t, script.steps[script.person]?.on['nobody'] === undefined ? script.phrases.not_understood : nobodyLine(t));
      if (asked === 'reason' && s.facts.reason !== null) enter(t, s.step);
      else ask(t);
      return true;
    }
    enter(t, script.person);
    return true;
  }
  if (objectsToRecording(text, s.language) && asked !== 'consent') {
    s.facts = { ...s.facts, consent: 'no' };
    t.effects.push({ do: 'consent', answer: 'no' });
    say(t, script.phrases.recording_off);
    ask(t);
    return true;
  }
  if (saysGoodbye(text, s.language)) {
    takeWhatIsKnown(t);
    leave(t, 'done');
    return true;
  }
  if (asksWhatWeKnow(text, s.language) && asked !== 'message') {
    s.facts = { ...s.facts, askedForFile: text.slice(0, 300) };
    noteUrgency(t, text);
    say(t, script.phrases.no_files);
    if (isFree && s.facts.reason === null) s.facts = { ...s.facts, reason: text.slice(0, LONGEST_TEXT) };
    enterOrAsk(t);
    return true;
  }
  return false;
}

/** The question again, or the next one when what was said is its answer. */
function enterOrAsk(t: Talking): void {
  if (t.s.mode === 'confirming') ask(t);
  else enter(t, t.s.step);
}

function nobodyLine(t: Talking): string {
  const script = scriptOf(t);
  const target = script.steps[script.person]?.on['nobody'];
  return (target === undefined ? undefined : script.steps[target]?.say) ?? script.phrases.not_understood;
}

/** Asked for in so many words: the question comes again in the new language. */
function hasAskedLanguage(t: Talking, text: string): boolean {
  const { s } = t;
  const asked = scriptOf(t).steps[s.step]?.ask;
  // "Duits" and "French" are also names of people.
  if ((asked === 'name' || asked === 'spelling' || asked === 'party') && spokenWords(text).length < 2) return false;
  const language = languageAskedFor(text);
  if (language === null || language === s.language || t.context.scripts[language] === undefined) return false;
  const isOurs = t.context.scripts[language]?.steps[s.step]?.ask === asked;
  s.language = language;
  say(t, scriptOf(t).phrases.language_changed);
  if (isOurs) ask(t);
  // The firm's script of this language asks in another order: what is known is not asked again.
  else enter(t, scriptOf(t).resume);
  return true;
}

/** They simply speak another one: what they said is read in it. */
function changeLanguage(t: Talking, text: string): void {
  const { s } = t;
  if (languageAskedFor(text) !== null) return;
  const language = languageSpoken(text, s.language);
  if (language === null) return;
  const asked = scriptOf(t).steps[s.step]?.ask;
  if (t.context.scripts[language]?.steps[s.step]?.ask === asked) s.language = language;
}

export function noteUrgency(t: Talking, text: string): void {
  const { s } = t;
  const found = urgentWordsIn(text, s.language);
  if (found.length === 0) return;
  const urgentWords = [...new Set([...s.facts.urgentWords, ...found])].slice(0, 20);
  s.facts = { ...s.facts, urgentWords, urgency: 'high' };
  if (s.isUrgencyTold) return;
  s.isUrgencyTold = true;
  say(t, scriptOf(t).phrases.urgent_noted);
}
