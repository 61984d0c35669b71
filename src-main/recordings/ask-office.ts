import type { ActAnswer } from '../../src-preload/contract.ts';
import type { Log } from '../logging/log.ts';
import type { RelayClient } from '../relay-link/relay-client.ts';
import { RelayProblem } from '../relay-link/relay-problem.ts';
import { isLost, refused, refusedBy } from '../telephony/act-answer.ts';

/** Asks for something that may be asked twice: holding, trying again. Nothing of it waits for a connection. */
export async function askOffice(
  client: RelayClient | null,
  ask: (client: RelayClient) => Promise<void>,
  { what, log }: { what: string; log: Log },
): Promise<ActAnswer> {
  if (client === null) return refused('offline');
  try {
    await ask(client);
    return { result: 'done' };
  } catch (problem) {
    if (!(problem instanceof RelayProblem)) throw problem;
    log.warn('request_failed', { what, problem: problem.code });
    return isLost(problem) ? { result: 'unconfirmed' } : refusedBy(problem);
  }
}
