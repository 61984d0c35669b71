import type { Logger } from 'pino';
import type { StoredEvent, TenantStore } from '../storage/port.ts';
import { eventFrame } from './frame.ts';
import { framesFor } from './frames-for.ts';
import { endReader, writeTo, type StreamReader } from './stream-reader.ts';

/**
 * One tenant's live events in this process. Ids are without gaps and are committed in order, so "accepted up to N"
 * says everything: the next event is N+1, and whatever comes with a higher id first is fetched from the log.
 */
export interface Channel {
  readonly readers: Set<StreamReader>;
  /** Finds out where the log stands; must have resolved before `accepted` is used. */
  open(): Promise<void>;
  /** Every event up to this id was or will be pushed to the readers that are live. */
  accepted(): number;
  /** Events that this process committed. */
  offer(events: readonly StoredEvent[]): void;
  /** The log reaches at least this id, says another process. */
  announced(lastEventId: number): void;
  /** Asks the log itself. Never throws. */
  look(): Promise<void>;
}

const PAGE = 500;

export function createChannel(deps: {
  store: TenantStore;
  now: () => Date;
  log: Logger;
  maxWaitingBytes: number;
}): Channel {
  const readers = new Set<StreamReader>();
  let accepted = -1;
  let wanted = 0;
  let opening: Promise<void> | null = null;
  let reading = false;
  let pending: StoredEvent[] = [];
  let flushSet = false;

  function append(events: readonly StoredEvent[]): void {
    for (const event of events) {
      if (event.id <= accepted) continue;
      accepted = event.id;
      pending.push(event);
      if (event.type !== 'device_revoked') continue;
      // At once, and before anything that follows: the revoked device learns why, and nothing else.
      flush();
      endDevice(event);
    }
    if (pending.length === 0 || flushSet) return;
    flushSet = true;
    // Everything that was committed in one turn of the loop is one write per reader, and the provider's answer goes
    // out before thousands of desktops get theirs.
    setImmediate(flush);
  }

  function flush(): void {
    flushSet = false;
    const events = pending;
    const first = events[0];
    const last = events.at(-1);
    if (!first || !last) return;
    pending = [];
    const sentAt = deps.now().toISOString();
    const frames = framesFor(events, sentAt);
    for (const reader of readers) {
      if (!reader.live || reader.cursor >= last.id) continue;
      // A reader that just came from its replay may have read some of these in the log already.
      const own =
        reader.cursor < first.id
          ? frames(reader.personId)
          : framesFor(
              events.filter((event) => event.id > reader.cursor),
              sentAt,
            )(reader.personId);
      reader.cursor = last.id;
      if (writeTo(reader, own, deps.maxWaitingBytes) === 'dropped') {
        deps.log.info({ deviceId: reader.deviceId, cursor: reader.cursor }, 'slow_reader_dropped');
      }
    }
  }

  function endDevice(event: StoredEvent): void {
    const { deviceId } = JSON.parse(event.json) as { deviceId: string };
    for (const reader of readers) {
      if (reader.deviceId !== deviceId) continue;
      if (!reader.live) writeTo(reader, eventFrame(event, deps.now().toISOString()), deps.maxWaitingBytes);
      reader.live = false;
      endReader(reader);
    }
  }

  async function readLog(): Promise<void> {
    if (reading || accepted < 0) return;
    reading = true;
    try {
      while (wanted > accepted) {
        const page = await deps.store.eventsAfter(accepted, PAGE);
        if (page.length === 0) {
          wanted = accepted;
          break;
        }
        append(page);
      }
    } catch (error) {
      // The next announcement or heartbeat tries again; readers are late, nothing is lost.
      deps.log.warn({ tenantId: deps.store.tenantId, err: error }, 'event_log_unreadable');
    } finally {
      reading = false;
    }
  }

  return {
    readers,
    accepted: () => accepted,
    async open() {
      opening ??= deps.store.lastEventId().then((last) => {
        accepted = last;
      });
      try {
        await opening;
      } catch (error) {
        opening = null;
        throw error;
      }
      if (wanted > accepted) await readLog();
    },
    offer(events) {
      const fresh = accepted < 0 ? events : events.filter((event) => event.id > accepted);
      const last = fresh.at(-1);
      if (!last) return;
      const follows = accepted >= 0 && !reading && fresh.every((event, index) => event.id === accepted + 1 + index);
      if (follows) {
        append(fresh);
        return;
      }
      wanted = Math.max(wanted, last.id);
      void readLog();
    },
    announced(lastEventId) {
      wanted = Math.max(wanted, lastEventId);
      if (wanted > accepted) void readLog();
    },
    async look() {
      try {
        wanted = Math.max(wanted, await deps.store.lastEventId());
      } catch (error) {
        deps.log.warn({ tenantId: deps.store.tenantId, err: error }, 'event_log_unreadable');
        return;
      }
      await readLog();
    },
  };
}
