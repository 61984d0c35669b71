import { setTimeout as pause } from 'node:timers/promises';
import { deliver, type Acknowledgement, type Persistence } from './deliver.ts';
import type { PlannedDelivery } from './plan.ts';
import type { PretendProvider } from './pretend-provider.ts';

export interface RunResult {
  planned: PlannedDelivery;
  acknowledgement: Acknowledgement;
}

/** Sends a plan at its times, as many at once as the times ask for. Deliveries the provider does not know are left out. */
export async function runPlan(
  provider: PretendProvider,
  plan: readonly PlannedDelivery[],
  persistence: Persistence,
  onResult: (result: RunResult) => void = () => undefined,
): Promise<RunResult[]> {
  const start = performance.now();
  const running: Promise<RunResult>[] = [];
  for (const planned of plan) {
    const wait = start + planned.sendAtMs - performance.now();
    if (wait > 1) await pause(wait, undefined, persistence.signal ? { signal: persistence.signal } : {});
    const signed = provider.sign(planned.call, planned.event);
    if (!signed) continue;
    running.push(
      deliver(signed, persistence).then((acknowledgement) => {
        const result = { planned, acknowledgement };
        onResult(result);
        return result;
      }),
    );
  }
  return Promise.all(running);
}
