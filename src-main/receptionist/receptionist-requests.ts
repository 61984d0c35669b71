import type { Person } from '@callbrief/relay/wire/directory';
import type { ActRefusal } from '../../src-preload/contract.ts';
import type { ReceptionistRequests } from '../../src-preload/contract/receptionist.ts';
import type { History } from '../history/history.ts';
import type { RequestHandlers } from '../ipc/answer-request.ts';
import type { Log } from '../logging/log.ts';
import type { RelayClient } from '../relay-link/relay-client.ts';
import { RelayProblem } from '../relay-link/relay-problem.ts';
import { refusedBy } from '../telephony/act-answer.ts';

/** The firm's AI receptionist lives at the relay: without a connection it is neither shown nor changed. */
export function receptionistHandlers(options: {
  history: () => Pick<History, 'people'>;
  me: () => Person | null;
  /** Null: no connection to the relay at this moment. */
  client: () => RelayClient | null;
  log: Log;
}): Pick<RequestHandlers, keyof ReceptionistRequests> {
  const { history, me, client, log } = options;

  async function ask<T>(
    work: (client: RelayClient) => Promise<T>,
  ): Promise<T | { refused: ActRefusal; field: string | null }> {
    const connected = client();
    if (connected === null) return { refused: 'offline', field: null };
    try {
      return await work(connected);
    } catch (problem) {
      if (!(problem instanceof RelayProblem)) throw problem;
      log.warn('request_failed', { what: 'receptionist', problem: problem.code });
      return { refused: refusedBy(problem).refusal, field: problem.field };
    }
  }

  return {
    async 'receptionist:get'() {
      const told = await ask((connected) => Promise.all([connected.receptionist(), connected.receptionistEngines()]));
      if ('refused' in told) return { refused: told.refused };
      const [settings, engines] = told;
      return {
        settings,
        engines,
        people: history()
          .people()
          .map(({ id, name }) => ({ id, name })),
        canSave: me()?.role === 'admin',
      };
    },
    'receptionist:save': (next) => ask((connected) => connected.saveReceptionist(next)),
    'receptionist:check': (script) => ask((connected) => connected.checkScript(script)),
    'receptionist:try': (talk) => ask((connected) => connected.tryScript(talk)),
  };
}
