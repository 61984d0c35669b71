import { streamOnlyFrame } from '../events/frame.ts';
import type { Hub } from '../events/hub.ts';
import { agentLive, type AgentActRequest, type AgentLive } from '../wire/agent-live.ts';

/** What an AI receptionist tells of itself; whether it takes orders is known here. */
export type AgentTold = Omit<AgentLive, 'canAct'>;

/** An order of a person of the firm, for the receptionist on this call. */
export interface AgentOrder {
  tenantId: string;
  callId: string;
  ask: AgentActRequest;
  personId: string;
}

/**
 * The calls on which an AI receptionist speaks now, as desktops read along. In the memory of this process, for the streams
 * of this process: nothing of it is in the log, and a restart ends the talk as well.
 */
export interface AgentLiveBoard {
  /** Goes to every stream of the firm. `over` is the last one of a call. Throws ZodError for what the wire does not allow. */
  tell(tenantId: string, told: AgentTold): void;
  /** A stream has caught up: it is told of the talks that go on. */
  greet(tenantId: string, write: (frame: string) => void): void;
  /**
   * The receptionist takes orders from now on; rejects with ProblemError what it does not do. One at a time.
   * @returns its own undo.
   */
  onAct(handler: (order: AgentOrder) => Promise<void>): () => void;
  /** `nobody`: no receptionist takes orders. `over`: it does not speak on this call (any more). */
  act(order: AgentOrder): Promise<'done' | 'nobody' | 'over'>;
  close(): void;
}

/** No talk takes so long without a word: its end was lost (ms). */
const SILENT_MS = 30 * 60_000;

export function createAgentLiveBoard(deps: { hub: Pick<Hub, 'toTenant'>; now: () => Date }): AgentLiveBoard {
  const talks = new Map<string, Map<string, { live: AgentLive; toldAtMs: number }>>();
  let handler: ((order: AgentOrder) => Promise<void>) | null = null;

  const frameOf = (live: AgentLive) => streamOnlyFrame({ type: 'agent_live', live }, deps.now().toISOString());

  function talksOf(tenantId: string): Map<string, { live: AgentLive; toldAtMs: number }> {
    const known = talks.get(tenantId) ?? new Map<string, { live: AgentLive; toldAtMs: number }>();
    const nowMs = deps.now().getTime();
    for (const [callId, { toldAtMs }] of known) if (nowMs - toldAtMs > SILENT_MS) known.delete(callId);
    if (known.size > 0) talks.set(tenantId, known);
    else talks.delete(tenantId);
    return known;
  }

  function tellAgain(): void {
    for (const [tenantId, ofTenant] of talks) {
      for (const talk of ofTenant.values()) {
        talk.live = { ...talk.live, canAct: handler !== null };
        deps.hub.toTenant(tenantId, frameOf(talk.live));
      }
    }
  }

  return {
    tell(tenantId, told) {
      const live = agentLive.parse({ ...told, canAct: handler !== null && told.state !== 'over' });
      const ofTenant = talksOf(tenantId);
      if (live.state === 'over') ofTenant.delete(live.callId);
      else ofTenant.set(live.callId, { live, toldAtMs: deps.now().getTime() });
      if (ofTenant.size > 0) talks.set(tenantId, ofTenant);
      else talks.delete(tenantId);
      deps.hub.toTenant(tenantId, frameOf(live));
    },
    greet(tenantId, write) {
      for (const { live } of talksOf(tenantId).values()) write(frameOf(live));
    },
    onAct(next) {
      handler = next;
      tellAgain();
      return () => {
        if (handler !== next) return;
        handler = null;
        tellAgain();
      };
    },
    async act(order) {
      if (handler === null) return 'nobody';
      if (!talksOf(order.tenantId).has(order.callId)) return 'over';
      await handler(order);
      return 'done';
    },
    close() {
      talks.clear();
      handler = null;
    },
  };
}
