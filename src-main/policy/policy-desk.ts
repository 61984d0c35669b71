import type { Person } from '@callbrief/relay/wire/directory';
import type { CapturePolicy } from '@callbrief/relay/wire/insights';
import type { ActRefusal, NamedInPolicy, Requests } from '../../src-preload/contract.ts';
import type { History } from '../history/history.ts';
import type { Log } from '../logging/log.ts';
import type { RelayClient } from '../relay-link/relay-client.ts';
import { RelayProblem } from '../relay-link/relay-problem.ts';
import { refusedBy } from '../telephony/act-answer.ts';

/** The firm's capture policy: it lives at the relay and is edited there, with a connection. Names are known here. */
export interface PolicyDesk {
  read(): Promise<Requests['policy:get']['answer']>;
  save(next: Requests['policy:save']['ask']): Promise<Requests['policy:save']['answer']>;
  preview(question: Requests['policy:preview']['ask']): Promise<Requests['policy:preview']['answer']>;
  find(query: string): NamedInPolicy;
}

const MOST_FOUND = 8;

export function createPolicyDesk(options: {
  history: () => History;
  me: () => Person | null;
  /** Null: no connection to the relay at this moment. */
  client: () => RelayClient | null;
  log: Log;
}): PolicyDesk {
  const { history, me, client, log } = options;

  async function ask<T>(work: (client: RelayClient) => Promise<T>): Promise<T | Refusal> {
    const connected = client();
    if (connected === null) return { refused: 'offline', field: null };
    try {
      return await work(connected);
    } catch (problem) {
      if (!(problem instanceof RelayProblem)) throw problem;
      log.warn('request_failed', { what: 'policy', problem: problem.code });
      return { refused: refusedBy(problem).refusal, field: problem.field };
    }
  }

  /** What this computer does not know (any more) has no name here; the window says so. */
  function namedIn({ rules }: CapturePolicy): NamedInPolicy {
    const matterIds = new Set(rules.flatMap(({ when }) => when.matterIds));
    const contactIds = new Set(rules.flatMap(({ when }) => when.contactIds));
    return {
      matters: [...matterIds]
        .flatMap((id) => history().matter(id) ?? [])
        .map(({ id, number, title }) => ({ id, number, title })),
      contacts: [...contactIds].flatMap((id) => history().contact(id) ?? []).map(({ id, name }) => ({ id, name })),
    };
  }

  return {
    async read() {
      const policy = await ask((connected) => connected.capturePolicy());
      if ('refused' in policy) return { refused: policy.refused };
      return {
        policy,
        named: namedIn(policy),
        lines: history().office()?.firm.lines ?? [],
        canSave: me()?.role === 'admin',
      };
    },
    save: (next) => ask((connected) => connected.saveCapturePolicy(next)),
    preview: (question) => ask((connected) => connected.previewCapture(question)),
    find: (query) => ({
      matters: history()
        .findMatters(query, MOST_FOUND)
        .map(({ id, number, title }) => ({ id, number, title })),
      contacts: history()
        .findContacts(query, MOST_FOUND)
        .map(({ contactId, name }) => ({ id: contactId, name })),
    }),
  };
}

interface Refusal {
  refused: ActRefusal;
  field: string | null;
}
