import type { ActAnswer } from '../../src-preload/contract.ts';
import type { Log } from '../logging/log.ts';
import { RelayProblem } from '../relay-link/relay-problem.ts';
import { isLost, refusedBy } from './act-answer.ts';

/**
 * Asks the relay for something that rings, sends or hangs up. Where the answer is lost it is asked what became of it, by
 * the same request with the same id: the relay does that once and answers the first result again. Once; then nobody
 * knows, and a person decides. Throws what is no problem of the relay.
 */
export async function askOnce(
  ask: () => Promise<ActAnswer>,
  { what, log }: { what: string; log: Log },
): Promise<ActAnswer> {
  const told = (answer: ActAnswer, times: number): ActAnswer => {
    log.info('telephony_asked', { what, times, result: answer.result, ...reasonOf(answer) });
    return answer;
  };
  try {
    return told(await ask(), 1);
  } catch (problem) {
    if (!(problem instanceof RelayProblem)) throw problem;
    if (!isLost(problem)) return told(refusedBy(problem), 1);
    log.warn('telephony_answer_lost', { what, problem: problem.code });
  }
  try {
    return told(await ask(), 2);
  } catch (problem) {
    if (!(problem instanceof RelayProblem)) throw problem;
    // Only a word about the action itself answers the question; "no connection" or "too many" say nothing of the first time.
    const answer = refusedBy(problem);
    return told(answer.refusal === problem.code ? answer : { result: 'unconfirmed' }, 2);
  }
}

const reasonOf = (answer: ActAnswer) => (answer.result === 'refused' ? { refusal: answer.refusal } : {});
