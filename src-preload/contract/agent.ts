import type { AgentLive } from '@callbrief/relay/wire/agent-live';
import type { ActAnswer, PopupCaller, RingCard } from '../contract.ts';

/** The AI receptionist on a call, read along on the popup. */
export interface AgentRequests {
  /** Steps in: through the office, now or not at all. `call_back` makes a callback of mine as well. */
  'agent:act': { ask: { callId: string; act: AgentAct }; answer: ActAnswer };
  /** The strip opens again, for a while. */
  'agent:unfold': { ask: { callId: string }; answer: void };
}
export type AgentAct = 'take' | 'message' | 'call_back';

export interface AgentCard {
  kind: 'agent_live';
  callId: string;
  lineName: string | null;
  /** The receptionist talks since; ISO on this computer's clock. */
  since: string;
  caller: PopupCaller;
  /** As the caller said, nobody checked it; null once there is a contact. */
  saidName: string | null;
  matter: RingCard['matter'];
  urgency: AgentLive['urgency'];
  topic: string | null;
  lines: AgentLive['lines'];
  partyHit: AgentLive['partyHit'];
  announced: AgentLive['announced'];
  state: AgentLive['state'];
  /** The receptionist of the office takes orders; and there is a connection. */
  canAct: boolean;
  /** 56 px: it was not urgent, and nobody was at it. */
  folded: boolean;
}
