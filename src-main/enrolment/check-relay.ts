import { session } from '@callbrief/relay/wire/rest';
import type { RelayCheck } from '../../src-preload/contract.ts';
import { systemClock, type Clock } from '../relay-link/clock.ts';
import { readRelayAddress } from '../relay-link/relay-address.ts';
import { RelayProblem, type LinkProblemCode } from '../relay-link/relay-problem.ts';
import { requestRelay, type Fetch } from '../relay-link/relay-request.ts';

export interface CheckOptions {
  fetch?: Fetch;
  clock?: Clock;
  /** Shorter than other requests: a person is looking at the field. */
  timeoutMs?: number;
}

/**
 * Is there a relay at this address? It is asked who we are, without a token: only a relay refuses that in its own words.
 * Nothing about this computer is sent.
 */
export async function checkRelay(typed: string, options: CheckOptions = {}): Promise<RelayCheck> {
  const relayUrl = readRelayAddress(typed);
  if (relayUrl === null) return { result: 'not_an_address' };
  const fetch = options.fetch ?? ((url, init) => globalThis.fetch(url, init));
  const wire = { fetch, clock: options.clock ?? systemClock, timeoutMs: options.timeoutMs ?? 8_000 };
  try {
    await requestRelay(wire, { url: `${relayUrl}/api/v1/session` }, session);
    return { result: 'not_a_relay' };
  } catch (problem) {
    if (!(problem instanceof RelayProblem)) throw problem;
    return notConnected(problem) ?? { result: 'found' };
  }
}

type NotFound = Exclude<RelayCheck, { result: 'found' | 'not_an_address' }>;

const results: Partial<Record<LinkProblemCode, Exclude<NotFound['result'], 'certificate_not_trusted'>>> = {
  no_such_server: 'no_such_server',
  not_reachable: 'not_reachable',
  timed_out: 'not_reachable',
  not_understood: 'not_a_relay',
};

/** Null: a relay answered, in words of its own. */
export function notConnected(problem: RelayProblem): NotFound | null {
  if (problem.code === 'certificate_not_trusted') return { result: problem.code, details: problem.message };
  const result = results[problem.code];
  return result ? { result } : null;
}
