import type { WebSocket } from 'ws';
import { jsonObject } from '../dialect/dialect.ts';
import type { MediaLimits } from '../session/limits.ts';
import { createMessageLimit } from '../session/pace.ts';
import { flowEvent, writeFlowAction } from './flow-messages.ts';
import type { TurnCalls } from './turn-calls.ts';

/** One WebSocket of sipgate AI Flow. Looked after like a media session. */
export interface FlowSocket {
  look(): void;
  close(code: number): void;
}

export function createFlowSocket(deps: {
  socket: WebSocket;
  tenantId: string;
  turns: TurnCalls;
  limits: MediaLimits;
  nowMs: () => number;
  over: (socket: FlowSocket) => void;
}): FlowSocket {
  const { socket, tenantId, turns, limits, nowMs } = deps;
  const isWithinLimit = createMessageLimit(nowMs, limits.messages);
  const sessions = new Set<string>();
  let faults = 0;
  let lastMs = nowMs();
  let hasAnswered = true;
  let isOver = false;

  function end(code: number, reason = ''): void {
    if (isOver) return;
    isOver = true;
    for (const id of sessions) turns.gone(tenantId, id);
    if (code === 0) socket.terminate();
    else socket.close(code, reason);
    deps.over(flow);
  }

  socket.on('message', (data: Buffer, isBinary: boolean) => {
    lastMs = nowMs();
    hasAnswered = true;
    if (!isWithinLimit()) return end(1_008, 'Too many messages in a second.');
    const read = isBinary ? undefined : flowEvent.safeParse(jsonObject(data));
    if (!read?.success) {
      faults += 1;
      if (faults >= limits.mostFaults) end(1_007, 'Messages that cannot be read.');
      return;
    }
    const event = read.data;
    if (event.type === 'session_end') sessions.delete(event.session.id);
    else sessions.add(event.session.id);
    const say = (action: Parameters<typeof writeFlowAction>[1]) => {
      if (!isOver && socket.readyState === socket.OPEN)
        socket.send(JSON.stringify(writeFlowAction(event.session.id, action)));
    };
    void turns.take(tenantId, event, say).then((action) => {
      if (action) say(action);
    });
  });
  socket.on('pong', () => {
    hasAnswered = true;
  });
  socket.on('close', () => end(0));
  // `close` follows.
  socket.on('error', () => {});

  const flow: FlowSocket = {
    look() {
      // Somebody may think for long: only who does not answer a ping is gone.
      if (nowMs() - lastMs < limits.pingEveryMs) return;
      if (!hasAnswered) return end(0);
      lastMs = nowMs();
      hasAnswered = false;
      socket.ping();
    },
    close: (code) => end(code),
  };
  return flow;
}
