import type { StoredEvent } from '../../storage/port.ts';
import { isOver, type Call } from '../../wire/call.ts';
import type { LoggedEventOf } from '../../wire/events.ts';
import type { LineDeps } from './line-deps.ts';

/**
 * Ringover's streamer has one address for all calls and says of none whose it is, nor does a webhook say that a call goes
 * to it. So every inbound call of its firm that rings may be the next one: it is expected while it rings, and no more once
 * a person has answered or it is over.
 */
export interface ExpectedCalls {
  follow(tenantId: string, events: readonly StoredEvent[]): void;
  close(): void;
}

/** A token holds a minute, and a scenario may ring people for longer (ms). */
const AGAIN_MS = 45_000;
/** Nothing rings for longer; its end was lost (ms). */
const LONGEST_MS = 10 * 60_000;

export function createExpectedCalls(deps: LineDeps): ExpectedCalls {
  const { streamerTenantId } = deps;
  const ringing = new Map<string, { sinceMs: number; stop: () => void }>();
  let isClosed = false;

  function begin(tenantId: string, callId: string, sinceMs: number): void {
    deps.media.expect({ tenantId, callId }, { isAnswered: false });
    const again = () => {
      if (deps.clock.now().getTime() - sinceMs > LONGEST_MS) void ringing.delete(callId);
      else begin(tenantId, callId, sinceMs);
    };
    ringing.set(callId, { sinceMs, stop: deps.clock.after(AGAIN_MS, again) });
  }

  function end(tenantId: string, callId: string): void {
    const known = ringing.get(callId);
    if (!known) return;
    known.stop();
    ringing.delete(callId);
    deps.media.withdraw({ tenantId, callId });
  }

  async function look(tenantId: string, call: Call): Promise<void> {
    const { providerCallId: callId, outcome } = call;
    if (isOver(outcome) || isAnsweredBySomebody(call)) return end(tenantId, callId);
    // Answered by nobody: that is the streamer, whose stream comes now.
    if (ringing.has(callId) || outcome !== 'ringing') return;
    // Held before the answer comes, so that a call that ends meanwhile is not begun after it.
    ringing.set(callId, { sinceMs: 0, stop: () => {} });
    const takes = await deps.receptionist.takes(tenantId);
    if (!ringing.has(callId) || isClosed) return;
    if (takes === true) begin(tenantId, callId, deps.clock.now().getTime());
    else ringing.delete(callId);
  }

  const isAnsweredBySomebody = ({ answeredBy }: Call) =>
    answeredBy !== null && (answeredBy.personId ?? answeredBy.providerUserId ?? answeredBy.name) !== null;

  return {
    follow(tenantId, events) {
      if (streamerTenantId === null || tenantId !== streamerTenantId || isClosed) return;
      for (const { type, json } of events) {
        if (type !== 'call_changed') continue;
        const { call } = JSON.parse(json) as LoggedEventOf<'call_changed'>;
        if (call.provider !== 'ringover' || call.direction !== 'inbound') continue;
        look(tenantId, call).catch((error: unknown) => {
          ringing.delete(call.providerCallId);
          deps.log.error({ tenantId, callId: call.id, err: error }, 'call_not_expected');
        });
      }
    },
    close() {
      isClosed = true;
      for (const { stop } of ringing.values()) stop();
      ringing.clear();
    },
  };
}
