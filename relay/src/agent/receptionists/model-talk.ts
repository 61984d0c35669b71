import type { Language } from '../../wire/scalars.ts';
import { urgentWordsIn } from '../answers/urgency.ts';
import type { OfferedTool } from '../ports.ts';
import type { EndOfTalk, ReplyPart } from '../receptionist.ts';
import { noFacts, type IntakeFacts } from '../script/facts.ts';
import type { TalkContext } from '../script/talk.ts';
import type { Expecting } from '../turn-taking/turn.ts';
import type { AgentTools, ToolCall, ToolResult } from '../tools.ts';
import { createDigitsOnCall, type DigitsOnCall } from './digits-on-call.ts';
import { fixedSentences, type FixedSentences } from './fixed-sentences.ts';
import { createModelHistory, type ModelHistory } from './model-history.ts';
import { modelPrompt, type ModelPrompt } from './model-prompt.ts';
import { isWorthTaking, offeredTools } from './model-tools.ts';
import { createSayable } from './sayable.ts';
import { createToolsAtWork, type ToolsAtWork } from './tools-at-work.ts';

export interface ModelTalkDeps {
  /** Of the script: its fixed sentences are said whatever the model thinks, and its languages are those that are spoken. */
  context: TalkContext;
  language: Language;
  /** Of the receptionist before; null: the talk begins here. */
  facts: IntakeFacts | null;
  /** The caller has been told to the end that this is an AI, and that the call is recorded. */
  isAnnounced: boolean;
  /** What the firm tells callers of itself. */
  about: string;
  tools: AgentTools;
  now: () => Date;
}

export type Then = Extract<ReplyPart, { part: 'then' }>;
export type Parts = AsyncGenerator<ReplyPart, Then>;

/** One reply under way. */
export interface ModelReply {
  signal: AbortSignal;
  /** The last that was said in it; empty: nothing yet. */
  lastSaid: string;
}

/** What a model's talk knows and does, whoever of the two, rules or model, moves it on. */
export interface ModelTalk {
  readonly deps: ModelTalkDeps;
  readonly history: ModelHistory;
  readonly digits: DigitsOnCall;
  readonly atWork: ToolsAtWork;
  facts: IntakeFacts;
  language: Language;
  /** Whom `find_person` gave; the model has only the word. */
  found: { word: string; id: string } | null;
  hasTriedPerson: boolean;
  /** What the firm has. */
  taken: IntakeFacts | null;
  fixed(): FixedSentences;
  /** For the language that is spoken. */
  prompt(): ModelPrompt;
  /** Null: this may not be spoken. */
  sayable(text: string): string | null;
  readonly offered: readonly OfferedTool[];
  /** A sentence goes out, and is remembered as said. Empty ones are not. */
  say(text: string, reply: ModelReply, isInterruptible?: boolean): Generator<ReplyPart, void>;
  /** Runs a tool and takes in what came of it. @throws the signal's reason */
  run(call: ToolCall, reply: ModelReply): AsyncGenerator<ReplyPart, ToolResult>;
  /** What came of one that went on behind an abort. */
  took(call: ToolCall, result: ToolResult): void;
  /** What the firm is to be given; null: nothing is known, or it has it. */
  untaken(isUnfinished: boolean): ToolCall | null;
  /** @returns whether the firm has everything that is known */
  takeWhatIsKnown(reply: ModelReply, isUnfinished: boolean): AsyncGenerator<ReplyPart, boolean>;
  /** The caller has gone. Never rejects. */
  gone(): Promise<void>;
  /** Words that are urgent are so whatever the model makes of them. */
  noteUrgency(text: string): void;
  listen(expecting: Expecting): Then;
  close(why: EndOfTalk): Then;
}

export function createModelTalk(deps: ModelTalkDeps): ModelTalk {
  const { context, about } = deps;
  let people = 0;
  const sayables = new Map<Language, (text: string) => string | null>();
  const talk: ModelTalk = {
    deps,
    history: createModelHistory(),
    digits: createDigitsOnCall(context.callerNumber, about),
    atWork: createToolsAtWork(deps.tools, deps.now),
    facts: deps.facts ?? noFacts,
    language: deps.language,
    found: null,
    hasTriedPerson: false,
    taken: null,
    offered: offeredTools(Object.keys(context.scripts) as Language[]),
    prompt: () => modelPrompt(context, { language: talk.language, about, now: deps.now() }),
    sayable(text) {
      const known = sayables.get(talk.language);
      const one = known ?? createSayable(talk.prompt().secret, (digits) => talk.digits.knows(digits));
      if (known === undefined) sayables.set(talk.language, one);
      return one(text);
    },
    fixed: () => fixedSentences(context, talk.language, talk.facts),
    *say(text, reply, isInterruptible = true) {
      if (text === '') return;
      reply.signal.throwIfAborted();
      reply.lastSaid = text;
      talk.history.said(text);
      yield { part: 'say', text, language: talk.language, isInterruptible };
      reply.signal.throwIfAborted();
    },
    async *run(call, reply) {
      // One that went on behind an abort has begun already.
      if (talk.atWork.wanted() !== call) talk.atWork.wants(call);
      const { result, tookMs } = await talk.atWork.run(reply.signal);
      talk.took(call, result);
      yield { part: 'tool', tool: call.tool, tookMs };
      return result;
    },
    took(call, result) {
      if (result.tool === 'find_person') {
        people += 1;
        talk.hasTriedPerson = true;
        talk.found = result.person === null ? null : { word: `person_${people}`, id: result.person.id };
        const wish = talk.facts.wish === 'message' ? 'message' : 'callback';
        talk.facts = { ...talk.facts, person: result.person, ...(result.person === null ? { wish } : {}) };
      } else if (result.tool === 'hold_slot' && result.outcome !== 'failed') {
        talk.facts = { ...talk.facts, slot: result.slot };
      } else if (call.tool === 'take_message' && result.tool === 'take_message' && result.outcome === 'taken') {
        talk.taken = call.facts;
      }
    },
    untaken(isUnfinished) {
      const { facts, language, taken } = talk;
      if (!isWorthTaking(facts) || taken === facts) return null;
      return { tool: 'take_message', facts, language, isUnfinished };
    },
    async *takeWhatIsKnown(reply, isUnfinished) {
      const call = talk.untaken(isUnfinished);
      if (call !== null) yield* talk.run(call, reply);
      return talk.untaken(isUnfinished) === null;
    },
    async gone() {
      const took = (result: ToolResult, call: ToolCall) => {
        talk.took(call, result);
        return [];
      };
      await talk.atWork.settled(took);
      talk.atWork.wants(talk.untaken(true));
      await talk.atWork.settled(took);
    },
    noteUrgency(text) {
      const found = urgentWordsIn(text, talk.language);
      if (found.length === 0) return;
      const urgentWords = [...new Set([...talk.facts.urgentWords, ...found])].slice(0, 20);
      talk.facts = { ...talk.facts, urgentWords, urgency: 'high' };
    },
    listen: (expecting) => ({
      part: 'then',
      then: { kind: 'listen', expecting, language: talk.language },
      personId: null,
      why: null,
    }),
    close: (why) => ({ part: 'then', then: { kind: 'close' }, personId: null, why }),
  };
  return talk;
}
