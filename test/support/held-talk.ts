import { onTestFinished } from 'vitest';
import { pino } from 'pino';
import type { CallOnLine } from '../../relay/src/agent/call-on-line.ts';
import type { AgentTold } from '../../relay/src/agent/live-board.ts';
import {
  StageError,
  type LiveHearing,
  type LiveVoice,
  type OpenEar,
  type PromptName,
  type Prompts,
  type TalkModel,
} from '../../relay/src/agent/ports.ts';
import { createModelReceptionist } from '../../relay/src/agent/receptionists/model-receptionist.ts';
import { createScriptedReceptionist } from '../../relay/src/agent/receptionists/scripted-receptionist.ts';
import { createTalkRecord } from '../../relay/src/agent/talk-record.ts';
import { createTalk, type Talk } from '../../relay/src/agent/talk/talk.ts';
import type { TalkDeps } from '../../relay/src/agent/talk/talk-deps.ts';
import type { Thinker } from '../../relay/src/agent/talk/thinking.ts';
import { failedResult, type ToolCall, type ToolResult } from '../../relay/src/agent/tools.ts';
import { createPlayout } from '../../relay/src/media/playout/playout.ts';
import type { EndReason, MediaCall } from '../../relay/src/media/session/handlers.ts';
import type { AgentTalk } from '../../relay/src/wire/agent-talk.ts';
import type { Language } from '../../relay/src/wire/scalars.ts';
import { createHandClock } from '../unit/relay/media/hand-clock.ts';
import { shippedScripts } from './scripted-talk.ts';

const RATE = 8_000;
const FRAME = 160;
const loud = new Int16Array(FRAME).fill(8_000);
const silent = new Int16Array(FRAME);
/** So long does the pretend voice speak for each character (ms). */
const PER_CHAR = 20;

/** An engine that hears what the test has the caller say. */
export interface PretendHearing extends LiveHearing {
  says: string;
  /** No word, and no answer to a flush. */
  hangs: boolean;
  crash(): void;
  readonly opened: number;
}

export function pretendHearing(id = 'hearing'): PretendHearing {
  const ears = new Set<OpenEar>();
  let opened = 0;
  const hearing: PretendHearing = {
    id,
    leavesMachine: false,
    region: null,
    languages: null,
    mostEars: null,
    says: '',
    hangs: false,
    get openEars() {
      return ears.size;
    },
    get opened() {
      return opened;
    },
    open(ask) {
      opened += 1;
      ears.add(ask);
      let voicedMs = 0;
      return {
        write(pcm) {
          const voiced = pcm.filter((sample) => sample > 1_000).length;
          if (hearing.hangs || voiced === 0) return true;
          voicedMs += (voiced / RATE) * 1_000;
          const words = hearing.says.split(' ');
          // A word in a fifth of a second.
          ask.heard({ text: words.slice(0, Math.floor(voicedMs / 200)).join(' '), isFinal: false });
          return true;
        },
        flush() {
          if (!hearing.hangs) ask.heard({ text: hearing.says, isFinal: true });
        },
        close: () => void ears.delete(ask),
      };
    },
    crash() {
      for (const ear of ears) {
        ears.delete(ear);
        ear.failed(new StageError('crashed', 'Gone.'));
      }
    },
    close: () => Promise.resolve(),
  };
  return hearing;
}

export function pretendVoice(id = 'voice'): LiveVoice & { fails: StageError | null; hangs: boolean } {
  const voice = {
    id,
    leavesMachine: false,
    region: null,
    languages: null,
    fails: null as StageError | null,
    hangs: false,
    async *speak({ text, signal }: Parameters<LiveVoice['speak']>[0]) {
      if (voice.fails) throw voice.fails;
      if (voice.hangs)
        await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));
      signal.throwIfAborted();
      yield { pcm: new Int16Array((text.length * PER_CHAR * RATE) / 1_000).fill(3_000), chars: text.length };
    },
    close: () => Promise.resolve(),
  };
  return voice;
}

/** Each prompt is its own name, in 400 ms. */
export function pretendPrompts(missing: readonly PromptName[] = []): Prompts {
  return {
    prompt: (name) => (missing.includes(name) ? null : { text: name, pcm: new Int16Array(RATE * 0.4).fill(3_000) }),
    voice: {
      ...pretendVoice('prompts'),
      // eslint-disable-next-line require-yield
      async *speak() {
        throw new StageError('refused', 'Not rendered.');
      },
    },
  };
}

export interface HeldTalk {
  talk: Talk;
  /** Everything that was said by both, and what happened, in order. */
  happened: string[];
  told: AgentTold[];
  tools: ToolCall[];
  audits: string[];
  ended: () => AgentTalk['ended'] | null;
  record: () => AgentTalk | null;
  line: { hungUp: number; voicemails: number; left: EndReason[] };
  /** Time passes, with silence from the caller. */
  pass(ms: number): Promise<void>;
  /** The caller speaks for so long, and what the engines hear of it. */
  says(text: string, ms?: number): Promise<void>;
  /** Time passes, and nothing comes from the caller's network. */
  passWithoutFrames(ms: number): Promise<void>;
  /** On the clock of the talk. */
  later(ms: number): Promise<void>;
  /** Until it is the caller's turn: nothing sounds, nothing is being thought about. */
  untilAsked(): Promise<void>;
  agentSaid: () => string;
  clearedAt: number[];
  sentMs: () => number;
  isAttached: () => boolean;
  /** When sound of ours was last sent (ms). */
  soundedAt: () => number;
  /** What is still held for this talk: places on the clock, and ears. */
  left: () => { clockMembers: number; ears: number };
  /** The stream of the caller ends; and comes back. */
  streamEnds(reason?: EndReason): boolean;
  comesBack(): void;
  nowMs: () => number;
}

/** A talk on a clock that the test turns, with pretend engines and the shipped scripts. */
export async function holdTalk(
  more: Partial<Omit<TalkDeps, 'line'>> & {
    line?: Partial<CallOnLine>;
    language?: Language;
    run?: (call: ToolCall, signal: AbortSignal) => Promise<ToolResult>;
    /** Thinks first; the script is below it. */
    model?: TalkModel;
  } = {},
): Promise<HeldTalk> {
  const hand = createHandClock();
  const { clock } = hand;
  const happened: string[] = [];
  const told: AgentTold[] = [];
  const tools: ToolCall[] = [];
  const audits: string[] = [];
  const clearedAt: number[] = [];
  const counts = { hungUp: 0, voicemails: 0, left: [] as EndReason[] };
  let ended: AgentTalk | null = null;
  let samples = 0;
  let isAttached = false;
  const language = more.language ?? 'en';
  const hearings = (more.hearings ?? [pretendHearing()]) as PretendHearing[];
  let soundedAtMs = clock.nowMs();

  const line: CallOnLine = {
    tenantId: 'tenant-1',
    callId: 'call-1',
    callerNumber: '+32470271836',
    calledNumber: '+3225550000',
    wantedPersonId: null,
    language: null,
    since: '2026-11-19T10:00:00.000Z',
    hasKeys: true,
    canReachPerson: true,
    canReachVoicemail: false,
    staysWhileRinging: true,
    ring: () => Promise.resolve({ isAnswered: false }),
    toVoicemail() {
      counts.voicemails += 1;
      return Promise.resolve(line.canReachVoicemail);
    },
    hangUp() {
      counts.hungUp += 1;
      return Promise.resolve();
    },
    took: () => Promise.resolve(),
    left(reason) {
      counts.left.push(reason);
      return Promise.resolve();
    },
    ...more.line,
  };
  const agentTools = {
    async run(call: ToolCall, signal: AbortSignal): Promise<ToolResult> {
      tools.push(call);
      if (more.run) return more.run(call, signal);
      switch (call.tool) {
        case 'find_person':
          return { tool: 'find_person', person: { id: 'maes', name: 'Sofie Maes' } };
        case 'transfer':
          return { tool: 'transfer', ...(await line.ring(call.personId, signal)) };
        case 'hold_slot':
          return { tool: 'hold_slot', outcome: 'held', slot: call.slot };
        case 'take_message':
          return { tool: 'take_message', outcome: 'taken' };
        case 'match_party':
          return failedResult(call);
        default:
          return call satisfies never;
      }
    },
    partyHit: () => null,
  };
  const now = () => new Date('2026-11-19T10:00:00.000Z');
  const context = {
    scripts: shippedScripts(),
    firmName: 'Peeters & Maes',
    country: 'BE',
    timeZone: 'Europe/Brussels',
    callerNumber: line.callerNumber,
  };
  const modelThinker = (model: TalkModel): Thinker => ({
    engine: model,
    make: (from) => createModelReceptionist({ ...from, model, context, tools: agentTools, now, about: '' }),
  });
  const talk = createTalk({
    language,
    detector: {
      join: (_, probability) => ({
        push: (pcm) => probability(pcm[0] === 0 ? 0.02 : 0.9),
        leave: () => undefined,
      }),
      close: () => Promise.resolve(),
    },
    hearings,
    voices: [pretendVoice()],
    thinkers: [
      ...(more.model ? [modelThinker(more.model)] : []),
      { engine: null, make: (from) => createScriptedReceptionist({ ...from, context, tools: agentTools, now }) },
    ],
    holder: null,
    prompts: pretendPrompts(),
    tools: agentTools,
    record: createTalkRecord({
      callId: line.callId,
      startedAt: line.since,
      nowMs: clock.nowMs,
      language,
      receptionist: 'script',
    }),
    fellBack: (stage, failure) => void happened.push(`${stage} ${failure}`),
    tell: (one) => void told.push(one),
    consent: (what) => void audits.push(what),
    nameOf: () => Promise.resolve('Sofie Maes'),
    freePerson: () => Promise.resolve('maes'),
    clock,
    log: pino({ level: 'silent' }),
    over: (kept) => (ended = kept),
    ...more,
    line,
  });

  function stream(): MediaCall {
    const over = new AbortController();
    const playout = createPlayout({
      clock,
      rate: RATE,
      hasMarks: false,
      waitingBytes: () => 0,
      send(say) {
        if (say.kind === 'sound') {
          samples += say.pcm.length;
          soundedAtMs = clock.nowMs();
        }
        if (say.kind === 'clear') clearedAt.push(clock.nowMs());
      },
    });
    onTestFinished(() => playout.stop());
    isAttached = true;
    return {
      tenantId: line.tenantId,
      callId: line.callId,
      dialect: 'plain',
      rate: RATE,
      streamId: null,
      facts: {},
      playout,
      signal: over.signal,
      play: () => false,
      sendDigits: () => false,
      transfer: () => false,
      end() {
        isAttached = false;
        over.abort();
        playout.stop();
      },
    };
  }

  const settle = () => new Promise((resolve) => setImmediate(resolve));
  let waiting: { dueMs: number; resolve: () => void }[] = [];
  async function frames(ms: number, pcm: Int16Array | null): Promise<void> {
    for (let left = ms; left > 0; left -= 20) {
      if (isAttached && pcm !== null) talk.frame(pcm);
      hand.advance(20);
      const due = waiting.filter(({ dueMs }) => dueMs <= clock.nowMs());
      if (due.length > 0) waiting = waiting.filter((one) => !due.includes(one));
      for (const { resolve } of due) resolve();
      await settle();
    }
  }
  const agentSaid = () =>
    (told.at(-1)?.lines ?? [])
      .filter(({ who }) => who === 'agent')
      .map(({ text }) => text)
      .join(' ');

  let media = stream();
  talk.attach(media);
  await settle();
  const held: HeldTalk = {
    talk,
    happened,
    told,
    tools,
    audits,
    ended: () => ended?.ended ?? null,
    record: () => ended,
    line: counts,
    pass: (ms) => frames(ms, silent),
    async says(text, ms = 200 * (text.split(' ').length + 1)) {
      // Whatever the test gave to another engine is not what this one hears.
      const [hearing] = hearings;
      if (hearing) hearing.says = text;
      await frames(ms, loud);
    },
    passWithoutFrames: (ms) => frames(ms, null),
    later: (ms) => new Promise((resolve) => waiting.push({ dueMs: clock.nowMs() + ms, resolve })),
    async untilAsked() {
      let sent = -1;
      for (let quiet = 0; quiet < 170;) {
        await frames(20, silent);
        quiet = samples === sent ? quiet + 1 : 0;
        sent = samples;
        if (ended) return;
      }
    },
    agentSaid,
    clearedAt,
    sentMs: () => (samples / RATE) * 1_000,
    isAttached: () => isAttached,
    soundedAt: () => soundedAtMs,
    left: () => ({
      clockMembers: clock.memberCount,
      ears: hearings.reduce((sum, { openEars }) => sum + openEars, 0),
    }),
    streamEnds(reason = 'phone_ended') {
      isAttached = false;
      const isKept = talk.detach(reason);
      media.end();
      return isKept;
    },
    comesBack() {
      media = stream();
      talk.attach(media);
    },
    nowMs: clock.nowMs,
  };
  return held;
}
