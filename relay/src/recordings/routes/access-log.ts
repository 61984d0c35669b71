import type { AuditEntry } from '../../wire/recording.ts';

export interface Access {
  what: 'recording_played' | 'recording_downloaded';
  callId: string;
  recordingId: string;
  personId: string;
  deviceId: string;
}

/**
 * A player asks for dozens of parts of one recording: that is one playing. It is over when nothing was asked for so long
 * (ms). Counted by each process, so a change of process in between is written down as another.
 */
const PAUSE_MS = 15 * 60_000;
/** More at once than a firm has desktops. */
const MOST_KNOWN = 10_000;

/** Writes accesses into the audit log before a byte is given. */
export interface AccessLog {
  /** @throws StorageError: then nothing may be given */
  note(access: Access, add: (entry: Omit<AuditEntry, 'id'>) => Promise<void>): Promise<void>;
}

export function createAccessLog(now: () => Date): AccessLog {
  const lastAsked = new Map<string, number>();
  return {
    async note(access, add) {
      const nowMs = now().getTime();
      const key = `${access.what}/${access.deviceId}/${access.recordingId}`;
      const last = lastAsked.get(key);
      lastAsked.delete(key);
      lastAsked.set(key, nowMs);
      for (const oldest of lastAsked.keys()) {
        if (lastAsked.size <= MOST_KNOWN) break;
        lastAsked.delete(oldest);
      }
      if (last !== undefined && nowMs - last < PAUSE_MS) return;
      try {
        await add({ at: new Date(nowMs).toISOString(), ...access, detail: null });
      } catch (error) {
        lastAsked.delete(key);
        throw error;
      }
    },
  };
}
