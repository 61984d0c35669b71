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
}

const audioStrictness = ['none', 'notes', 'record'] as const;

/** Of all rules that fit the strictest holds, each of the three by itself; where none fits, `otherwise`. */
export function decideCapture(policy: CapturePolicy, call: CapturedCall): CaptureDecision {
  const fitting = policy.rules.filter((rule) => fits(rule.when, call));
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

/** Every condition that a rule names must hold; one that names none fits nothing (and is refused when it is saved). */
function fits(when: CapturePolicy['rules'][number]['when'], { line, country, matterId }: CapturedCall): boolean {
  const isNamed = when.lines.length + when.countries.length + when.matterIds.length > 0;
  const holds = (list: readonly string[], value: string | null) =>
    list.length === 0 || (value !== null && list.includes(value));
  return isNamed && holds(when.lines, line) && holds(when.countries, country) && holds(when.matterIds, matterId);
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
