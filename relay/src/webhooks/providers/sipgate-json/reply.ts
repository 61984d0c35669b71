import type { Logger } from 'pino';
import type { Person } from '../../../wire/directory.ts';
import type { RouteOutcome } from '../../../wire/routing.ts';
import type { PhoneNumber } from '../../../wire/scalars.ts';
import { phonesOf } from '../../phones-of.ts';

/** Replies to newCall (HTTP contract section 3). */
export type SipgateJsonReply =
  | { action: 'accept'; audio_stream?: string }
  | { action: 'reject'; reason: 'busy' }
  | { action: 'transfer'; destination: PhoneNumber };

/**
 * The dialect has three words. What it has no word for is accepted, and the call goes on as the provider's settings say:
 * voicemail and a menu.
 */
export async function jsonReplyTo(
  outcome: RouteOutcome,
  deps: {
    log: Logger;
    personOf: (personId: string) => Promise<Person | null>;
    to: PhoneNumber | null;
    /** Where the AI receptionist takes the sound of this call; null: it does not take it. */
    agent: () => Promise<string | null>;
  },
): Promise<SipgateJsonReply> {
  const accept = (why: string): SipgateJsonReply => {
    deps.log.warn({ outcome: outcome.kind, why }, 'route_left_to_provider');
    return { action: 'accept' };
  };
  switch (outcome.kind) {
    case 'proceed':
      return { action: 'accept' };
    case 'reject':
      return { action: 'reject', reason: 'busy' };
    case 'transfer':
      return { action: 'transfer', destination: outcome.to };
    case 'ring': {
      // One destination only: the first of the people who has a line.
      const [first, second] = await phonesOf(outcome.personIds, deps.to, deps.personOf);
      if (second !== undefined) deps.log.warn({ outcome: 'ring', rung: 1 }, 'route_rings_first_only');
      return first === undefined ? accept('nobody_has_a_line') : { action: 'transfer', destination: first };
    }
    case 'agent': {
      const stream = await deps.agent();
      return stream === null ? accept('agent_does_not_take') : { action: 'accept', audio_stream: stream };
    }
    case 'voicemail':
    case 'menu':
      return accept('no_form');
    default:
      return outcome satisfies never;
  }
}
