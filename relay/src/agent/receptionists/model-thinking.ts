import { StageError, type TalkModel, type ToolUse } from '../ports.ts';
import type { ReplyPart } from '../receptionist.ts';
import { createSentenceChunks } from '../sentence-chunks.ts';
import type { ModelReply, ModelTalk, Parts, Then } from './model-talk.ts';
import { planOf, toldOf } from './model-tools.ts';
import { questionExpects } from './question-expects.ts';
import { streamWithTicks } from './stream-with-ticks.ts';

/** How often a model may go on after its tools, within one reply. */
const MOST_ROUNDS = 4;
const MOST_TOOLS = 8;
const MOST_TOKENS = 300;
/** Whoever listens on the telephone keeps no more in mind. */
const MOST_SENTENCES = 5;
const MOST_CHARS = 600;
/** The talk's own ladder is quicker; this is for a model that nobody watches, and for one that stops in the middle (ms). */
const FIRST_TOKEN_MS = 8_000;
const NEXT_TOKEN_MS = 4_000;

/** How much of a reply may still be said. */
interface Left {
  sentences: number;
  chars: number;
}

/**
 * The model answers what stands last in the history: sentences go out while it still thinks, then its tools run, then it is
 * asked again. What may not be spoken is left out.
 * @throws StageError, or the signal's reason
 */
export async function* thinkAloud(talk: ModelTalk, model: TalkModel, reply: ModelReply): Parts {
  const left: Left = { sentences: MOST_SENTENCES, chars: MOST_CHARS };
  let hasLeftOut = false;
  const saidBefore = reply.lastSaid;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const saidInRound = reply.lastSaid;
    const { uses, isCut, isLeftOut } = yield* oneRound(talk, model, reply, left);
    hasLeftOut ||= isLeftOut;
    if (isCut) break;
    let isAnswerWanted = false;
    for (const use of uses) {
      const done = yield* runUse(talk, reply, use);
      if (done.then !== null) return done.then;
      isAnswerWanted ||= done.isAnswerWanted;
    }
    const hasSpoken = reply.lastSaid !== saidInRound;
    if (uses.length === 0 || (hasSpoken && !isAnswerWanted)) break;
    talk.history.nextRound();
  }
  if (reply.lastSaid === saidBefore && hasLeftOut) yield* talk.say(talk.fixed().phrase('no_files'), reply);
  if (reply.lastSaid === saidBefore) throw new StageError('failed', 'The language model said nothing.');
  return talk.listen(questionExpects(reply.lastSaid));
}

async function* oneRound(talk: ModelTalk, model: TalkModel, reply: ModelReply, left: Left) {
  const { system } = talk.prompt();
  const chunks = createSentenceChunks(talk.language);
  const uses: ToolUse[] = [];
  let isLeftOut = false;

  function* speak(pieces: readonly string[]): Generator<ReplyPart, boolean> {
    for (const piece of pieces) {
      const text = talk.sayable(piece);
      if (text === null) {
        isLeftOut = true;
        continue;
      }
      if (left.sentences <= 0 || text.length > left.chars) return true;
      left.chars -= text.length;
      if (/[.!?…]["'”»)]*$/u.test(text)) left.sentences -= 1;
      yield* talk.say(text, reply);
    }
    return false;
  }

  const parts = streamWithTicks((signal) => ask(signal), {
    signal: reply.signal,
    patienceMs: (hasBegun) => (hasBegun ? NEXT_TOKEN_MS : FIRST_TOKEN_MS),
  });
  const ask = (signal: AbortSignal) =>
    model.reply({
      system,
      messages: talk.history.messages(knownOf(talk)),
      tools: talk.offered,
      maxTokens: MOST_TOKENS,
      signal,
    });
  try {
    for await (const part of parts) {
      if (part === 'tick') yield* speak(chunks.tick(performance.now()));
      else if (part.kind === 'tool') uses.push(...(uses.length < MOST_TOOLS ? [toolUse(part)] : []));
      else if (yield* speak(chunks.push(part.text, performance.now()))) return { uses: [], isCut: true, isLeftOut };
    }
  } catch (error) {
    reply.signal.throwIfAborted();
    // What was said so far asks something: that is a reply.
    if (reply.lastSaid.endsWith('?') && uses.length === 0) return { uses, isCut: true, isLeftOut };
    throw error instanceof StageError ? error : new StageError('failed', 'The language model broke.', error);
  }
  const isCut = yield* speak(chunks.end());
  return { uses: isCut ? [] : uses, isCut, isLeftOut };
}

const toolUse = ({ id, name, input }: ToolUse): ToolUse => ({ id, name, input });

/** What the caller told; as data, and again for a model that has forgotten the beginning. */
function knownOf({ facts, taken }: ModelTalk): string {
  const { name, spelled, reason, party, urgency, wish, message, number, slot, when } = facts;
  const known = { name, spelled, reason, party, urgency, wish, message, hasNumber: number !== null };
  const more = { hasTime: slot !== null || when !== null, isTaken: taken === facts };
  return `<known>${JSON.stringify({ ...known, ...more }).replaceAll(/[<>]/g, ' ')}</known>`;
}

/** What came of one tool of a model. */
export interface UseDone {
  /** The reply ends with it. */
  then: Then | null;
  /** The model has to hear what came of it before the reply is over. */
  isAnswerWanted: boolean;
  /** That is what it hears. */
  told: object;
}

export async function* runUse(talk: ModelTalk, reply: ModelReply, use: ToolUse): AsyncGenerator<ReplyPart, UseDone> {
  const { context, now } = talk.deps;
  const isSaid = (digits: string) => talk.digits.knows(digits);
  const plan = planOf(use, { ...talk, context, now: now(), isSaid });
  const told = (result: object, isAnswerWanted: boolean): UseDone => {
    talk.history.did(use, result);
    return { then: null, isAnswerWanted, told: result };
  };
  switch (plan.do) {
    case 'refused':
      return told({ error: plan.why }, true);
    case 'facts':
      talk.facts = plan.facts;
      return told({ stored: true }, false);
    case 'language':
      talk.language = plan.language;
      return told({ language: plan.language }, true);
    case 'run': {
      talk.facts = plan.facts;
      const result = yield* talk.run(plan.call, reply);
      const tells = toldOf(result, talk.found?.word ?? '', talk.language, context.timeZone);
      // The time that is held is the model's to say.
      if (result.tool === 'hold_slot') talk.digits.tells(JSON.stringify(tells));
      return told(tells, plan.call.tool !== 'match_party');
    }
    case 'transfer':
      return { ...told({ ringing: true }, false), then: yield* transfer(talk, reply, plan.personId) };
    case 'end':
      return { ...told({ ended: true }, false), then: yield* takeLeave(talk, reply) };
    default:
      return plan satisfies never;
  }
}

/** The sentence before it is the script's, and is heard to its end. */
export async function* transfer(talk: ModelTalk, reply: ModelReply, personId: string): Parts {
  yield* talk.say(talk.fixed().after('find_person', 'found'), reply, false);
  talk.found = null;
  return { part: 'then', then: { kind: 'transfer' }, personId, why: null };
}

/** Nothing that the caller told is lost, whatever the model forgot. */
async function* takeLeave(talk: ModelTalk, reply: ModelReply): Parts {
  const hadSpoken = reply.lastSaid !== '';
  if (!(yield* talk.takeWhatIsKnown(reply, false))) {
    yield* talk.say(talk.fixed().after('take_message', 'failed'), reply);
    return talk.close('not_taken');
  }
  if (!hadSpoken) yield* talk.say(talk.fixed().after('take_message', 'taken'), reply);
  return talk.close('done');
}
