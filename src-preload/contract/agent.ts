import type { AgentLive } from '@callbrief/relay/wire/agent-live';
import type { Language } from '@callbrief/relay/wire/scalars';
import type { ActAnswer, PopupCaller, RingCard } from '../contract.ts';

/** The AI receptionist on a call, read along on the popup and in the main window. */
export interface AgentRequests {
  /** Steps in: through the office, now or not at all. `call_back` makes a callback of mine as well. */
  'agent:act': { ask: AgentActAsk; answer: ActAnswer };
  /** The strip opens again, for a while. */
  'agent:unfold': { ask: { callId: string }; answer: void };
  /** Every talk that goes on now, on calls that this person may see; the one that began first stands first. */
  'agent:talks': { ask: void; answer: AgentTalks };
}
/** The newest says everything. */
export interface AgentPushes {
  'agent:talks-changed': AgentTalks;
}

/** `whisper`: it says this line next, at most 300 characters. `end`: it takes leave politely, and the call is over. */
export type AgentOrder = { act: 'take' | 'message' | 'call_back' | 'end' } | { act: 'whisper'; text: string };
export type AgentAct = AgentOrder['act'];
export type AgentActAsk = { callId: string } & AgentOrder;

export interface AgentTalks {
  talks: AgentTalk[];
}

export interface AgentTalk {
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
  /** Oldest first; what was whispered and is not said yet stands last. */
  lines: AgentLine[];
  partyHit: AgentLive['partyHit'];
  announced: AgentLive['announced'];
  state: AgentLive['state'];
  /** Whose phone rings for it, or did not answer. */
  handOver: { name: string; isMe: boolean; state: 'ringing' | 'no_answer' | 'failed' } | null;
  /** It speaks now; null: not told. */
  language: Language | null;
  /** What hears the caller now; null: not told. */
  heardBy: { id: string; leavesMachine: boolean } | null;
  /** The receptionist of the office takes orders; and there is a connection. */
  canAct: boolean;
}

export interface AgentLine {
  who: 'agent' | 'caller';
  text: string;
  /** Still being spoken. */
  isPartial: boolean;
  /** When it began, in milliseconds of the talk; null: not told. */
  atMs: number | null;
  /** Who of the firm whispered it; null: nobody. */
  by: { name: string; isMe: boolean } | null;
  /** Whispered, and not said yet. */
  isWaiting: boolean;
}

export interface AgentCard extends AgentTalk {
  kind: 'agent_live';
  /** 56 px: it was not urgent, and nobody was at it. */
  folded: boolean;
}
