import { randomUUID } from 'node:crypto';
import type { CallLife, HowTold, Told } from '../life/call-life.ts';
import { sipgateIdFrom, uint64From } from '../life/derived-id.ts';
import { providerOf, tell } from '../life/tell.ts';
import { createRandom, shuffled } from '../random.ts';
import type { Scenario } from './scenario.ts';

export interface PlannedTold {
  told: Told;
  /** 1 for the first time. */
  attempt: number;
  /** From the beginning of the run (ms). */
  sendAtMs: number;
  /** How often the door in front of the relay answers 503 before it lets this one in. */
  refusals: number;
}

export interface ScenarioPlan {
  scenario: Scenario;
  life: CallLife;
  sends: readonly PlannedTold[];
  /** Never arrives. */
  lost: readonly Told[];
  healAtMs: number | null;
}

export interface PlanOptions {
  /** When it begins, on our clock. */
  startAt: Date;
  /** 10: what takes ten seconds takes one, also by the provider's clock. */
  speed?: number;
  /** Where what was recorded can be fetched, as `HowTold` has it. */
  linkOf?: NonNullable<HowTold['linkOf']>;
  transcriptLinkOf?: NonNullable<HowTold['transcriptLinkOf']>;
  /** Ids follow from it; another at each run, or the relay would take it for a repetition. */
  key?: string;
}

export function planScenario(
  scenario: Scenario,
  { startAt, speed = 1, key = randomUUID(), linkOf, transcriptLinkOf }: PlanOptions,
): ScenarioPlan {
  const callId = providerOf(scenario.how.teller) === 'ringover' ? uint64From(key) : sipgateIdFrom(key);
  const life: CallLife = {
    callId,
    direction: scenario.direction,
    from: scenario.from,
    to: scenario.to,
    startedAt: new Date(startAt.getTime() + scenario.clockSkewMs),
    steps: scenario.steps.map(({ atMs, step }) => ({ atMs: Math.round(atMs / speed), step })),
  };
  const counts = new Map<string, number>();
  const lost: Told[] = [];
  const arriving: Omit<PlannedTold, 'sendAtMs'>[] = [];
  for (const told of tell(life, {
    ...scenario.how,
    ...(linkOf && { linkOf }),
    ...(transcriptLinkOf && { transcriptLinkOf }),
  })) {
    const nth = (counts.get(told.event) ?? 0) + 1;
    counts.set(told.event, nth);
    const faults = scenario.faults.filter((fault) => fault.event === told.event && (fault.nth ?? nth) === nth);
    if (faults.some((fault) => fault.kind === 'lose')) {
      lost.push(told);
      continue;
    }
    const refusals = Math.max(0, ...faults.map((fault) => (fault.kind === 'refuse' ? fault.times : 0)));
    for (let attempt = 1; attempt <= scenario.repeat; attempt += 1) {
      arriving.push({ told, attempt, refusals: attempt === 1 ? refusals : 0 });
    }
  }
  const slots = arriving.map(({ told }) => told.atMs).sort((a, b) => a - b);
  const order = scenario.shuffle === null ? arriving : shuffled(createRandom(scenario.shuffle), arriving);
  const sends = order.map((one, i) => ({ ...one, sendAtMs: slots[i] ?? 0 }));
  const healAtMs = scenario.healAtMs === null ? null : Math.round(scenario.healAtMs / speed);
  return { scenario, life, sends: scenario.shuffle === null ? byTime(sends) : sends, lost, healAtMs };
}

/** Somebody else's phone stops ringing a moment after the answer; what is told at that very moment comes first. */
const byTime = (sends: PlannedTold[]) => sends.toSorted((a, b) => a.told.atMs - b.told.atMs);
