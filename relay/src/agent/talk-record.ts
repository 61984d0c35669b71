import type { EngineFacts } from '../insights/ports.ts';
import { agentTalk, type AgentTalk, type TalkMoment, type TalkTurn } from '../wire/agent-talk.ts';
import type { AgentAct } from '../wire/agent-live.ts';
import type { EngineUsed } from '../wire/insights.ts';
import type { IsoTime, Language } from '../wire/scalars.ts';
import type { Failure, Stage } from './fallback/ladder.ts';
import type { Asking } from './receptionist.ts';
import { createTalkLines, LONGEST_TEXT, type TalkLine } from './talk-lines.ts';
import { createTalkTurns } from './talk-turns.ts';

export type TalkEnded = AgentTalk['ended'];

/** What a reply is to: beside the caller, what a person of the firm had said, a menu of keys where nothing
 * hears, or what an engine that takes the turns itself leaves to us. */
export type Wanted = Asking | { kind: 'whisper' | 'end' | 'keys_menu' | 'engine' };

/** What is told of a talk while it goes on, in the terms of the session that has it. Never throws, has no timer. */
export interface TalkRecord {
  /** @param at ms of the record's clock, where a voice is known to have begun or ended before it was noticed */
  voice(isOn: boolean, at?: number): void;
  words(text: string, isFinal: boolean): void;
  key(key: string): void;
  replyWanted(generation: number, to: Wanted): void;
  firstToken(generation: number): void;
  /** A whole sentence goes to the voice. Only what is said to have a first frame counts as heard. */
  sentence(generation: number, text: string, language: Language): void;
  firstSound(generation: number): void;
  /** Of each sentence, in their order. */
  firstFrame(generation: number): void;
  /** Everything of it that began has been heard. */
  played(generation: number): void;
  /** Rendered before, and no part of the reply. */
  filler(generation: number, said: { text: string; language: Language; lastsMs: number }): void;
  paused(generation: number): void;
  /** The interruption was none, and is counted. Words of it are a line of the caller: `mhm`. */
  resumed(generation: number): void;
  /** @param heardText of the whole reply, as the playout knows it */
  cleared(generation: number, heardText: string): void;
  tool(name: string, tookMs: number): void;
  fellBack(stage: Stage, from: string, failure: Failure, to: string): void;
  announced(): void;
  consent(answer: 'yes' | 'no' | 'unclear'): void;
  transfer(name: string): void;
  personAnswered(): void;
  cameBack(): void;
  order(act: AgentAct): void;
  /** From now on; twice the same is once. */
  usedEngine(stage: Stage, facts: EngineFacts): void;
  lostFrame(): void;
  /** From now on one engine hears, thinks and speaks, and takes the turns itself. */
  engineTakes(facts: EngineFacts): void;
  /** What was said then. @param line times are of the record's clock */
  line(line: Pick<TalkLine, 'who' | 'text' | 'language' | 'isCutOff'> & { at: number; toMs: number }): void;
  /** An answer of its begins to sound. */
  engineTurn(generation: number, took: { turnEndToSoundMs: number; voiceEndToSoundMs: number }): void;
  /** The talk is over. Safe to call twice: the first one counts. */
  finish(ended: TalkEnded): AgentTalk;
}

export interface TalkRecordParts {
  callId: string;
  startedAt: IsoTime;
  /** Monotonic, with fractions of milliseconds. */
  nowMs: () => number;
  /** Where the talk begins. */
  language: Language;
  receptionist: AgentTalk['receptionist'];
  /** Each turn once, when nothing more can come of it: for the metrics. */
  turnDone?: (turn: TalkTurn) => void;
}

const MOST_MOMENTS = 20_000;
/** Of all moments together; a caller who talks for twenty minutes says some 18,000, and hearing tells each word again and again. */
const MOST_CHARACTERS = 600_000;
const MOST_ENGINES = 10;

/** Collects what happens in one talk of the receptionist, bounded however long and wild it is. */
export function createTalkRecord(parts: TalkRecordParts): TalkRecord {
  const startAt = parts.nowMs();
  const moments: TalkMoment[] = [];
  const engines: Record<Stage, EngineUsed[]> = { hearing: [], thinking: [], voice: [] };
  const spoken = new Map<Language, number>();
  const turns = createTalkTurns(startAt, (turn) => parts.turnDone?.(turn));
  const lines = createTalkLines(parts.language);
  let characters = 0;
  let lastWords = '';
  let falseInterruptions = 0;
  let lostFrames = 0;
  let { receptionist } = parts;
  let kept: AgentTalk | null = null;

  const since = (at: number) => Math.max(0, Math.round(at - startAt));

  interface Said {
    generation?: number;
    text?: string;
    ms?: number | null;
    at?: number;
  }
  function note(kind: TalkMoment['kind'], { generation, text, ms, at = parts.nowMs() }: Said = {}): void {
    // One place is kept for the end.
    if (kept !== null || moments.length >= MOST_MOMENTS - (kind === 'ended' ? 0 : 1)) return;
    const isKept = text !== undefined && characters + text.length <= MOST_CHARACTERS;
    if (isKept) characters += text.length;
    moments.push({
      atMs: since(at),
      kind,
      generation: generation ?? null,
      text: isKept ? text.slice(0, LONGEST_TEXT) : null,
      ms: ms === undefined || ms === null ? null : Math.max(0, Math.round(ms)),
    });
  }

  const record: TalkRecord = {
    voice(isOn, at = parts.nowMs()) {
      turns.voice(isOn, at);
      if (isOn) lines.callerVoice(since(at));
      note(isOn ? 'voice_on' : 'voice_off', { at });
    },
    words(text, isFinal) {
      const at = parts.nowMs();
      if (text.trim() === '') return;
      if (isFinal) turns.finalWords(at);
      lines.callerWords(text, since(at));
      if (!isFinal && text === lastWords) return;
      lastWords = isFinal ? '' : text;
      note(isFinal ? 'final_words' : 'words', { text, at });
    },
    key: (key) => note('key', { text: key }),
    replyWanted(generation, to) {
      const at = parts.nowMs();
      turns.wanted(generation, to.kind === 'words', at);
      lines.callerDone(to.kind === 'words' ? to.text : null, since(at));
      note('reply_wanted', { generation, text: toWhat(to), at });
    },
    firstToken(generation) {
      const at = parts.nowMs();
      turns.firstToken(generation, at);
      note('first_token', { generation, at });
    },
    sentence(generation, text, language) {
      const at = parts.nowMs();
      turns.sentence(generation, at);
      lines.sentence(generation, text, language);
      spoken.set(language, (spoken.get(language) ?? 0) + text.length);
      note('sentence', { generation, text, at });
    },
    firstSound(generation) {
      const at = parts.nowMs();
      turns.firstSound(generation, at);
      note('first_sound', { generation, at });
    },
    firstFrame(generation) {
      const at = parts.nowMs();
      lines.began(generation, since(at));
      note('first_frame', { generation, ms: turns.firstFrame(generation, at), at });
    },
    played(generation) {
      const at = parts.nowMs();
      turns.played(at);
      lines.played(generation, since(at));
      note('played', { generation, at });
    },
    filler(generation, { text, language, lastsMs }) {
      const at = parts.nowMs();
      lines.said(text, language, since(at), Math.max(0, Math.round(lastsMs)));
      note('filler', { generation, text, at });
    },
    paused(generation) {
      const at = parts.nowMs();
      turns.paused(generation, at);
      note('paused', { generation, at });
    },
    resumed(generation) {
      const at = parts.nowMs();
      falseInterruptions += 1;
      turns.resumed(generation);
      lines.callerDone(null, since(at));
      note('resumed', { generation, at });
    },
    cleared(generation, heardText) {
      const at = parts.nowMs();
      lines.cleared(generation, heardText, since(at));
      note('cleared', { generation, text: heardText, ms: turns.cleared(generation, at), at });
    },
    tool: (name, tookMs) => note('tool', { text: name, ms: tookMs }),
    fellBack: (stage, from, failure, to) => note('fell_back', { text: `${stage}: ${from} ${failure} -> ${to}` }),
    announced: () => note('announced'),
    consent: (answer) => note('consent', { text: answer }),
    transfer: (name) => note('transfer', { text: name }),
    personAnswered: () => note('person_answered'),
    cameBack: () => note('came_back'),
    order: (act) => note('order', { text: act }),
    usedEngine(stage, { id, leavesMachine, region }) {
      const known = engines[stage];
      if (known.length >= MOST_ENGINES || known.some((one) => one.id === id)) return;
      known.push({ id, leavesMachine, region });
    },
    lostFrame() {
      lostFrames += 1;
    },
    engineTakes(facts) {
      receptionist = 'speech_to_speech';
      for (const stage of ['hearing', 'thinking', 'voice'] as const) record.usedEngine(stage, facts);
    },
    line({ at, toMs, ...line }) {
      lines.line({ ...line, fromMs: since(at), toMs: Math.max(since(at), since(toMs)) });
      if (line.who === 'agent') spoken.set(line.language, (spoken.get(line.language) ?? 0) + line.text.length);
      const kind = line.who === 'caller' ? 'final_words' : line.isCutOff ? 'cleared' : 'played';
      note(kind, { text: line.text, ...(line.who === 'caller' ? { at } : {}) });
    },
    engineTurn(generation, took) {
      const at = parts.nowMs();
      turns.ofEngine(generation, took, at);
      note('first_frame', { generation, ms: took.voiceEndToSoundMs, at });
    },
    finish(ended) {
      if (kept !== null) return kept;
      const at = parts.nowMs();
      note('ended', { text: ended, at });
      kept = agentTalk.parse({
        callId: parts.callId,
        startedAt: parts.startedAt,
        endedAt: new Date(Date.parse(parts.startedAt) + since(at)).toISOString(),
        language: mostSpoken(spoken) ?? parts.language,
        receptionist,
        heardBy: engines.hearing,
        thoughtBy: engines.thinking,
        spokenBy: engines.voice,
        ended,
        lines: lines.end(since(at)),
        turns: turns.end(),
        moments: moments.toSorted((a, b) => a.atMs - b.atMs),
        falseInterruptions,
        lostFrames,
      } satisfies AgentTalk);
      return kept;
    },
  };
  return record;
}

/** `words: I need a lawyer`, `keys: 12`, `silence: 2`, `order: take`, `start`. */
function toWhat(to: Wanted): string {
  switch (to.kind) {
    case 'words':
      return `words: ${to.text}`;
    case 'keys':
      return `keys: ${to.keys}`;
    case 'silence':
      return `silence: ${to.times}`;
    case 'order':
      return `order: ${to.act}`;
    case 'start':
    case 'transfer_failed':
    case 'too_long':
    case 'whisper':
    case 'end':
    case 'keys_menu':
    case 'engine':
      return to.kind;
    default:
      return to satisfies never;
  }
}

const mostSpoken = (spoken: ReadonlyMap<Language, number>): Language | null =>
  [...spoken].toSorted(([, a], [, b]) => b - a)[0]?.[0] ?? null;
