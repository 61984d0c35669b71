import type { AgentTalk, ReceptionistFigures } from '@callbrief/relay/wire/agent-talk';
import type { ActRefusal } from '../contract.ts';

/** What happened in talks of the AI receptionist. It is kept at the office and read when somebody looks. */
export interface AgentTalkRequests {
  /** Null: none was kept of this call, or it was removed. */
  'agent-talk:get': { ask: { callId: string }; answer: { talk: AgentTalk | null } | { refused: ActRefusal } };
  /** Of the last seven days. */
  'agent-talk:figures': { ask: void; answer: { figures: ReceptionistFigures } | { refused: ActRefusal } };
}
