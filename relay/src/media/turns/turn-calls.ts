import type { Logger } from 'pino';
import type { FlowEvent, TurnAction } from './flow-messages.ts';

/** A call of which only the words come and go: the provider hears and speaks. */
export interface TurnCall {
  readonly tenantId: string;
  /** The provider's name for the call. */
  readonly sessionId: string;
  readonly from: string | null;
  readonly to: string | null;
  /** Aborted when the call is over. */
  readonly signal: AbortSignal;
}

export interface TurnHandler {
  /** @param signal aborted when the caller speaks again, or the call is over. @returns null: nothing to say. */
  turn(call: TurnCall, event: FlowEvent, signal: AbortSignal): Promise<TurnAction | null>;
  /** Said when `turn` takes too long: it must be there at once. Null: silence. */
  hold?(call: TurnCall): TurnAction | null;
}

export interface TurnCalls {
  /**
   * Answers within `ANSWER_MS`, come what may: the provider drops a call that waits longer. What comes later is given to
   * `late`, or where there is no way to push it, to the answer of the next event.
   */
  take(tenantId: string, event: FlowEvent, late?: (action: TurnAction) => void): Promise<TurnAction | null>;
  setHandler(handler: TurnHandler | null): () => void;
  activeSessions(tenantId: string): string[];
  /** The WebSocket of this call went away. */
  gone(tenantId: string, sessionId: string): void;
  /** Ends what has not been heard of for long: an HTTP call whose end was never told. */
  look(): void;
  close(): void;
}

/** The provider waits one second; the rest is the way there and back (ms). */
export const ANSWER_MS = 800;
/** No caller and no receptionist are silent for so long (ms). */
const SILENT_MS = 10 * 60_000;

interface Kept {
  call: TurnCall;
  over: AbortController;
  turn: AbortController | null;
  late: TurnAction | null;
  lastMs: number;
}

export function createTurnCalls(deps: { nowMs: () => number; log: Logger; answerMs?: number }): TurnCalls {
  const answerMs = deps.answerMs ?? ANSWER_MS;
  const calls = new Map<string, Kept>();
  let handler: TurnHandler | null = null;
  const keyOf = (tenantId: string, sessionId: string) => `${tenantId} ${sessionId}`;

  function callOf(tenantId: string, { session }: FlowEvent): Kept {
    const known = calls.get(keyOf(tenantId, session.id));
    if (known) return known;
    const over = new AbortController();
    const call: TurnCall = {
      tenantId,
      sessionId: session.id,
      from: session.from_phone_number ?? null,
      to: session.to_phone_number ?? session.phone_number ?? null,
      signal: over.signal,
    };
    const kept: Kept = { call, over, turn: null, late: null, lastMs: deps.nowMs() };
    calls.set(keyOf(tenantId, session.id), kept);
    return kept;
  }

  function finish(key: string): void {
    const kept = calls.get(key);
    if (!kept) return;
    calls.delete(key);
    kept.over.abort();
    kept.turn?.abort();
  }

  async function ask(kept: Kept, event: FlowEvent, signal: AbortSignal): Promise<TurnAction | null> {
    try {
      return (await handler?.turn(kept.call, event, signal)) ?? null;
    } catch (error) {
      if (!signal.aborted) deps.log.error({ err: error, callId: kept.call.sessionId }, 'turn_handler_failed');
      return null;
    }
  }

  return {
    async take(tenantId, event, late) {
      const kept = callOf(tenantId, event);
      kept.lastMs = deps.nowMs();
      const isOver = event.type === 'session_end';
      // What the caller says now makes void what was being thought about before.
      if (isOver || event.type === 'user_speak' || event.type === 'speech_started') {
        kept.turn?.abort();
        kept.late = null;
      }
      if (isOver) {
        finish(keyOf(tenantId, event.session.id));
        await ask(kept, event, kept.over.signal);
        return null;
      }
      const waiting = kept.late;
      kept.late = null;
      if (waiting && event.type !== 'user_speak') return waiting;
      const turn = new AbortController();
      if (event.type === 'user_speak' || event.type === 'session_start' || event.type === 'digit') kept.turn = turn;
      const asked = ask(kept, event, turn.signal);
      const { promise: deadline, resolve } = Promise.withResolvers<'late'>();
      const timer = setTimeout(() => resolve('late'), answerMs);
      const first = await Promise.race([asked, deadline]);
      clearTimeout(timer);
      if (first !== 'late') return turn.signal.aborted ? null : first;
      void asked.then((action) => {
        if (!action || turn.signal.aborted || kept.over.signal.aborted) return;
        if (late) late(action);
        else kept.late = action;
      });
      return handler?.hold?.(kept.call) ?? null;
    },
    setHandler(next) {
      handler = next;
      return () => {
        if (handler === next) handler = null;
      };
    },
    activeSessions: (tenantId) =>
      [...calls.values()].filter(({ call }) => call.tenantId === tenantId).map(({ call }) => call.sessionId),
    gone: (tenantId, sessionId) => finish(keyOf(tenantId, sessionId)),
    look() {
      for (const [key, { lastMs }] of calls) if (deps.nowMs() - lastMs > SILENT_MS) finish(key);
    },
    close() {
      for (const key of calls.keys()) finish(key);
    },
  };
}
