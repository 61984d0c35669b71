import type { StoredEvent } from '../storage/port.ts';
import type { StreamOnlyEvent } from '../wire/events.ts';

/** Comments are no events: they only show that the line is alive. */
export const heartbeatFrame = Buffer.from(': \n\n');

/** One text for all readers; `sentAt` is put in front of the stored JSON without parsing it. */
export function eventFrame(event: StoredEvent, sentAt: string): string {
  return `id: ${event.id}\nevent: ${event.type}\ndata: {"sentAt":"${sentAt}",${event.json.slice(1)}\n\n`;
}

export function eventFrames(events: readonly StoredEvent[], sentAt: string): Buffer {
  return Buffer.from(events.map((event) => eventFrame(event, sentAt)).join(''));
}

/** Has no id, so a client's cursor does not move. */
export function streamOnlyFrame(event: StreamOnlyEvent, sentAt: string): string {
  return `event: ${event.type}\ndata: ${JSON.stringify({ sentAt, ...event })}\n\n`;
}
