import { asksWhatWeKnow, objectsToRecording, wantsPerson } from '../answers/asked-for.ts';
import { languageAskedFor, languageSpoken } from '../answers/languages.ts';
import type { TalkModel } from '../ports.ts';
import type { Asking, Receptionist, ReplyPart } from '../receptionist.ts';
import { shownOf } from '../script/turn-of-talk.ts';
import { marked } from './model-prompt.ts';
import { createModelTalk, type ModelReply, type ModelTalkDeps, type Parts, type Then } from './model-talk.ts';
import { thinkAloud, transfer } from './model-thinking.ts';
import { toldOf } from './model-tools.ts';
import { questionExpects } from './question-expects.ts';
import { createScriptedReceptionist } from './scripted-receptionist.ts';
import { changesSomething } from './tools-at-work.ts';

interface Given extends ModelReply {
  heardChars: number | null;
}

/** Of what a caller says in one turn so much is read by the model. */
const LONGEST_WORDS = 2_000;

/**
 * A language model that talks. What must be right does not hang on it: who speaks and that it is recorded, consent, the wish
 * for a person, an objection, a question for a file, silence and the end are by rule and in the script's sentences; the rest
 * the model says, and everything that it says and does is checked.
 *
 * The opening is the script's, up to the answer whether recording is all right. As with the script, a reply whose signal is
 * aborted and of which nothing was heard was never made.
 * @throws RangeError when there is no script in this language
 */
export function createModelReceptionist(deps: ModelTalkDeps & { model: TalkModel }): Receptionist {
  const { context } = deps;
  const talk = createModelTalk(deps);
  const { history, atWork } = talk;
  const opening = createScriptedReceptionist(deps);
  let isOpening = true;
  let last: Given | null = null;
  /** Asked again where nothing came of it. */
  let question = '';
  let mode: 'asking' | 'over' = 'asking';

  /** Nobody heard the last reply: the model does not believe that it was said. */
  function takeBack(): void {
    if (last?.heardChars != null) history.truncate(last.heardChars);
    else if (last?.signal.aborted === true) history.unheard();
    last = null;
    if (!isOpening) return;
    isOpening = opening.isOpening();
    talk.facts = opening.facts();
    talk.language = opening.language;
  }

  async function* open(to: Asking, given: Given): Parts {
    for await (const part of opening.reply(to, given.signal)) {
      if (part.part === 'say') {
        given.lastSaid = part.text;
        history.said(part.text);
      }
      if (part.part !== 'then') yield part;
      else {
        if (part.then.kind === 'transfer') talk.hasTriedPerson = true;
        if (part.why === 'done') talk.taken = opening.facts();
        return part;
      }
    }
    return talk.close('done');
  }

  async function* think(given: Given, event?: string): Parts {
    if (event !== undefined) {
      history.event(`<event>${event}</event>`);
      history.nextRound();
    }
    return yield* thinkAloud(talk, deps.model, given);
  }

  async function* say(text: string, given: Given, isAskedAgain = false): Parts {
    yield* talk.say(text, given);
    if (isAskedAgain) yield* talk.say(question, given);
    return talk.listen(questionExpects(given.lastSaid));
  }

  async function* reachPerson(given: Given): Parts {
    const result = yield* talk.run({ tool: 'find_person' }, given);
    if (talk.found !== null) return yield* transfer(talk, given, talk.found.id);
    yield* talk.say(talk.fixed().after(result.tool, 'nobody'), given);
    return yield* think(
      given,
      'Nobody is free, and that was said. They will be called back: ask for the next thing that is not known.',
    );
  }

  /** What a caller may say at any moment. @returns null: it is the model's to answer */
  async function* byRule(text: string, given: Given): AsyncGenerator<ReplyPart, Then | null> {
    const asked = languageAskedFor(text) ?? languageSpoken(text, talk.language);
    if (asked !== null && context.scripts[asked] !== undefined) talk.language = asked;
    const { language } = talk;
    talk.noteUrgency(text);
    if (wantsPerson(text, language) && !talk.hasTriedPerson) return yield* reachPerson(given);
    if (objectsToRecording(text, language)) {
      talk.facts = { ...talk.facts, consent: 'no' };
      yield { part: 'consent', answer: 'no' };
      return yield* say(talk.fixed().phrase('recording_off'), given, true);
    }
    if (!asksWhatWeKnow(text, language)) return null;
    const reason = talk.facts.reason ?? text.slice(0, 1_200);
    talk.facts = { ...talk.facts, askedForFile: text.slice(0, 300), reason };
    return yield* say(talk.fixed().phrase('no_files'), given, true);
  }

  /** What a tool did that was at work when the last reply was broken off. */
  async function* settle(given: Given): AsyncGenerator<ReplyPart, void> {
    const call = atWork.wanted();
    if (call === null) return;
    if (!changesSomething(call)) {
      atWork.wants(null);
      return;
    }
    const result = yield* talk.run(call, given);
    history.event(`<event>${JSON.stringify(toldOf(result, '', talk.language, context.timeZone))}</event>`);
  }

  async function* answer(to: Asking, given: Given): Parts {
    history.begin(askedIn(to));
    if (to.kind === 'words') talk.digits.heard(to.text, talk.language);
    if (to.kind === 'keys') talk.digits.tells(to.keys);
    if (isOpening) return yield* open(to, given);
    yield* settle(given);
    switch (to.kind) {
      case 'words':
        return (yield* byRule(to.text, given)) ?? (yield* think(given));
      case 'keys':
        if (to.keys.startsWith('0') && to.keys.length < 3 && !talk.hasTriedPerson) return yield* reachPerson(given);
        return yield* think(given);
      case 'start':
        return yield* think(given);
      case 'silence':
        if (to.times !== 3) return yield* say(talk.fixed().silence(to.times), given, true);
        yield* talk.say(talk.fixed().phrase('silent_goodbye'), given);
        yield* talk.takeWhatIsKnown(given, true);
        return talk.close('silent');
      case 'too_long':
        yield* talk.say(talk.fixed().phrase('too_long'), given);
        yield* talk.takeWhatIsKnown(given, true);
        return talk.close('too_long');
      case 'transfer_failed':
        talk.facts = { ...talk.facts, person: null, wish: talk.facts.wish === 'message' ? 'message' : 'callback' };
        yield* talk.say(talk.fixed().after('transfer', 'failed'), given);
        return yield* think(given, 'Nobody answered, and that was said. Ask for the next thing that is not known.');
      case 'order':
        if (to.act !== 'take' || !to.leavesFor) return yield* obey(to.act, given);
        talk.facts = { ...talk.facts, person: to.leavesFor };
        return yield* transfer(talk, given, to.leavesFor.id);
      default:
        return to satisfies never;
    }
  }

  async function* obey(act: 'take' | 'message' | 'call_back', given: Given): Parts {
    if (act === 'take') return yield* say(talk.fixed().phrase('person_comes'), given);
    if (act === 'message') {
      talk.facts = { ...talk.facts, wish: 'message' };
      return yield* say(talk.fixed().step('message'), given);
    }
    talk.facts = { ...talk.facts, urgency: 'high', promisedMinutes: 10, wish: 'callback', when: 'soon' };
    yield* talk.say(talk.fixed().step('promise'), given);
    return yield* think(
      given,
      'They were promised a call within ten minutes. Make sure that their name and number are known.',
    );
  }

  return {
    kind: 'model',
    get language() {
      return talk.language;
    },
    async *reply(to, signal) {
      signal.throwIfAborted();
      takeBack();
      const given: Given = { signal, lastSaid: '', heardChars: null };
      last = given;
      mode = 'asking';
      let then: Then;
      try {
        then = yield* answer(to, given);
      } catch (error) {
        // It may be asked the same again.
        if (given.lastSaid === '') {
          history.unheard();
          last = null;
        }
        throw error;
      }
      if (isOpening) {
        talk.facts = opening.facts();
        talk.language = opening.language;
      }
      if (given.lastSaid.includes('?')) question = given.lastSaid;
      if (then.then.kind === 'close') mode = 'over';
      yield then;
    },
    truncate(heardChars) {
      if (last !== null) last.heardChars = heardChars;
      if (isOpening) opening.truncate(heardChars);
    },
    whispered(text) {
      history.event(`<event>Somebody of the firm had you say: ${marked(text)}</event>`);
    },
    async gone() {
      if (isOpening && opening.isOpening()) {
        await opening.gone();
        return;
      }
      await talk.gone();
    },
    shown: () => shownOf({ facts: talk.facts, mode }),
    facts: () => talk.facts,
  };
}

/** As the model reads it. Nothing that was said closes a mark. */
function askedIn(to: Asking): string {
  switch (to.kind) {
    case 'words':
      return `<caller>${marked(to.text.slice(0, LONGEST_WORDS))}</caller>`;
    case 'keys':
      return `<event>The caller pressed the keys ${to.keys.replaceAll(/[^0-9*#]/g, '').slice(0, 40)}</event>`;
    case 'order':
      return '<event>Somebody of the firm wants something of you, and it is being done.</event>';
    case 'start':
      return '<event>Go on with the talk: ask for the next thing that is not known.</event>';
    case 'silence':
    case 'too_long':
    case 'transfer_failed':
      return `<event>${to.kind.replace('_', ' ')}</event>`;
    default:
      return to satisfies never;
  }
}
