import type { Logger } from 'pino';
import type { EngineFacts } from '../../insights/ports.ts';
import type { PlayoutClock } from '../../media/playout/playout-clock.ts';
import type { consentEvents } from '../../policy/consent.ts';
import type { AgentTalk } from '../../wire/agent-talk.ts';
import type { Language } from '../../wire/scalars.ts';
import type { CallOnLine } from '../call-on-line.ts';
import type { Failure, Stage } from '../fallback/ladder.ts';
import type { AgentTold } from '../live-board.ts';
import type { LiveHearing, LiveVoice, LiveVoiceDetector, Prompts } from '../ports.ts';
import type { AgentTools } from '../tools.ts';
import type { Thinker } from './thinking.ts';

/** What one talk is held with. */
export interface TalkDeps {
  line: CallOnLine;
  language: Language;
  detector: LiveVoiceDetector;
  /** Each list in the firm's order of preference, without what its policy refuses. */
  hearings: readonly LiveHearing[];
  voices: readonly LiveVoice[];
  /** One at least. */
  thinkers: readonly Thinker[];
  prompts: Prompts;
  tools: AgentTools;
  record: TalkRecord;
  /** To the desktops of the firm. */
  tell(told: AgentTold): void;
  /** Into the firm's log, at this moment. */
  consent(what: (typeof consentEvents)[number]): void;
  nameOf: (personId: string) => Promise<string | null>;
  /** Null: nobody is free. */
  freePerson: () => Promise<string | null>;
  clock: PlayoutClock;
  log: Logger;
  /** The talk is over, with the caller gone or handed on. */
  over(ended: AgentTalk['ended'], more: { objected: boolean }): void;
}

/** Keeps what happens, for the timeline and the times of each stage. */
export interface TalkRecord {
  voice(isOn: boolean): void;
  words(text: string, isFinal: boolean): void;
  key(key: string): void;
  replyWanted(generation: number, to: string): void;
  firstToken(generation: number): void;
  sentence(generation: number, text: string, language: Language): void;
  firstSound(generation: number): void;
  firstFrame(generation: number): void;
  played(generation: number): void;
  filler(generation: number, what: string): void;
  paused(generation: number): void;
  resumed(generation: number): void;
  /** @param heard what the caller heard of the reply's sentences, put together */
  cleared(generation: number, heard: { chars: number }): void;
  tool(name: string, tookMs: number): void;
  fellBack(stage: Stage, from: string, failure: Failure, to: string | null): void;
  usedEngine(stage: Stage, engine: EngineFacts): void;
  announced(): void;
  consent(answer: 'yes' | 'no' | 'unclear'): void;
  transfer(name: string): void;
  personAnswered(): void;
  cameBack(): void;
  order(act: string): void;
  lostFrames(count: number): void;
}
