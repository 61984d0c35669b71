import type { Language } from '@callbrief/relay/wire/scalars';
import type { TimeEntry } from '@callbrief/relay/wire/time-entry';
import type { ActRefusal } from '../../src-preload/contract.ts';
import type { TimeEditAsk, TimeRequests } from '../../src-preload/contract/time.ts';
import type { Change } from '../history/history.ts';
import type { Log } from '../logging/log.ts';
import type { SaveProposal } from '../recordings/export-call.ts';
import type { RelayClient } from '../relay-link/relay-client.ts';
import { RelayProblem } from '../relay-link/relay-problem.ts';
import { refusedBy } from '../telephony/act-answer.ts';
import { isClioPage } from './clio-page.ts';
import { exportTime } from './export-time.ts';
import { createRow, draftsOfCall, entriesOfCall, timeList, type TimeHistory } from './time-rows.ts';

export interface TimeDeps {
  history: () => TimeHistory;
  write: (changes: Change[]) => void;
  /** Null while there is no connection. */
  client: () => RelayClient | null;
  language: () => Language;
  timeZone: () => string;
  newId: () => string;
  askWhere: (proposal: SaveProposal) => Promise<string | null>;
  /** In the browser of the system. */
  openPage: (url: string) => void;
  log: Log;
}

type Handlers = { [N in keyof TimeRequests]: (ask: TimeRequests[N]['ask']) => unknown };

export function createTimeRequests(deps: TimeDeps) {
  const refusal = (problem: unknown): { refused: ActRefusal } => {
    if (!(problem instanceof RelayProblem)) throw problem;
    deps.log.warn('request_failed', { what: 'time', problem: problem.code });
    return { refused: refusedBy(problem).refusal };
  };
  const ask = async <T>(work: (client: RelayClient) => Promise<T>): Promise<T | { refused: ActRefusal }> => {
    const client = deps.client();
    if (client === null) return { refused: 'offline' };
    return work(client).catch(refusal);
  };

  /** What is written of a draft that nobody touched yet is all of it: from now on it no longer follows the call. */
  function edit({ entryId, callId, set }: TimeEditAsk): Change[] {
    const history = deps.history();
    const written = { ...set, ...(set.narrative === undefined ? {} : { narrativeFrom: 'written' as const }) };
    const call = callId === null ? null : history.call(callId);
    const isStored = history.items.item('time_entry', entryId) !== null;
    const draft =
      isStored || call === null
        ? undefined
        : draftsOfCall(history, call, deps.timeZone()).find(({ id }) => id === entryId);
    if (!isStored && draft === undefined) return [];
    const whole = draft === undefined ? written : { ...fieldsOf(draft), ...written };
    return [{ kind: 'edit_item', item: 'time_entry', itemId: entryId, editId: deps.newId(), set: whole, did: null }];
  }

  return {
    'time:list': (asked) => timeList(deps.history(), asked, deps.timeZone()),
    'time:of-call': ({ callId }) => {
      const history = deps.history();
      const call = history.call(callId);
      if (call === null) return [];
      const entries = entriesOfCall(history, call, deps.timeZone());
      const row = createRow(history);
      return entries.filter(({ state }) => state !== 'discarded').map((entry) => row(entry, entries));
    },
    'time:edit': (asked) => {
      const changes = edit(asked);
      if (changes.length > 0) deps.write(changes);
    },
    'time:export': (asked) => exportTime(asked, deps),
    'clio:state': () => ask((client) => client.clioState()),
    'clio:connect': (asked) =>
      ask(async (client): Promise<{ opened: true } | { refused: ActRefusal }> => {
        const page = await client.connectClio({ ...asked, language: deps.language() });
        if (!isClioPage(page)) return { refused: 'failed' };
        deps.openPage(page);
        return { opened: true };
      }),
    'clio:disconnect': () =>
      ask(async (client): Promise<{ done: true }> => {
        await client.disconnectClio();
        return { done: true };
      }),
  } satisfies Handlers;
}

function fieldsOf(entry: TimeEntry) {
  const { id: _id, createdAt: _made, stamps: _stamps, traces: _traces, updatedAt: _at, ...fields } = entry;
  return fields;
}
