import { loggedEvent, sent, streamOnlyEvent } from '@callbrief/relay/wire/events';
import type { ArrivedEvent } from './relay-link.ts';
import { parseJson } from './relay-request.ts';

/**
 * Reads one SSE message. Never throws: what cannot be read becomes `unknown` and keeps its id, so that one event of a
 * newer relay does not stop all that follow it.
 * @param lastEventId SSE's own: for a message without an id it is the one before, which the history passes over
 */
export function readEvent(name: string, data: string, lastEventId: string, arrivedAt: string): ArrivedEvent {
  const body = parseJson(data);
  const stamp = sent.safeParse(body);
  const times = { sentAt: stamp.success ? stamp.data.sentAt : arrivedAt, arrivedAt };
  const streamOnly = streamOnlyEvent.safeParse(body);
  if (streamOnly.success) return { id: null, event: streamOnly.data, ...times };
  const id = readId(lastEventId);
  const logged = loggedEvent.safeParse(body);
  if (logged.success && id !== null) return { id, event: logged.data, ...times };
  return { id, event: { type: 'unknown', name }, ...times };
}

function readId(text: string): number | null {
  if (!/^\d{1,16}$/.test(text)) return null;
  const id = Number(text);
  return Number.isSafeInteger(id) ? id : null;
}
