import type { Storage, TenantStore } from '../storage/port.ts';
import { removeRecording, type RemoveDeps } from './remove-recording.ts';
import { removeTexts } from './remove-texts.ts';

const DAY_MS = 86_400_000;
/** Soon after the start, then four times a day: what is removed is a quarter of a day late at most. */
const EVERY_MS = DAY_MS / 4;
const AT_A_TIME = 100;

export interface RetentionDeps extends RemoveDeps {
  storage: Storage;
}

/** Removes audio and texts that are older than each firm keeps them. What is on hold stays, whatever its age. */
export async function applyRetention(deps: RetentionDeps): Promise<void> {
  for (const { id } of await deps.storage.tenants.list()) {
    try {
      const removed = await applyTo(id, deps.storage.tenant(id), deps);
      if (removed.audio + removed.texts > 0) deps.log.info({ tenantId: id, ...removed }, 'retention_applied');
    } catch (error) {
      // The next round tries again, and the other firms' clocks go on.
      deps.log.warn({ tenantId: id, err: error }, 'retention_failed');
    }
  }
}

async function applyTo(
  tenantId: string,
  store: TenantStore,
  deps: RetentionDeps,
): Promise<{ audio: number; texts: number }> {
  const { audioDays, textDays } = (await store.capturePolicy()).retention;
  const before = (days: number) => new Date(deps.now().getTime() - days * DAY_MS).toISOString();
  let audio = 0;
  for (;;) {
    const old = await store.recordingsBefore(before(audioDays), AT_A_TIME);
    let progress = 0;
    for (const { id: recordingId } of old) {
      const detail = `${String(audioDays)} days`;
      const removal = { tenantId, store, recordingId, reason: 'retention', by: null, detail } as const;
      if (typeof (await removeRecording(removal, deps)) !== 'string') progress += 1;
    }
    audio += progress;
    // Put on hold in this very moment, they would come again and again.
    if (old.length < AT_A_TIME || progress === 0) break;
  }
  return { audio, texts: await removeOldTexts(tenantId, store, before(textDays), textDays, deps) };
}

async function removeOldTexts(
  tenantId: string,
  store: TenantStore,
  before: string,
  textDays: number,
  deps: RetentionDeps,
): Promise<number> {
  let texts = 0;
  for (;;) {
    const calls = await store.insightsBefore(before, AT_A_TIME);
    let progress = 0;
    for (const callId of calls) {
      const detail = `retention: ${String(textDays)} days`;
      if (await removeTexts({ tenantId, store, callId, by: null, detail }, deps)) progress += 1;
    }
    texts += progress;
    if (calls.length < AT_A_TIME || progress === 0) return texts;
  }
}

/** @returns stops it, and waits for a round under way */
export function applyRetentionPeriodically(deps: RetentionDeps): () => Promise<void> {
  const look = () => applyRetention(deps).catch((error: unknown) => deps.log.warn({ err: error }, 'retention_failed'));
  let round = look();
  const timer = setInterval(() => {
    round = round.then(look);
  }, EVERY_MS);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await round;
  };
}
