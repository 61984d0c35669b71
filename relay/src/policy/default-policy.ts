import type { CapturePolicy } from '../wire/insights.ts';

/**
 * Until a firm's administrator decides: what the provider recorded is kept and read on the relay's own machine, and
 * nothing leaves it. Audio half a year, as long as what a call was about is mostly disputed; texts six years, as long
 * as a lawyer keeps a file (§ 50 BRAO; Belgium: five years, art. 2276bis old Civil Code).
 */
export const defaultPolicy: CapturePolicy = {
  revision: 0,
  otherwise: { audio: 'record', analyse: true, mayLeaveMachine: false, regions: [] },
  rules: [],
  retention: { audioDays: 183, textDays: 2_192 },
};
