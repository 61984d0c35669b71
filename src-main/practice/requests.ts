import type { RequestHandlers } from '../ipc/answer-request.ts';
import type { PracticeRequests } from '../../src-preload/contract/practice.ts';
import type { History } from '../history/history.ts';
import type { Log } from '../logging/log.ts';
import type { RelayClient } from '../relay-link/relay-client.ts';
import { RelayProblem } from '../relay-link/relay-problem.ts';
import { refusedBy } from '../telephony/act-answer.ts';

export interface PracticeDeps {
  history: () => Pick<History, 'practice' | 'people' | 'office'>;
  /** Null while there is no connection. */
  client: () => RelayClient | null;
  log: Log;
}

/** How the firm works after a call: it lives at the office and is edited there. */
export function createPracticeRequests({
  history,
  client,
  log,
}: PracticeDeps): Pick<RequestHandlers, keyof PracticeRequests> {
  const failed = (problem: unknown): RelayProblem => {
    if (!(problem instanceof RelayProblem)) throw problem;
    log.warn('request_failed', { what: 'practice', problem: problem.code });
    return problem;
  };

  return {
    async 'practice:get'() {
      const connected = client();
      // What the stream tells of it may still be on its way: whoever was just refused wants to see what is there now.
      const told = connected && (await connected.practice().catch((problem: unknown) => void failed(problem)));
      return {
        practice: told ?? history().practice(),
        people: history()
          .people()
          .map(({ id, name }) => ({ id, name })),
        country: history().office()?.firm.country ?? '',
      };
    },
    async 'practice:save'(practice) {
      const connected = client();
      if (connected === null) return { refused: 'offline' };
      try {
        return { saved: await connected.savePractice(practice) };
      } catch (problem) {
        return { refused: refusedBy(failed(problem)).refusal };
      }
    },
  };
}
