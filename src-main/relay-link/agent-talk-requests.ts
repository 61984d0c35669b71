import {
  agentTalk,
  receptionistFigures,
  type AgentTalk,
  type ReceptionistFigures,
} from '@callbrief/relay/wire/agent-talk';
import type { Asking } from './telephony-requests.ts';

/** What happened in talks of the AI receptionist. Every method throws a RelayProblem. */
export interface AgentTalkRequestsOfRelay {
  /** `not_found`: there is none. */
  agentTalk(callId: string): Promise<AgentTalk>;
  receptionistFigures(): Promise<ReceptionistFigures>;
}

export function createAgentTalkRequestsOfRelay({ ask }: Pick<Asking, 'ask'>): AgentTalkRequestsOfRelay {
  return {
    agentTalk: (callId) => ask(`/calls/${encodeURIComponent(callId)}/agent`, agentTalk),
    receptionistFigures: () => ask('/receptionist/figures', receptionistFigures),
  };
}
