import { objectsToRecording, wantsPerson } from '../answers/asked-for.ts';
import { yesOrNo } from '../answers/yes-no.ts';
import type { OfferedTool } from '../ports.ts';
import type { Receptionist, ReplyPart } from '../receptionist.ts';
import { shownOf } from '../script/turn-of-talk.ts';
import { createModelTalk, type ModelReply, type ModelTalkDeps } from './model-talk.ts';
import { runUse } from './model-thinking.ts';

/** What stands behind an engine that hears, thinks and speaks: its tools, with the same guards as a language model's. */
export interface EngineMind extends Pick<Receptionist, 'language' | 'facts' | 'shown' | 'gone'> {
  readonly instructions: string;
  readonly tools: readonly OfferedTool[];
  /**
   * One after the other, however many it asks for at once.
   * @param input what the engine sent: checked against the tool's schema
   * @returns what the engine is told, what happened, and with `then` as its last part a reply that is not the engine's to give
   */
  runTool(ask: {
    name: string;
    input: unknown;
    /** The caller has heard something of it in answer to what they said. */
    hasSpoken: boolean;
    signal: AbortSignal;
  }): Promise<{ told: object; parts: ReplyPart[] }>;
  /**
   * What the caller said in one turn.
   * @returns `consent`: that was their answer to it. `isForRules`: they want a person, or do not want to be recorded; that
   * does not hang on an engine
   */
  heard(text: string): { consent: 'yes' | 'no' | 'unclear' | null; isForRules: boolean };
  /** @returns the sentence of the script for it, to be said */
  obey(act: 'message' | 'call_back'): string;
}

export function createEngineMind(deps: ModelTalkDeps): EngineMind {
  const talk = createModelTalk(deps);
  let line: Promise<unknown> = Promise.resolve();

  async function use(ask: Parameters<EngineMind['runTool']>[0]): ReturnType<EngineMind['runTool']> {
    ask.signal.throwIfAborted();
    const reply: ModelReply = { signal: ask.signal, lastSaid: ask.hasSpoken ? '…' : '' };
    const parts: ReplyPart[] = [];
    const using = runUse(talk, reply, { id: '', name: ask.name, input: ask.input });
    for (;;) {
      const next = await using.next();
      if (next.done !== true) parts.push(next.value);
      else return { told: next.value.told, parts: next.value.then === null ? parts : [...parts, next.value.then] };
    }
  }

  return {
    get language() {
      return talk.language;
    },
    get instructions() {
      const asked =
        talk.facts.consent === null
          ? 'They were asked whether recording is all right and are about to answer; take the answer as it is.'
          : 'They were greeted and asked how the firm can help.';
      return `${talk.prompt().system}\n\n${asked} Say nothing before they speak.`;
    },
    tools: talk.offered,
    runTool(ask) {
      const mine = line.then(() => use(ask));
      line = mine.catch(() => undefined);
      return mine;
    },
    heard(text) {
      talk.digits.heard(text, talk.language);
      talk.noteUrgency(text);
      const consent = talk.facts.consent === null ? (yesOrNo(text, talk.language) ?? 'unclear') : null;
      if (consent !== null) talk.facts = { ...talk.facts, consent };
      const isForRules =
        consent === 'no' ||
        objectsToRecording(text, talk.language) ||
        (wantsPerson(text, talk.language) && !talk.hasTriedPerson);
      return { consent, isForRules };
    },
    obey(act) {
      if (act === 'message') {
        talk.facts = { ...talk.facts, wish: 'message' };
        return talk.fixed().step('message');
      }
      talk.facts = { ...talk.facts, urgency: 'high', promisedMinutes: 10, wish: 'callback', when: 'soon' };
      return talk.fixed().step('promise');
    },
    gone: () => talk.gone(),
    shown: () => shownOf({ facts: talk.facts, mode: 'asking' }),
    facts: () => talk.facts,
  };
}
