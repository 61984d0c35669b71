import type { CallFact } from '@callbrief/relay/wire/call-fact';
import { describeCall, noFacts, reduceCall } from '@callbrief/relay/wire/call-state';
import type { CallTruth } from '@callbrief/relay/wire/call';

const start = Date.parse('2026-11-19T11:31:00.000Z');
export const atSecond = (second: number) => new Date(start + second * 1000).toISOString();

type Given = Partial<CallFact> & { second?: number };

/** A fact of an inbound call; `second` counts from 11:31:00. */
export function fact(kind: CallFact['kind'], { second = 0, ...given }: Given = {}): CallFact {
  const legId = given.legId === undefined ? 'leg-1' : given.legId;
  return {
    factId: `${kind}/${legId ?? 'call'}`,
    kind,
    at: atSecond(second),
    startedAt: null,
    legId,
    party: null,
    direction: 'inbound',
    fromNumber: '+32470271836',
    toNumber: '+3225551234',
    anonymous: false,
    durationSeconds: null,
    cause: null,
    ...given,
  };
}

export function named(name: string) {
  return { providerUserId: name.toLowerCase(), personId: null, name };
}

export function truthOf(...facts: CallFact[]): CallTruth {
  const truth = describeCall(facts.reduce(reduceCall, noFacts));
  if (!truth) throw new Error('no facts');
  return truth;
}
