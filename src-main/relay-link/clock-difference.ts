import type { Session } from '@callbrief/relay/wire/rest';
import type { RelayClient } from './relay-client.ts';

export interface ClockMeasure {
  /** This computer's clock minus the relay's, milliseconds. */
  differenceMs: number;
  roundTripMs: number;
  session: Session;
}

/**
 * Compares the clocks: the relay's time is taken to be that of the middle of the round trip, so it is wrong by half the
 * round trip at most. Of a few samples the quickest counts: the first one pays for opening the connection.
 */
export async function measureClock(client: RelayClient, samples = 2): Promise<ClockMeasure> {
  let best: ClockMeasure | null = null;
  for (let n = 0; n < samples || !best; n += 1) {
    const { session, askedAt, answeredAt } = await client.timedSession();
    const roundTripMs = answeredAt.getTime() - askedAt.getTime();
    const middle = askedAt.getTime() + roundTripMs / 2;
    const differenceMs = Math.round(middle - Date.parse(session.serverTime));
    if (!best || roundTripMs < best.roundTripMs) best = { differenceMs, roundTripMs, session };
  }
  return best;
}
