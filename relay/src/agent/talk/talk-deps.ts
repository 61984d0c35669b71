import type { Logger } from 'pino';
import type { PlayoutClock } from '../../media/playout/playout-clock.ts';
import type { consentEvents } from '../../policy/consent.ts';
import type { AgentTalk } from '../../wire/agent-talk.ts';
import type { Language } from '../../wire/scalars.ts';
import type { CallOnLine } from '../call-on-line.ts';
import type { Failure, Stage } from '../fallback/ladder.ts';
import type { AgentTold } from '../live-board.ts';
import type { LiveHearing, LiveVoice, LiveVoiceDetector, Prompts } from '../ports.ts';
import type { TalkRecord } from '../talk-record.ts';
import type { AgentTools } from '../tools.ts';
import type { Holder } from './holding.ts';
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
  /** Takes the talk after the opening; null: the stages hold it. */
  holder: Holder | null;
  prompts: Prompts;
  tools: AgentTools;
  record: TalkRecord;
  /** For the figures of the whole relay. */
  fellBack(stage: Stage, failure: Failure): void;
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
  over(talk: AgentTalk): void;
}
