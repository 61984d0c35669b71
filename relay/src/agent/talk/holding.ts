import type { MediaCall } from '../../media/session/handlers.ts';
import type { Language } from '../../wire/scalars.ts';
import type { IntakeFacts } from '../script/facts.ts';
import type { StageError } from '../ports.ts';
import type { Asking, ReplyPart } from '../receptionist.ts';
import type { EngineMind } from '../receptionists/engine-mind.ts';
import type { SpeechTalk, SpeechToSpeech, ToldOfTalk } from '../speech-to-speech/port.ts';
import type { TalkRecord } from '../talk-record.ts';
import type { Lines } from './lines.ts';

/** One engine that can hold a talk by itself. */
export interface Holder {
  engine: SpeechToSpeech;
  mind: (from: { language: Language; facts: IntakeFacts }) => EngineMind;
}

/** Why the engine no longer holds the talk, and what the stages go on with. */
export type LeftOver =
  /** It gave the caller a reply that is ours to carry out: to a person, or goodbye. */
  | { why: 'parts'; parts: readonly ReplyPart[] }
  /** By rule it is not the engine's to answer. */
  | { why: 'asking'; asking: Asking }
  | { why: 'failed'; error: StageError; asking: Asking };

/** An engine that hears, thinks and speaks has the caller; turn-taking of ours stands still meanwhile. */
export interface Holding {
  readonly mind: EngineMind;
  frame(pcm: Int16Array): void;
  whisper(text: string, byPersonId: string): void;
  obey(act: 'message' | 'call_back'): void;
  /** Safe to call twice. What was not heard is cut off, and nothing is left of it. */
  close(): void;
}

export interface HoldingDeps {
  holder: Holder;
  media: MediaCall;
  from: { language: Language; facts: IntakeFacts };
  record: TalkRecord;
  lines: Lines;
  /** Of the talk's clock (ms). */
  nowMs: () => number;
  sinceMs: (at: number) => number;
  /** @returns its own undo */
  after: (ms: number, run: () => void) => () => void;
  nextGeneration: () => number;
  consent(answer: 'yes' | 'no' | 'unclear'): void;
  changed(): void;
  /** Once at most; the engine is still to be closed. */
  leave(left: LeftOver): void;
}

/** What a caller says is written down later than it is heard; digits count only when they were (ms). */
const WORDS_MS = 2_000;
/** So often does the engine ask whether they are there. */
const SILENCES = 3;
/** Of a line that much tells whether it is the one that was whispered (characters). */
const TELLING = 12;

/** @throws StageError when the engine takes no call */
export function createHolding(deps: HoldingDeps): Holding {
  const { holder, media, record, lines } = deps;
  const mind = holder.mind(deps.from);
  const { playout } = media;
  let isLeft = false;
  /** Since the caller spoke last. */
  let hasSpoken = false;
  /** Said by the caller, and answered by nothing yet. */
  let unanswered = '';
  let words = Promise.withResolvers<void>();
  words.resolve();
  let voiceOffMs = deps.nowMs();
  let whispers: { text: string; byPersonId: string }[] = [];
  let speech: SpeechTalk | null = null;

  /** The engine's clock is another one than the talk's. */
  const onOurs = (saidAtMs: number) => deps.nowMs() - Math.max(0, performance.now() - saidAtMs);

  function leave(left: LeftOver): void {
    if (isLeft) return;
    isLeft = true;
    deps.leave(left);
  }

  function callerVoice(isOn: boolean): void {
    record.voice(isOn);
    if (!isOn) {
      voiceOffMs = deps.nowMs();
      return;
    }
    hasSpoken = false;
    words.resolve();
    words = Promise.withResolvers();
  }

  function callerSaid({ id, text, isFinal, saidAtMs }: Extract<ToldOfTalk, { kind: 'caller' }>): void {
    const at = onOurs(saidAtMs);
    lines.told({ id: `caller ${id}`, who: 'caller', text, isPartial: !isFinal, atMs: deps.sinceMs(at) });
    if (!isFinal) return;
    record.line({ who: 'caller', text, language: mind.language, at, toMs: Math.max(at, voiceOffMs), isCutOff: false });
    const { consent, isForRules } = mind.heard(text);
    words.resolve();
    if (consent !== null) deps.consent(consent);
    if (!hasSpoken) unanswered = text;
    if (isForRules) leave({ why: 'asking', asking: { kind: 'words', text } });
  }

  function engineSaid(told: Extract<ToldOfTalk, { kind: 'agent' }>): void {
    const { id, isFinal, isCutOff, heardMs } = told;
    const at = onOurs(told.saidAtMs);
    const text = told.text.trim();
    const isOf = (whisper: string) => text.length >= Math.min(TELLING, whisper.length) && whisper.startsWith(text);
    const whispered = whispers.find((one) => isOf(one.text)) ?? null;
    const shown = isCutOff && text !== '' ? `${text} …` : text;
    lines.told({
      id: `agent ${id}`,
      who: 'agent',
      text: shown,
      isPartial: !isFinal,
      atMs: deps.sinceMs(at),
      byPersonId: whispered?.byPersonId ?? null,
    });
    if (!isFinal) return;
    whispers = whispers.filter((one) => one !== whispered);
    if (text === '') return;
    record.line({ who: 'agent', text, language: mind.language, at, toMs: at + heardMs, isCutOff });
  }

  function told(event: ToldOfTalk): void {
    switch (event.kind) {
      case 'ready':
        return;
      case 'voice':
        callerVoice(event.isOn);
        break;
      case 'caller':
        callerSaid(event);
        break;
      case 'agent':
        engineSaid(event);
        break;
      case 'tool':
        record.tool(event.name.slice(0, 100), event.tookMs);
        break;
      case 'turn':
        hasSpoken = true;
        unanswered = '';
        record.engineTurn(deps.nextGeneration(), event);
        break;
      case 'silent':
        if (event.times >= SILENCES) leave({ why: 'asking', asking: { kind: 'silence', times: SILENCES } });
        break;
      default:
        event satisfies never;
    }
    deps.changed();
  }

  async function runTool(name: string, input: unknown, signal: AbortSignal): Promise<object> {
    if (name === 'set_facts') {
      const undo = deps.after(WORDS_MS, words.resolve);
      await words.promise;
      undo();
    }
    const { told: answer, parts } = await mind.runTool({ name, input, hasSpoken, signal });
    deps.changed();
    if (parts.at(-1)?.part !== 'then') return answer;
    // What it said on the way is heard to its end, or the caller has talked over it and is answered first.
    if (!(await playout.played()) && name === 'end_call') return { ended: false, why: 'The caller goes on.' };
    signal.throwIfAborted();
    leave({ why: 'parts', parts: parts.filter(({ part }) => part !== 'tool') });
    return answer;
  }

  const open = holder.engine.open({
    rate: media.rate,
    language: mind.language,
    instructions: mind.instructions,
    tools: mind.tools,
    runTool,
    playout,
    signal: media.signal,
    told,
    failed(error) {
      const asking: Asking = unanswered === '' ? { kind: 'start' } : { kind: 'words', text: unanswered };
      leave({ why: 'failed', error, asking });
    },
  });
  speech = open;
  record.engineTakes(holder.engine);

  return {
    mind,
    frame: (pcm) => speech?.frame(pcm),
    whisper(text, byPersonId) {
      whispers = [...whispers, { text: text.trim(), byPersonId }];
      speech?.say(text);
    },
    obey(act) {
      speech?.say(mind.obey(act));
      deps.changed();
    },
    close() {
      isLeft = true;
      const { counts } = speech ?? {};
      speech?.close();
      speech = null;
      for (let lost = counts?.lostFrames ?? 0; lost > 0; lost -= 1) record.lostFrame();
    },
  };
}
