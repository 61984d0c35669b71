import type { CapturePolicy } from '../wire/insights.ts';
import type { EngineFacts } from './ports.ts';

/** What of a firm's rules decides about engines, after the strictest rule of the call was found. */
export type EnginePolicy = Pick<CapturePolicy['otherwise'], 'mayLeaveMachine' | 'regions'>;

/**
 * Whether a call may be heard or read by this engine; the same for speech and for language models. An engine elsewhere
 * that does not say where is in no region.
 * @returns the reason for the field when not
 */
export function engineAllowed(
  engine: EngineFacts,
  policy: EnginePolicy,
): { allowed: true } | { allowed: false; reason: 'policy_engine_refused' } {
  if (!engine.leavesMachine) return { allowed: true };
  const isInRegion = policy.regions.length === 0 || (engine.region !== null && policy.regions.includes(engine.region));
  return policy.mayLeaveMachine && isInRegion ? { allowed: true } : { allowed: false, reason: 'policy_engine_refused' };
}
