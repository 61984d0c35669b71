import type { Call } from '../wire/call.ts';
import type { AuditEntry } from '../wire/recording.ts';
import type { IsoTime } from '../wire/scalars.ts';

/** What whoever speaks for the firm writes into the audit log, at the moment when it is said to, or by, the caller. */
export const consentEvents = ['recording_announced', 'recording_objected'] as const;

/** What is known of a caller's consent to a recording. Times from when the call was answered, else from its start (ms). */
export interface Consent {
  /** Null: Callbrief announced nothing; whether the provider did is not known here. */
  announcedAtMs: number | null;
  /** Null: none that was noticed. */
  objectedAtMs: number | null;
}

/** @param entry.at when the words were said */
export function consentEntry(
  what: (typeof consentEvents)[number],
  { callId, at }: { callId: string; at: IsoTime },
): Omit<AuditEntry, 'id'> {
  return { at, what, callId, recordingId: null, personId: null, deviceId: null, detail: null };
}

/** The first announcement, and the first objection, whoever was told or heard. */
export function consentOf(
  { answeredAt, startedAt }: Pick<Call, 'answeredAt' | 'startedAt'>,
  entries: readonly AuditEntry[],
): Consent {
  const fromMs = Date.parse(answeredAt ?? startedAt);
  const firstMs = (what: (typeof consentEvents)[number]) => {
    const times = entries.filter((entry) => entry.what === what).map(({ at }) => Date.parse(at));
    return times.length === 0 ? null : Math.max(0, Math.min(...times) - fromMs);
  };
  return { announcedAtMs: firstMs('recording_announced'), objectedAtMs: firstMs('recording_objected') };
}
