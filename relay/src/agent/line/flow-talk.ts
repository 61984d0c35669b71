import type { Logger } from 'pino';
import type { FlowEvent, TurnAction } from '../../media/turns/flow-messages.ts';
import type { TurnCall, TurnHandler } from '../../media/turns/turn-calls.ts';
import type { Language, PhoneNumber } from '../../wire/scalars.ts';
import type { Asking, Receptionist } from '../receptionist.ts';
import { turnTimes } from '../turn-taking/turn.ts';
import { createFlowSpeech, speakActions, type FlowSpeech } from './flow-speech.ts';

/** Who talks on one call of which only words come. */
export interface FlowTalkParts {
  receptionist: Receptionist;
  /** Null: nothing rings for this person. */
  phoneOf(personId: string): Promise<PhoneNumber | null>;
  /** Shown to whom the call is passed on to. */
  callerName: string;
  callerNumber: string;
  /** Where the caller goes when nothing works; null: the line is ended. */
  lastResort: PhoneNumber | null;
  /** `hold`: while a reply is made; `sorry`: nothing works. */
  words(language: Language): { hold: string; sorry: string };
  /** After the first reply was made: the receptionist has the call. */
  took(): Promise<void>;
  /** The session is over and what is known is kept. */
  over(): Promise<void>;
}

/** The caller is asked again after so much silence (seconds). */
const SILENT_SECONDS = turnTimes.silent / 1_000;
/** Keys come one by one; what comes within this is one answer, and the provider waits little longer (ms). */
const BETWEEN_KEYS_MS = 600;

interface Queued {
  action: TurnAction;
  /** Of the last reply: what of it was heard counts. */
  isOfReply: boolean;
}

interface Talk {
  call: TurnCall;
  parts: FlowTalkParts;
  speech: FlowSpeech;
  /** Sentences and what is done after them, not sent yet. */
  queue: Queued[];
  beganMs: number;
  silences: number;
  keys: string;
  isThinking: boolean;
  stop: AbortController;
  /** One reply behind the other. */
  line: Promise<unknown>;
}

export interface FlowTalks extends TurnHandler {
  /** Ends all talks; done when what is known of them is kept. */
  close(): Promise<void>;
}

/**
 * Lets a receptionist talk over text turns (sipgate AI Flow, telephony facts 4.6).
 * @param deps.begin an action: nobody takes this call, and that is done with it
 */
export function createFlowTalks(deps: {
  begin: (call: TurnCall) => Promise<FlowTalkParts | TurnAction>;
  nowMs: () => number;
  after: (ms: number, run: () => void) => () => void;
  log: Logger;
}): FlowTalks {
  const talks = new Map<string, Talk>();
  const ending = new Set<Promise<void>>();
  const beginning = new Set<string>();
  const keyOf = ({ tenantId, sessionId }: TurnCall) => `${tenantId} ${sessionId}`;

  async function begin(call: TurnCall): Promise<TurnAction | null> {
    const parts = await deps.begin(call);
    if ('kind' in parts) return parts;
    const talk: Talk = {
      call,
      parts,
      speech: createFlowSpeech(deps.nowMs),
      queue: [],
      beganMs: deps.nowMs(),
      silences: 0,
      keys: '',
      isThinking: false,
      stop: new AbortController(),
      line: Promise.resolve(),
    };
    talks.set(keyOf(call), talk);
    // A WebSocket that goes away, or a call that is silent for long, tells no end.
    call.signal.addEventListener('abort', () => void end(call), { once: true });
    if (call.signal.aborted) void end(call);
    await parts.took();
    return reply(call, talk, { kind: 'start' });
  }

  function end(call: TurnCall): Promise<void> {
    const talk = talks.get(keyOf(call));
    if (!talk) return Promise.resolve();
    talks.delete(keyOf(call));
    const ended = keep(call, talk).finally(() => ending.delete(ended));
    ending.add(ended);
    return ended;
  }

  async function keep(call: TurnCall, talk: Talk): Promise<void> {
    interrupt(talk);
    try {
      await talk.line;
      await talk.parts.receptionist.gone();
      await talk.parts.over();
    } catch (error) {
      deps.log.error({ tenantId: call.tenantId, err: error }, 'flow_talk_not_kept');
    }
  }

  /** @returns the first of what is to be said; the rest follows when that has been heard */
  function reply(call: TurnCall, talk: Talk, to: Asking): Promise<TurnAction | null> {
    interrupt(talk);
    const { signal } = (talk.stop = new AbortController());
    const mine = talk.line.then(() => (signal.aborted ? null : make(call, talk, to, signal)));
    talk.line = mine.catch(() => undefined);
    return mine;
  }

  /** What has not been heard never will be. */
  function interrupt(talk: Talk): void {
    talk.stop.abort();
    const hasMore = talk.queue.some(({ action }) => action.kind === 'speak');
    if (!talk.speech.isOn && !hasMore) return;
    talk.queue = [];
    talk.parts.receptionist.truncate(talk.speech.cut());
  }

  async function make(call: TurnCall, talk: Talk, to: Asking, signal: AbortSignal): Promise<TurnAction | null> {
    const { parts, speech } = talk;
    const said: { text: string; isInterruptible: boolean }[] = [];
    let after: TurnAction[] = [];
    let listens = true;
    // To the receptionist a reply that was aborted is one that nobody heard: what was made is only ever cut short.
    const making = new AbortController();
    const stop = () => making.abort(signal.reason);
    signal.addEventListener('abort', stop, { once: true });
    speech.begin();
    talk.queue = [];
    talk.isThinking = true;
    try {
      for await (const part of parts.receptionist.reply(to, making.signal)) {
        if (part.part === 'say') said.push(part);
        if (part.part !== 'then') continue;
        listens = part.then.kind === 'listen';
        if (part.then.kind === 'close') after = [{ kind: 'hangup' }];
        if (part.then.kind === 'transfer') {
          const number = part.personId === null ? null : await parts.phoneOf(part.personId);
          if (number === null) return await failed(call, talk, said, signal);
          after = [passOn(parts, number)];
        }
      }
    } catch (error) {
      if (signal.aborted) return unsaid(talk, said);
      deps.log.error({ tenantId: call.tenantId, err: error }, 'flow_reply_failed');
      const { sorry } = parts.words(parts.receptionist.language);
      said.push({ text: said.length > 0 ? ` ${sorry}` : sorry, isInterruptible: false });
      listens = false;
      after = [parts.lastResort === null ? { kind: 'hangup' } : passOn(parts, parts.lastResort)];
    } finally {
      talk.isThinking = false;
      signal.removeEventListener('abort', stop);
    }
    if (signal.aborted) return unsaid(talk, said);
    // After this the talk is over, whatever the reply says.
    if (listens && (to.kind === 'too_long' || (to.kind === 'silence' && to.times === 3))) after = [{ kind: 'hangup' }];
    const sentences = speakActions(said, after.length === 0 ? SILENT_SECONDS : null);
    talk.queue = [...sentences, ...after].map((action) => ({ action, isOfReply: true }));
    return next(talk);
  }

  /** Nothing rings for that person: what was said on the way is said, and what the receptionist has to say to it. */
  async function failed(
    call: TurnCall,
    talk: Talk,
    said: { text: string; isInterruptible: boolean }[],
    signal: AbortSignal,
  ): Promise<TurnAction | null> {
    const { speech } = talk;
    const first = await make(call, talk, { kind: 'transfer_failed' }, signal);
    if (first === null || said.length === 0) return first;
    speech.begin();
    const before = speakActions(said, null).map((action) => ({ action, isOfReply: false }));
    talk.queue = [...before, { action: first, isOfReply: true }, ...talk.queue];
    return next(talk);
  }

  function unsaid(talk: Talk, said: readonly unknown[]): null {
    if (said.length > 0) talk.parts.receptionist.truncate(0);
    return null;
  }

  function next(talk: Talk): TurnAction | null {
    const { action, isOfReply } = talk.queue.shift() ?? { action: null, isOfReply: false };
    if (action?.kind === 'speak') talk.speech.sent(action.text, isOfReply);
    return action;
  }

  async function keys(call: TurnCall, talk: Talk, digit: string): Promise<TurnAction | null> {
    talk.keys += digit;
    const all = talk.keys;
    if (digit !== '#') {
      await new Promise<void>((resolve) => void deps.after(BETWEEN_KEYS_MS, resolve));
      // Another one came, and answers for all.
      if (talk.keys !== all || !talks.has(keyOf(call))) return null;
    }
    talk.keys = '';
    talk.silences = 0;
    return reply(call, talk, { kind: 'keys', keys: all });
  }

  async function turn(call: TurnCall, event: FlowEvent, signal: AbortSignal): Promise<TurnAction | null> {
    if (event.type === 'session_end') {
      await end(call);
      return null;
    }
    const talk = talks.get(keyOf(call));
    // Also a session whose beginning was never told.
    if (!talk) {
      const begins = event.type === 'session_start' || event.type === 'user_speak';
      if (!begins || beginning.has(keyOf(call))) return null;
      beginning.add(keyOf(call));
      return begin(call).finally(() => beginning.delete(keyOf(call)));
    }
    switch (event.type) {
      case 'user_speak': {
        talk.silences = 0;
        const isTooLong = deps.nowMs() - talk.beganMs > turnTimes.longestTalk;
        const made = reply(call, talk, isTooLong ? { kind: 'too_long' } : { kind: 'words', text: event.text });
        const mine = talk.stop;
        // The provider's own word for it that the caller goes on.
        signal.addEventListener('abort', () => mine.abort(), { once: true });
        return made;
      }
      case 'digit':
        return keys(call, talk, event.digit);
      case 'no_answer': {
        talk.silences = Math.min(3, talk.silences + 1);
        return reply(call, talk, { kind: 'silence', times: talk.silences as 1 | 2 | 3 });
      }
      case 'assistant_speak':
        talk.speech.began(event.durationMs);
        return null;
      case 'assistant_speech_ended':
        talk.speech.ended();
        return talk.speech.isOn ? null : next(talk);
      case 'session_start':
      case 'speech_started':
      case 'unknown':
        return null;
      default:
        return event.type satisfies never;
    }
  }

  return {
    turn,
    async close() {
      for (const { call } of talks.values()) void end(call);
      await Promise.all(ending);
    },
    hold(call) {
      const talk = talks.get(keyOf(call));
      // Silence fits keys; before the greeting there is nobody to hold.
      if (!talk?.isThinking) return null;
      const { hold } = talk.parts.words(talk.parts.receptionist.language);
      talk.speech.sent(hold, false);
      return { kind: 'speak', text: hold, mayBeInterrupted: true };
    },
  };
}

const passOn = ({ callerName, callerNumber }: FlowTalkParts, to: string): TurnAction => ({
  kind: 'transfer',
  to,
  callerName,
  callerNumber,
});
