import { mayUse, type CaptureDecision } from '../wire/decide-capture.ts';
import type { CapturePolicy } from '../wire/insights.ts';
import type { ReceptionistEngine } from '../wire/receptionist.ts';

interface Leaves {
  readonly leavesMachine: boolean;
  readonly region: string | null;
}

/** Why an engine may not be used; null: it may. */
export function refusalOf(decision: CaptureDecision, engine: Leaves): ReceptionistEngine['refused'] {
  if (mayUse(decision, engine)) return null;
  return decision.mayLeaveMachine ? 'region' : 'leaves_machine';
}

/** The engines that the firm's policy allows, in their order: on a call with `decideCapture` of that call. */
export const allowedEngines = <E extends Leaves>(decision: CaptureDecision, engines: readonly E[]): E[] =>
  engines.filter((engine) => mayUse(decision, engine));

/** What the policy allows on any call at all: a rule may allow more than what holds otherwise. */
export const mostAllowed = ({ otherwise, rules }: CapturePolicy): CaptureDecision => ({
  ...otherwise,
  mayLeaveMachine: otherwise.mayLeaveMachine || rules.some(({ mayLeaveMachine }) => mayLeaveMachine),
});

/** What it allows on every call. */
const leastAllowed = ({ otherwise, rules }: CapturePolicy): CaptureDecision => ({
  ...otherwise,
  mayLeaveMachine: otherwise.mayLeaveMachine && rules.every(({ mayLeaveMachine }) => mayLeaveMachine),
});

/** For the settings: every engine that is set up, with what the firm's policy says to it. */
export function enginesUnderPolicy(
  policy: CapturePolicy,
  engines: readonly Omit<ReceptionistEngine, 'refused' | 'onlyOnSome'>[],
): ReceptionistEngine[] {
  return engines.map((engine) => {
    const refused = refusalOf(mostAllowed(policy), engine);
    return { ...engine, refused, onlyOnSome: refused === null && !mayUse(leastAllowed(policy), engine) };
  });
}
