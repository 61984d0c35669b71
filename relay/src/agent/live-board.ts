import type { Logger } from 'pino';
import type { z } from 'zod';
import { streamOnlyFrame } from '../events/frame.ts';
import type { Hub } from '../events/hub.ts';
import { maySee, type Audience } from '../policy/may-see.ts';
import { agentLive, type AgentActRequest, type AgentLive } from '../wire/agent-live.ts';
import { isSaid, WHISPER_WAITS_MS, type Whisper } from './whispers.ts';

/** What an AI receptionist tells of itself; whether it takes orders, and what waits to be said, is known here. */
export type AgentTold = Omit<z.input<typeof agentLive>, 'canAct' | 'waiting'> & {
  /** False: nobody can tell this talk what to do. */
  takesOrders?: boolean;
};

/** An order of a person of the firm, for the receptionist on this call. */
export interface AgentOrder {
  tenantId: string;
  callId: string;
  ask: AgentActRequest;
  personId: string;
}

/**
 * The calls on which an AI receptionist speaks now, as desktops read along. In the memory of this process, for the streams
 * of this process: nothing of it is in the log, and a restart ends the talk as well. Who may not know of the call is not told.
 */
export interface AgentLiveBoard {
  /** Goes to every stream of the firm. `over` is the last one of a call. Throws ZodError for what the wire does not allow. */
  tell(tenantId: string, told: AgentTold): void;
  /** A stream of this person has caught up: it is told of the talks that go on. */
  greet(tenantId: string, write: (frame: string) => void, personId: string): void;
  /**
   * The receptionist takes orders from now on; rejects with ProblemError what it does not do. One at a time. A line that was
   * whispered stands in `waiting` until it is told among the lines, with the same person and words.
   * @returns its own undo.
   */
  onAct(handler: (order: AgentOrder) => Promise<void>): () => void;
  /**
   * `nobody`: no receptionist takes orders. `over`: it does not speak on this call (any more). The same `actionId` again is
   * answered what became of the first.
   */
  act(order: AgentOrder): Promise<'done' | 'nobody' | 'over'>;
  close(): void;
}

/** No talk takes so long without a word: its end was lost (ms). */
const SILENT_MS = 30 * 60_000;
const KEPT_ORDERS = 50;

interface Talk {
  live: AgentLive;
  takesOrders: boolean;
  toldAtMs: number;
  waiting: Whisper[];
  /** By their ids. */
  orders: Map<string, Promise<void>>;
  /** Changed since it was last sent; while it is being sent it is sent again after that. */
  sending: 'no' | 'yes' | 'again';
}

export function createAgentLiveBoard(deps: {
  hub: Pick<Hub, 'toTenant'>;
  /** Who may know of this call now. */
  audienceOf: (tenantId: string, callId: string) => Promise<Audience>;
  now: () => Date;
  log: Logger;
}): AgentLiveBoard {
  const talks = new Map<string, Map<string, Talk>>();
  let handler: ((order: AgentOrder) => Promise<void>) | null = null;
  let closed = false;

  const nowMs = () => deps.now().getTime();
  const frameOf = (live: AgentLive) => streamOnlyFrame({ type: 'agent_live', live }, deps.now().toISOString());

  function talksOf(tenantId: string): Map<string, Talk> {
    const known = talks.get(tenantId) ?? new Map<string, Talk>();
    for (const [callId, { toldAtMs }] of known) if (nowMs() - toldAtMs > SILENT_MS) known.delete(callId);
    if (known.size > 0) talks.set(tenantId, known);
    else talks.delete(tenantId);
    return known;
  }

  /** What is told of one call goes out in its order; of what comes while who may know is looked up, the newest. */
  async function send(tenantId: string, talk: Talk): Promise<void> {
    if (talk.sending !== 'no') {
      talk.sending = 'again';
      return;
    }
    do {
      talk.sending = 'yes';
      const audience = await readersOf(tenantId, talk.live.callId);
      if (closed) return;
      deps.hub.toTenant(tenantId, frameOf(talk.live), (personId) => maySee(personId, audience));
    } while (again(talk));
    talk.sending = 'no';
  }

  /** A read that failed tells nobody: the next word tries again. */
  async function readersOf(tenantId: string, callId: string): Promise<Audience> {
    try {
      return await deps.audienceOf(tenantId, callId);
    } catch (error) {
      deps.log.warn({ tenantId, callId, err: error }, 'agent_live_not_told');
      return [];
    }
  }

  function change(tenantId: string, talk: Talk): void {
    const { waiting, live, takesOrders } = talk;
    const told = waiting.map(({ byPersonId, text }) => ({ byPersonId, text }));
    talk.live = { ...live, waiting: told, canAct: handler !== null && takesOrders && live.state !== 'over' };
    void send(tenantId, talk);
  }

  function changeAll(): void {
    for (const [tenantId, ofTenant] of talks) for (const talk of ofTenant.values()) change(tenantId, talk);
  }

  async function obey(order: AgentOrder, talk: Talk, obeys: (order: AgentOrder) => Promise<void>): Promise<void> {
    const { ask, personId, tenantId } = order;
    if (ask.act !== 'whisper') return obeys(order);
    const whisper: Whisper = { byPersonId: personId, text: ask.text, atMs: nowMs() };
    talk.waiting = [...talk.waiting, whisper].slice(-10);
    change(tenantId, talk);
    try {
      await obeys(order);
    } catch (refused) {
      talk.waiting = talk.waiting.filter((one) => one !== whisper);
      change(tenantId, talk);
      throw refused;
    }
  }

  return {
    tell(tenantId, { takesOrders = true, ...told }) {
      const live = agentLive.parse(told);
      const ofTenant = talksOf(tenantId);
      const talk: Talk = ofTenant.get(live.callId) ?? {
        live,
        takesOrders,
        toldAtMs: nowMs(),
        waiting: [],
        orders: new Map(),
        sending: 'no',
      };
      talk.live = live;
      talk.takesOrders = takesOrders;
      talk.toldAtMs = nowMs();
      const isLate = ({ atMs }: Whisper) => nowMs() - atMs > WHISPER_WAITS_MS;
      talk.waiting = live.state === 'over' ? [] : talk.waiting.filter((one) => !isSaid(one, live) && !isLate(one));
      if (live.state === 'over') ofTenant.delete(live.callId);
      else ofTenant.set(live.callId, talk);
      if (ofTenant.size > 0) talks.set(tenantId, ofTenant);
      else talks.delete(tenantId);
      change(tenantId, talk);
    },
    greet(tenantId, write, personId) {
      for (const { live } of talksOf(tenantId).values()) {
        void readersOf(tenantId, live.callId).then((audience) => {
          // Meanwhile it may have gone on, or be over.
          const talk = talks.get(tenantId)?.get(live.callId);
          if (talk && maySee(personId, audience)) write(frameOf(talk.live));
        });
      }
    },
    onAct(next) {
      handler = next;
      changeAll();
      return () => {
        if (handler !== next) return;
        handler = null;
        changeAll();
      };
    },
    async act(order) {
      if (handler === null) return 'nobody';
      const talk = talksOf(order.tenantId).get(order.callId);
      if (!talk) return 'over';
      if (!talk.takesOrders) return 'nobody';
      const { actionId } = order.ask;
      const known = actionId === undefined ? undefined : talk.orders.get(actionId);
      const done = known ?? obey(order, talk, handler);
      if (actionId !== undefined) talk.orders.set(actionId, done);
      for (const oldest of talk.orders.keys()) if (talk.orders.size > KEPT_ORDERS) talk.orders.delete(oldest);
      await done;
      return 'done';
    },
    close() {
      closed = true;
      talks.clear();
      handler = null;
    },
  };
}

/** What became of it while it was being sent is not seen by the compiler. */
const again = (talk: Talk): boolean => talk.sending === 'again';
