import { itemKind, type ItemKind, type ItemOf } from '@callbrief/relay/wire/item';
import type { Page, Session } from '@callbrief/relay/wire/rest';
import type { History } from '../history/history.ts';
import { silentLog, type Log } from '../logging/log.ts';
import { backoffMs, defaultBackoff, type BackoffOptions } from '../relay-link/backoff.ts';
import { systemClock, wait, type Clock } from '../relay-link/clock.ts';
import type { RelayClient } from '../relay-link/relay-client.ts';
import { RelayProblem } from '../relay-link/relay-problem.ts';

export interface FirstFillOptions {
  client: Pick<
    RelayClient,
    | 'session'
    | 'people'
    | 'matters'
    | 'contacts'
    | 'calls'
    | 'messages'
    | 'blockedNumbers'
    | 'recordings'
    | 'insightRevisions'
    | 'items'
    | 'practice'
  >;
  history: Pick<History, 'beginFill' | 'fill' | 'finishFill'>;
  /** Before the first row: whose history it is decides which calls are "mine". */
  onSession?: (session: Session) => void;
  onProgress?: (progress: { done: number; total: number }) => void;
  /** The app quits or this computer is removed. */
  signal?: AbortSignal;
  pageSize?: number;
  clock?: Clock;
  backoff?: BackoffOptions;
  log?: Log;
}

/**
 * Brings everything the firm has to this computer: the position in the log first, then people, matters, contacts,
 * calls, messages and recordings, newest first; of what was made of calls' words only which there is, the rest is
 * fetched afterwards (transcripts/). What changes meanwhile is in the log after that position, and the stream brings it later. A lost
 * connection is waited for; after a crash `fillFinished()` is false and the fill starts over, doubling nothing.
 * Rejects with a RelayProblem that no retry will mend, with the history's own error, or with the signal's reason.
 */
export async function runFirstFill(options: FirstFillOptions): Promise<void> {
  const { client, history, signal, clock = systemClock, backoff = defaultBackoff, log = silentLog } = options;
  const pageSize = options.pageSize ?? 500;

  const insist = async <T>(ask: () => Promise<T>): Promise<T> => {
    for (let failures = 0; ; failures += 1) {
      signal?.throwIfAborted();
      try {
        return await ask();
      } catch (error) {
        if (!(error instanceof RelayProblem) || !error.retryable) throw error;
        const delayMs = backoffMs(failures, backoff, error.retryAfterMs);
        log.warn('fill_page_failed', { problem: error.code, failures, delayMs });
        await wait(clock, delayMs, signal);
      }
    }
  };

  const session = await insist(() => client.session());
  const { calls, messages, contacts, matters } = session.totals;
  const total = calls + messages + contacts + matters;
  let done = 0;
  log.info('fill_started', { total, cursor: session.eventCursor });
  options.onSession?.(session);
  history.beginFill();
  options.onProgress?.({ done, total });

  const write = (rows: Parameters<History['fill']>[0]) => history.fill(rows);
  const bring = async <T>(
    read: (cursor: string | null, limit: number) => Promise<Page<T>>,
    keep: (items: T[]) => void,
    counts: boolean,
  ) => {
    for (let cursor: string | null = null, first = true; first || cursor !== null; first = false) {
      const at: string | null = cursor;
      const page: Page<T> = await insist(() => read(at, pageSize));
      signal?.throwIfAborted();
      keep(page.items);
      if (counts) done += page.items.length;
      options.onProgress?.({ done: Math.min(done, total), total });
      cursor = page.next;
    }
  };

  /** A relay that is older than this desktop does not know of it; what stands here then stays. */
  const bringIfKnown = async <T>(
    read: (cursor: string | null, limit: number) => Promise<Page<T>>,
    keep: (items: T[]) => void,
  ) => {
    await ifKnown(() => bring(read, keep, false));
  };
  const ifKnown = async (work: () => Promise<void>) => {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof RelayProblem) || error.code !== 'not_found') throw error;
      log.info('fill_page_failed', { problem: error.code });
    }
  };

  await bring(client.people, (people) => write({ people }), false);
  await bring(client.matters, (page) => write({ matters: page }), true);
  await bring(client.contacts, (page) => write({ contacts: page }), true);
  await bring(client.calls, (page) => write({ calls: page }), true);
  await bring(client.messages, (page) => write({ messages: page }), true);
  const blocked = await insist(() => client.blockedNumbers());
  signal?.throwIfAborted();
  write({ blocked });
  await bringIfKnown(client.recordings, (page) => write({ recordings: page }));
  await bringIfKnown(client.insightRevisions, (page) => write({ insights: page }));
  for (const kind of itemKind.options) {
    const read: (cursor: string | null, limit: number) => Promise<Page<ItemOf[ItemKind]>> = (cursor, limit) =>
      client.items(kind, cursor, limit);
    await bringIfKnown(read, (page) => write({ items: { kind, items: page } }));
  }
  await ifKnown(async () => write({ practice: await insist(() => client.practice()) }));
  history.finishFill(session.eventCursor);
  log.info('fill_finished', { done, cursor: session.eventCursor });
}
