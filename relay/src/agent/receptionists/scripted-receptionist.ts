import type { Language } from '../../wire/scalars.ts';
import type { Asking, EndOfTalk, Receptionist, ReplyPart } from '../receptionist.ts';
import { noFacts, type IntakeFacts } from '../script/facts.ts';
import { interpret, newTalk } from '../script/interpret.ts';
import type { TalkContext, TalkEffect, TalkHeard, TalkState } from '../script/talk.ts';
import { heardOf, shownOf } from '../script/turn-of-talk.ts';
import { failedResult, type AgentTools, type ToolCall } from '../tools.ts';
import { goingOn } from './going-on.ts';
import { changesSomething, createToolsAtWork } from './tools-at-work.ts';

export interface ScriptedDeps {
  context: TalkContext;
  language: Language;
  /** Of the receptionist before; null: the talk begins here. */
  facts: IntakeFacts | null;
  /** The caller has been told to the end that this is an AI, and that the call is recorded. */
  isAnnounced: boolean;
  tools: AgentTools;
  now: () => Date;
}

export interface ScriptedReceptionist extends Receptionist {
  /** Not announced yet, or waiting for the answer whether recording is all right. To be asked between replies. */
  isOpening(): boolean;
}

type Then = Extract<ReplyPart, { part: 'then' }>;
type Parts = AsyncGenerator<ReplyPart, Then>;

/** One reply, so that it can be taken back when nobody heard any of it. */
interface Given {
  before: { state: TalkState; hasBegun: boolean; wanted: ToolCall | null };
  /** Everything that it answers. */
  words: string;
  signal: AbortSignal;
  /** Characters given out, and at which of them it was announced. */
  chars: number;
  announcedAt: number | null;
  /** What a tool changed is not taken back. */
  isFixed: boolean;
  heardChars: number | null;
}

/**
 * The receptionist that needs no model: `interpret` says what comes, this runs its tools. Its replies are told apart by their
 * signals: one that is aborted and of which nothing sounded (`truncate` was not called, or with 0) is taken back, and what was
 * said to it is read again with what comes next.
 * @throws RangeError when there is no script in this language
 */
export function createScriptedReceptionist(deps: ScriptedDeps): ScriptedReceptionist {
  const { context, now } = deps;
  let state: TalkState = { ...newTalk(deps.language, context), facts: deps.facts ?? noFacts };
  let hasBegun = false;
  let { isAnnounced } = deps;
  let last: Given | null = null;
  /** To the last reply, when nobody heard any of it. */
  let said = { words: '', isRead: true };
  let over: EndOfTalk = 'done';
  const atWork = createToolsAtWork(deps.tools, now);

  function interpreted(heard: TalkHeard): TalkEffect[] {
    const next = interpret(context, state, heard, now());
    state = next.state;
    return next.effects;
  }

  /** Nobody heard the last reply: it was never made. What a tool changed stays, and so does what was said to it. */
  function takeBack(): void {
    if (last === null) return;
    const { signal, heardChars, isFixed, before, words, announcedAt } = last;
    const isUnheard = heardChars === 0 || (heardChars === null && signal.aborted);
    if (announcedAt !== null && (isUnheard || (heardChars ?? announcedAt) < announcedAt)) isAnnounced = false;
    said = isUnheard ? { words, isRead: isFixed } : { words: '', isRead: true };
    if (isUnheard && !isFixed) {
      ({ state, hasBegun } = before);
      atWork.wants(before.wanted);
    }
    last = null;
  }

  /** Turn-taking repeats what nobody answered; where it does not, we do. */
  function everythingSaid(text: string): string {
    const { words, isRead } = said;
    const isRepeated = words !== '' && text.startsWith(words);
    if (isRead) return isRepeated ? text.slice(words.length).trim() : text;
    return isRepeated || words === '' ? text : `${words} ${text}`;
  }

  /** @param isQuestionLeftOut more is heard at once, and its answer asks again */
  async function* go(heard: TalkHeard, given: Given, isQuestionLeftOut = false): Parts {
    let effects = interpreted(heard);
    for (;;) {
      const listen = effects.findLastIndex((effect) => effect.do === 'listen');
      const end = effects.find((effect) => effect.do === 'end');
      const tool = effects.find((effect) => effect.do === 'tool');
      atWork.wants(tool?.call ?? null);
      for (const [index, effect] of effects.entries()) {
        given.signal.throwIfAborted();
        if (effect.do === 'say' && !(isQuestionLeftOut && index === listen - 1)) {
          given.chars += effect.text.length;
          const { text, language, isInterruptible } = effect;
          yield { part: 'say', text, language, isInterruptible };
        } else if (effect.do === 'announced') {
          given.announcedAt = given.chars;
          isAnnounced = true;
          yield { part: 'announced' };
        } else if (effect.do === 'consent') {
          yield { part: 'consent', answer: effect.answer };
        }
      }
      given.signal.throwIfAborted();
      if (tool?.call.tool === 'transfer' && end === undefined) {
        atWork.wants(null);
        return { part: 'then', then: { kind: 'transfer' }, personId: tool.call.personId, why: null };
      }
      const worked = tool === undefined ? null : yield* runTool(tool.call, given);
      if (end !== undefined) {
        const isLost = worked?.tool === 'take_message' && worked.outcome === 'failed' && end.why === 'done';
        over = isLost ? 'not_taken' : end.why;
        return close();
      }
      if (worked === null) return listening(effects);
      effects = interpreted({ kind: 'tool', result: worked });
    }
  }

  async function* runTool(call: ToolCall, given: Given) {
    if (call.tool === 'hold_slot' || call.tool === 'take_message') given.isFixed = true;
    const { result, tookMs } = await atWork.run(given.signal);
    yield { part: 'tool' as const, tool: call.tool, tookMs };
    given.signal.throwIfAborted();
    return result;
  }

  const close = (): Then => ({ part: 'then', then: { kind: 'close' }, personId: null, why: over });

  function listening(effects: readonly TalkEffect[]): Then {
    const asked = effects.findLast((effect) => effect.do === 'listen');
    const expecting = asked?.expecting ?? 'open';
    const then = { kind: 'listen', expecting, language: state.language } as const;
    return { part: 'then', then, personId: null, why: null };
  }

  /** What a tool did that was at work when the last reply was broken off, or a transfer of which nothing was told. */
  async function* settle(to: Asking, given: Given): Parts {
    const call = atWork.wanted() ?? { tool: 'transfer' as const, personId: '' };
    const isOrder = to.kind === 'too_long' || (to.kind === 'order' && to.act !== 'take');
    if (isOrder && !changesSomething(call)) return yield* go(heardBy(to), given);
    const result = call.tool === 'transfer' ? failedResult(call) : yield* runTool(call, given);
    if (to.kind === 'too_long') {
      interpreted({ kind: 'tool', result });
      return yield* go(heardBy(to), given);
    }
    const isOverheard = to.kind === 'words' && call.tool === 'transfer';
    const isMore = isOverheard || to.kind === 'order' || isKeyForPerson(to);
    const meanwhile = to.kind === 'words' ? given.words : null;
    const then = yield* go({ kind: 'tool', result, meanwhile }, given, isMore);
    if (!isMore || then.then.kind !== 'listen') return then;
    return yield* go(isOverheard ? { kind: 'overheard', text: given.words } : heardBy(to), given);
  }

  async function* answer(to: Asking, given: Given): Parts {
    const { words } = given;
    const isContinued = !hasBegun && deps.facts !== null;
    if (isContinued) {
      const from = { language: deps.language, facts: deps.facts ?? noFacts, isAnnounced };
      state = goingOn(from, context, to, now());
    }
    hasBegun = true;
    if (to.kind === 'too_long' && words !== '') overhear(words);
    if (state.mode === 'over') {
      if (to.kind !== 'words' && to.kind !== 'keys' && to.kind !== 'order') return close();
      reopen();
    }
    if (!isAnnounced && to.kind !== 'too_long' && !(to.kind === 'silence' && to.times === 3)) {
      const isMore = to.kind === 'words' || to.kind === 'order' || isKeyForPerson(to);
      const then = yield* go({ kind: 'start' }, given, isMore);
      if (!isMore || then.then.kind !== 'listen') return then;
      return yield* go(to.kind === 'words' ? { kind: 'overheard', text: words } : heardBy(to), given);
    }
    if (state.mode === 'working' && to.kind !== 'transfer_failed') return yield* settle(to, given);
    const isUnasked = isContinued && !asksConsent();
    if (to.kind === 'words') return yield* go({ kind: isUnasked ? 'overheard' : 'words', text: words }, given);
    // No question of ours was heard yet: the one that is open is asked.
    if (
      isContinued &&
      (to.kind === 'start' || to.kind === 'transfer_failed' || (isUnasked && to.kind === 'keys' && !isKeyForPerson(to)))
    ) {
      if (state.mode !== 'working') return yield* go({ kind: 'overheard', text: '' }, given);
    }
    return yield* go(heardBy(to), given);
  }

  const asksConsent = () => context.scripts[state.language]?.steps[state.step]?.ask === 'consent';

  /** Nobody heard our reply to it, and there will be no other: it is for the firm to read. */
  function overhear(text: string): void {
    const before = state;
    interpreted({ kind: 'overheard', text });
    state = { ...before, facts: state.facts };
  }

  /** They have something more to say while we take leave. */
  function reopen(): void {
    const step = context.scripts[state.language]?.message ?? state.step;
    const { [step]: _, ...done } = state.done;
    state = { ...state, mode: 'asking', step, misses: 0, candidate: null, done };
  }

  return {
    kind: 'script',
    get language() {
      return state.language;
    },
    async *reply(to, signal) {
      signal.throwIfAborted();
      takeBack();
      const given: Given = {
        before: { state, hasBegun, wanted: atWork.wanted() },
        words: to.kind === 'words' ? everythingSaid(to.text) : said.isRead ? '' : said.words,
        signal,
        chars: 0,
        announcedAt: null,
        isFixed: false,
        heardChars: null,
      };
      last = given;
      yield yield* answer(to, given);
    },
    truncate(heardChars) {
      if (last !== null) last.heardChars = heardChars;
    },
    whispered() {
      // The script asks its own questions, whatever was said in between.
    },
    async gone() {
      last = null;
      await atWork.settled((result) => interpreted({ kind: 'tool', result }));
      for (const effect of interpreted({ kind: 'gone' })) {
        if (effect.do !== 'tool') continue;
        atWork.wants(effect.call);
        await atWork.settled(() => []);
      }
    },
    isOpening() {
      takeBack();
      if (!isAnnounced) return true;
      return hasBegun ? state.mode === 'asking' && asksConsent() : state.facts.consent === null;
    },
    shown: () => shownOf(state),
    facts: () => state.facts,
  };
}

const heardBy = (to: Asking): TalkHeard => (to.kind === 'order' ? to : heardOf(to));

const isKeyForPerson = (to: Asking) => to.kind === 'keys' && to.keys.startsWith('0');
