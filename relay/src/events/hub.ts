import type { Logger } from 'pino';
import type { Storage, StoredEvent } from '../storage/port.ts';
import { createChannel, type Channel } from './channel.ts';
import type { FanOut } from './fan-out.ts';
import { heartbeatFrame } from './frame.ts';
import { endReader, writeTo, type StreamReader } from './stream-reader.ts';

/**
 * Brings committed events to every connected client of their tenant, in log order, without gap or double, whichever
 * relay process committed them. It holds no events: the log is the buffer.
 */
export interface Hub {
  /** To call after the commit. Readers of this process get the events in the next turn of the loop. */
  publish: (tenantId: string, events: StoredEvent[]) => void;
  /**
   * Counts a reader in *before* it replays, so that from now on the channel knows how far everybody is.
   * Rejects with StorageError when the log cannot be read.
   */
  join(tenantId: string, reader: StreamReader): Promise<Channel>;
  leave(tenantId: string, reader: StreamReader): void;
  /** Something that is not in the log. @returns how many streams of this device got it. */
  toDevice(tenantId: string, deviceId: string, frame: string): number;
  /** The same to every live stream of the tenant in this process, of those who may know. @returns how many got it */
  toTenant(tenantId: string, frame: string, mayKnow?: (personId: string) => boolean): number;
  /** Whose streams this process holds. */
  tenantIds(): string[];
  /** Whether a stream of this device is live in this process. */
  holds(tenantId: string, deviceId: string): boolean;
  readerCount(): number;
  /** Heartbeat, ageing, and a look at the log in case an announcement was lost. Called by one timer. */
  beat(): Promise<void>;
  /** Ends every stream cleanly, so that clients come back (to another process). */
  close(): Promise<void>;
}

/** A replaying client that took nothing for this long is gone or asleep. */
const REPLAY_STALL_MS = 30_000;

export function createHub(deps: {
  storage: Storage;
  fanOut: FanOut;
  now: () => Date;
  log: Logger;
  maxWaitingBytes: number;
  heartbeatMs: number;
}): Hub {
  const channels = new Map<string, Channel>();
  let closed = false;

  const undoAnnounced = deps.fanOut.onAnnounced((tenantId, lastEventId) => {
    channels.get(tenantId)?.announced(lastEventId);
  });
  const undoReset = deps.fanOut.onReset(() => {
    for (const channel of channels.values()) void channel.look();
  });
  let beating = false;
  const timer = setInterval(() => {
    if (beating) return;
    beating = true;
    void hub.beat().finally(() => {
      beating = false;
    });
  }, deps.heartbeatMs);
  timer.unref();

  const hub: Hub = {
    publish(tenantId, events) {
      const last = events.at(-1);
      if (!last || closed) return;
      channels.get(tenantId)?.offer(events);
      deps.fanOut.announce(tenantId, last.id);
    },

    async join(tenantId, reader) {
      let channel = channels.get(tenantId);
      if (!channel) {
        channel = createChannel({ store: deps.storage.tenant(tenantId), ...deps });
        channels.set(tenantId, channel);
      }
      channel.readers.add(reader);
      try {
        await channel.open();
        return channel;
      } catch (error) {
        hub.leave(tenantId, reader);
        throw error;
      }
    },

    leave(tenantId, reader) {
      const channel = channels.get(tenantId);
      if (!channel) return;
      channel.readers.delete(reader);
      if (channel.readers.size === 0) channels.delete(tenantId);
    },

    toDevice(tenantId, deviceId, frame) {
      let reached = 0;
      for (const reader of channels.get(tenantId)?.readers ?? []) {
        if (!reader.live || reader.deviceId !== deviceId) continue;
        if (writeTo(reader, frame, deps.maxWaitingBytes) === 'written') reached += 1;
      }
      return reached;
    },

    toTenant(tenantId, frame, mayKnow = () => true) {
      let reached = 0;
      for (const reader of channels.get(tenantId)?.readers ?? []) {
        if (!mayKnow(reader.personId)) continue;
        if (reader.live && writeTo(reader, frame, deps.maxWaitingBytes) === 'written') reached += 1;
      }
      return reached;
    },

    tenantIds: () => [...channels.keys()],

    holds: (tenantId, deviceId) =>
      [...(channels.get(tenantId)?.readers ?? [])].some((reader) => reader.live && reader.deviceId === deviceId),

    readerCount: () => [...channels.values()].reduce((sum, channel) => sum + channel.readers.size, 0),

    async beat() {
      const nowMs = deps.now().getTime();
      for (const channel of channels.values()) {
        for (const reader of channel.readers) {
          if (nowMs >= reader.endsAt) endReader(reader);
          else if (reader.live) writeTo(reader, heartbeatFrame, deps.maxWaitingBytes);
          else if (nowMs - reader.progressAt > REPLAY_STALL_MS) reader.socket.destroy();
        }
      }
      for (const channel of channels.values()) await channel.look();
    },

    async close() {
      closed = true;
      clearInterval(timer);
      undoAnnounced();
      undoReset();
      const readers = [...channels.values()].flatMap((channel) => [...channel.readers]);
      const gone = readers.map(
        (reader) =>
          new Promise<void>((resolve) => {
            if (reader.socket.destroyed) resolve();
            else reader.socket.once('close', () => resolve());
          }),
      );
      for (const reader of readers) endReader(reader);
      await Promise.all(gone);
      channels.clear();
    },
  };
  return hub;
}
