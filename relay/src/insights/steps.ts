import type { Logger } from 'pino';
import type { JobContext } from '../jobs/job-work.ts';
import { createProgress } from '../jobs/progress.ts';
import type { ProviderClock } from '../providers/provider-clock.ts';
import type { Storage, StoredEvent, TenantStore } from '../storage/port.ts';
import type { CallInsights } from '../wire/insights.ts';
import type { Recording } from '../wire/recording.ts';
import type { Makers } from './makers.ts';

export interface PipelineDeps {
  storage: Storage;
  clock: ProviderClock;
  log: Logger;
  publish: (tenantId: string, events: StoredEvent[]) => void;
  makers: Makers;
}

/** What all steps do with what they made: it is written, told, and the next step asked for. */
export interface Steps {
  now(): string;
  changeInsights(
    context: JobContext,
    change: (before: CallInsights | null) => CallInsights | null,
  ): Promise<CallInsights | null>;
  changeRecording(
    context: JobContext,
    recordingId: string,
    change: (before: Recording) => Recording | null,
  ): Promise<Recording | null>;
  /** Adds a job of this call; the runner finds it within a second. */
  next(context: JobContext, kind: 'dynamics' | 'transcribe' | 'understand'): Promise<void>;
  progress(tell: (share: number) => Promise<unknown>): (share: number) => void;
}

export type StepDeps = PipelineDeps & { steps: Steps };

export function createSteps({ clock, publish }: Pick<PipelineDeps, 'clock' | 'publish'>): Steps {
  const now = () => clock.now().toISOString();
  return {
    now,
    async changeInsights({ tenantId, store, job }, change) {
      const changed = await store.changeInsights(job.callId, change);
      if (changed) publish(tenantId, changed.events);
      return changed?.value ?? null;
    },
    async changeRecording({ tenantId, store }, recordingId, change) {
      const changed = await store.changeRecording(recordingId, (before) => before && change(before));
      if (changed) publish(tenantId, changed.events);
      return changed?.value ?? null;
    },
    async next({ store, job }, kind) {
      await addInsightJob(store, kind, job.callId, now());
    },
    progress: (tell) => createProgress(clock, tell),
  };
}

/** One job of a kind for a call; asked for while it runs, it looks at the fields' states anyway. */
export async function addInsightJob(
  store: TenantStore,
  kind: 'dynamics' | 'transcribe' | 'understand',
  callId: string,
  at: string,
): Promise<void> {
  await store.addJob({ key: `${kind}/${callId}`, kind, callId, recordingId: null, dueAt: at, payload: null });
}
