import { maySee } from '../policy/may-see.ts';
import type { StoredEvent } from '../storage/port.ts';
import { eventFrames } from './frame.ts';

/**
 * The same events as bytes, for one person after another. Those who may know the same share the bytes, and mostly nothing
 * is restricted: then they are made once for all.
 */
export function framesFor(events: readonly StoredEvent[], sentAt: string): (personId: string) => Buffer {
  const restricted = events.flatMap((event) => event.restricted ?? []);
  const made = new Map<string, Buffer>();
  return (personId) => {
    const key = restricted.map(({ to }) => (maySee(personId, to) ? '1' : '0')).join('');
    let frames = made.get(key);
    if (!frames) {
      frames = eventFrames(
        events.map((event) => seenBy(event, personId)),
        sentAt,
      );
      made.set(key, frames);
    }
    return frames;
  };
}

/** The event, or under the same id that something is withheld. */
export function seenBy(event: StoredEvent, personId: string): StoredEvent {
  const { restricted } = event;
  if (!restricted || maySee(personId, restricted.to)) return event;
  return { id: event.id, type: 'withheld', json: restricted.withheldJson };
}
