import { setTimeout as pause } from 'node:timers/promises';
import { deliver, type Acknowledgement } from '../deliver.ts';
import type { Told } from '../life/call-life.ts';
import type { Sign, Wire } from '../told/wires.ts';
import type { PlannedTold, ScenarioPlan } from './plan-scenario.ts';
import { openRefusingDoor } from './refusing-door.ts';

export interface PlayedTold {
  told: Told;
  attempt: number;
  acknowledgement: Acknowledgement;
}

export interface PlayOptions {
  sign: Sign;
  /** `live`: at its times. `at_once`: one after the other, without waiting; each still tells its own time. */
  pace: 'live' | 'at_once';
  /** How long to go on after 5xx or silence (ms). */
  giveUpAfterMs: number;
  signal?: AbortSignal;
  onResult?: (result: PlayedTold) => void;
  /** A test sets the relay's clock by it. */
  beforeSend?: (planned: PlannedTold) => void;
  /** Reads the provider's own log into the relay. Absent: the step is left out. */
  heal?: (plan: ScenarioPlan) => Promise<void>;
}

/** Plays one scenario against a relay over the real signed wire. @returns what was sent, in order */
export async function playScenario(plan: ScenarioPlan, options: PlayOptions): Promise<PlayedTold[]> {
  const results: PlayedTold[] = [];
  const start = performance.now();
  const waitUntil = async (atMs: number) => {
    const wait = start + atMs - performance.now();
    if (options.pace === 'live' && wait > 1) await pause(wait, undefined, signalOf(options));
  };
  let healed = plan.healAtMs === null;
  const heal = async () => {
    healed = true;
    await waitUntil(plan.healAtMs ?? 0);
    await options.heal?.(plan);
  };
  for (const planned of plan.sends) {
    if (!healed && planned.sendAtMs > (plan.healAtMs ?? 0)) await heal();
    await waitUntil(planned.sendAtMs);
    options.beforeSend?.(planned);
    const result = { ...planned, acknowledgement: asAnswer(planned.told.wire, await send(planned, options)) };
    results.push(result);
    options.onResult?.(result);
  }
  if (!healed) await heal();
  return results;
}

async function send({ told, attempt, refusals }: PlannedTold, options: PlayOptions): Promise<Acknowledgement> {
  const signed = options.sign(told.wire, told.body(attempt));
  // The door is counted among the tries, whatever is asked of a relay that does not answer.
  const giveUpAfterMs = refusals > 0 ? Math.max(options.giveUpAfterMs, 30_000) : options.giveUpAfterMs;
  const persistence = { giveUpAfterMs, ...signalOf(options) };
  if (refusals === 0) return deliver(signed, persistence);
  await using door = await openRefusingDoor(signed.url, refusals);
  // Awaited here: the door stays open until the last try.
  return await deliver({ ...signed, url: door.url }, { ...persistence, pauseMs: 20 });
}

const signalOf = ({ signal }: PlayOptions) => (signal ? { signal } : {});

/** What Ringover asks about a code is answered by the status alone: 404 is a no, and an answer (telephony facts 2.2). */
function asAnswer(wire: Wire, got: Acknowledgement): Acknowledgement {
  return wire === 'ringover/ivr' ? { ...got, acknowledged: got.status >= 200 && got.status < 500 } : got;
}
