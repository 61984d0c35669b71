import type { RecordingStore } from '../storage/recording-port.ts';
import type { AuditEntry } from '../wire/recording.ts';
import type { RemoveDeps } from './remove-recording.ts';

export interface TextRemoval {
  tenantId: string;
  store: RecordingStore;
  callId: string;
  /** Null: a clock did it. */
  by: { personId: string; deviceId: string } | null;
  /** `demand`, `retention: 365 days` */
  detail: string;
}

/**
 * Removes what was made of a call's words, here and, by its event, on every desktop. Told last: who hears of it asks, and
 * must find nothing.
 * @returns whether there was anything
 */
export async function removeTexts(
  { tenantId, store, callId, by, detail }: TextRemoval,
  { now, publish }: Pick<RemoveDeps, 'now' | 'publish'>,
): Promise<boolean> {
  const events = await store.removeInsights(callId);
  if (events.length === 0) return false;
  const who = { callId, recordingId: null, personId: by?.personId ?? null, deviceId: by?.deviceId ?? null };
  await store.addAudit({ at: now().toISOString(), what: 'removed', ...who, detail: `${TEXTS}: ${detail}` });
  publish(tenantId, events);
  return true;
}

/** The beginning of the detail of such an entry. */
const TEXTS = 'texts';

export const isTextRemoval = ({ what, recordingId, detail }: AuditEntry): boolean =>
  what === 'removed' && recordingId === null && detail?.startsWith(`${TEXTS}:`) === true;

/** Somebody with a right to it had the words removed: they do not come back by themselves. */
export const isTextDemand = (entry: AuditEntry): boolean => isTextRemoval(entry) && entry.detail === `${TEXTS}: demand`;
