import type { AgentTalk } from '../wire/agent-talk.ts';
import type { IsoTime } from '../wire/scalars.ts';

/** Talks of the AI receptionist, each with its call: of one tenant. They are texts of the call and go with them (`removeInsights`). */
export interface AgentTalkStore {
  /** A later talk of the same call takes the place of the one before. @returns false: there is no such call */
  putAgentTalk(talk: AgentTalk): Promise<boolean>;
  agentTalk(callId: string): Promise<AgentTalk | null>;
  /** What can be counted of the talks that ended at or after `from` and before `to`, the newest first. No words. */
  agentTalkFigures(from: IsoTime, to: IsoTime, limit: number): Promise<TalkFigures[]>;
}

/** Kept readable beside the locked talk, because it is counted over many. */
export interface TalkFigures {
  callId: string;
  endedAt: IsoTime;
  ended: AgentTalk['ended'];
  /** ms, one for each reply that had it; of the first 200. */
  voiceEndToFirstFrame: number[];
  bargeIn: number[];
  fallBacks: { hearing: number; thinking: number; voice: number };
  falseInterruptions: number;
  lostFrames: number;
}
