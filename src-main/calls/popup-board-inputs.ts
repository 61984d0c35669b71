import type { AgentLive } from '@callbrief/relay/wire/agent-live';
import type { Call } from '@callbrief/relay/wire/call';
import type { BackOnlineCard } from '../../src-preload/contract.ts';

/** What happened; called by the event receiver, the catch-up and whoever writes a change. */
export interface PopupBoardInputs {
  /**
   * A call that the policy lets through. `ringingSince`: ISO on this computer's clock. `onComposed` is told the id of the
   * first view that has it, before that view is given to anybody.
   */
  ring(call: Call, ring: { isTest: boolean; ringingSince: string; onComposed?: (viewId: number) => void }): void;
  /** A newer state of any call; ignored when it is not on the board. */
  callChanged(call: Call): void;
  /** A note, a contact or the settings changed here: composes what stands there again, nothing moves. */
  refresh(): void;
  /** The AI receptionist told of a call that the policy lets through. `since`: ISO on this computer's clock. */
  agentLive(call: Call, live: AgentLive, since: string): void;
  backOnline(card: BackOnlineCard): void;
  has(callId: string): boolean;
  isHidden(callId: string): boolean;
}
