import type { CallOutcome } from '@callbrief/relay/wire/call';

/** No phone rings that long. The relay closes such a call itself; until it can be asked, nothing says "ringing now". */
const LONGEST_RING_MS = 10 * 60_000;

/** A call that still stands as ringing although the news of its end must have been lost. */
export function endNotReported(call: { outcome: CallOutcome; startedAt: string }, now: Date): boolean {
  return call.outcome === 'ringing' && now.getTime() - Date.parse(call.startedAt) > LONGEST_RING_MS;
}
