import type { Person } from '../../../wire/directory.ts';
import type { PhoneNumber } from '../../../wire/scalars.ts';

/** One phone that Ringover rings, by exactly one of the last three. */
export interface RingoverAgent {
  ring_duration: number;
  ring_delay: number;
  order: number;
  user_id?: number;
  email?: string;
  number?: number;
}

/**
 * Ringover's answer to smart routing (telephony facts 2.2 and 7.3). Yes and no are JSON booleans, as the specification
 * has them; the 0 and 1 of Ringover's samples come from languages that write them so.
 */
export function ringAll(agents: readonly RingoverAgent[]) {
  return {
    name: 'Callbrief',
    dispatch: 'ringall',
    max_attempts: 1,
    start_delay: 0,
    // A colleague whose app is closed has a mobile that rings; who talks or wants quiet is left alone.
    is_stay_not_connected: true,
    is_stay_in_call: false,
    // The firm's own hours have decided already.
    is_stay_planned_snoozed: true,
    is_stay_snoozed: false,
    ring_overlap: 0,
    agents,
  };
}

/** Ringover's user ids are digits, sipgate's are not. @returns null for somebody whom Ringover cannot know */
export function agentOf(person: Person, order: number, seconds: number): RingoverAgent | null {
  const rings = { ring_duration: seconds, ring_delay: 0, order };
  const userId = person.providerUserIds.find((id) => /^\d+$/.test(id) && Number.isSafeInteger(Number(id)));
  if (userId !== undefined) return { ...rings, user_id: Number(userId) };
  return person.email === null ? null : { ...rings, email: person.email };
}

/** How long a number outside the firm rings before Ringover gives up (seconds). */
const TRANSFER_SECONDS = 60;

export function agentOfNumber(number: PhoneNumber): RingoverAgent {
  return { ring_duration: TRANSFER_SECONDS, ring_delay: 0, order: 1, number: Number(number.slice(1)) };
}
