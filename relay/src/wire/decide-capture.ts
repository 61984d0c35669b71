import type { CapturePolicy } from './insights.ts';

/** What may be done with a call's sound and words. */
export interface CaptureDecision {
  /** `notes`: words may be written down, the audio is not kept afterwards. */
  audio: 'none' | 'notes' | 'record';
  analyse: boolean;
  mayLeaveMachine: boolean;
  /** With `mayLeaveMachine`: only engines of these regions; empty: any. */
  regions: readonly string[];
}

export interface CapturedCall {
  /** The firm's own number. */
  line: string | null;
  /** Of the other number; null when it is withheld. */
  country: string | null;
  matterId: string | null;
  contactId: string | null;
}

const audioStrictness = ['none', 'notes', 'record'] as const;

/** Of all rules that fit the strictest holds, each of the three by itself; where none fits, `otherwise`. */
export function decideCapture(policy: CapturePolicy, call: CapturedCall): CaptureDecision {
  const fitting = fittingRules(policy, call);
  const { regions } = policy.otherwise;
  if (fitting.length === 0) return { ...policy.otherwise };
  const strictest = Math.min(...fitting.map((rule) => audioStrictness.indexOf(rule.audio)));
  return {
    audio: audioStrictness[strictest] ?? 'none',
    analyse: fitting.every((rule) => rule.analyse),
    mayLeaveMachine: fitting.every((rule) => rule.mayLeaveMachine),
    regions,
  };
}

export const fittingRules = (policy: CapturePolicy, call: CapturedCall): CapturePolicy['rules'] =>
  policy.rules.filter((rule) => fits(rule.when, call));

/** Whether a rule says of which calls it is. */
export const namesSomething = (when: CapturePolicy['rules'][number]['when']): boolean =>
  when.lines.length + when.countries.length + when.matterIds.length + when.contactIds.length > 0;

/** Every condition that a rule names must hold; one that names none fits nothing (and is refused when it is saved). */
function fits(when: CapturePolicy['rules'][number]['when'], call: CapturedCall): boolean {
  const holds = (list: readonly string[], value: string | null) =>
    list.length === 0 || (value !== null && list.includes(value));
  return (
    namesSomething(when) &&
    holds(when.lines, call.line) &&
    holds(when.countries, call.country) &&
    holds(when.matterIds, call.matterId) &&
    holds(when.contactIds, call.contactId)
  );
}

/** Whether an engine may be used for a call. */
export function mayUse(
  { mayLeaveMachine, regions }: CaptureDecision,
  engine: { leavesMachine: boolean; region: string | null },
): boolean {
  if (!engine.leavesMachine) return true;
  if (!mayLeaveMachine) return false;
  return regions.length === 0 || (engine.region !== null && regions.includes(engine.region));
}
