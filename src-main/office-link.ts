import type { CallInsights } from '@callbrief/relay/wire/insights';
import type { Session } from '@callbrief/relay/wire/rest';
import type { AppState } from '../src-preload/contract.ts';
import { createChangeSender, type ChangeSender } from './changes/change-sender.ts';
import { runFirstFill } from './enrolment/first-fill.ts';
import type { TokenKeeper } from './enrolment/token-keeper.ts';
import type { Change, History } from './history/history.ts';
import type { Log } from './logging/log.ts';
import type { Clock } from './relay-link/clock.ts';
import { createRelayLink } from './relay-link/create-relay-link.ts';
import { createRelayClient, type RelayClient } from './relay-link/relay-client.ts';
import type { ArrivedEvent, RelayLink } from './relay-link/relay-link.ts';
import type { Fetch } from './relay-link/relay-request.ts';

/** What lives as long as this computer is connected to one office: client, first fill, link, sender of changes. */
export interface OfficeLink {
  client: RelayClient;
  link: RelayLink;
  sender: ChangeSender;
  /** Fills an empty history first, then streams. */
  start(): void;
  close(): Promise<void>;
}

export interface OfficeLinkOptions {
  relayUrl: string;
  keeper: TokenKeeper;
  history: History;
  clock: Clock;
  fetch?: Fetch;
  events: (batch: ArrivedEvent[]) => void;
  onSession: (session: Session) => void;
  onFilling: (filling: AppState['filling']) => void;
  /** The fill cannot go on, most likely because of the disk. It is tried again. */
  onFillFailed: (error: unknown) => void;
  onConfirmed: (callId: string) => void;
  onInsights: (insights: CallInsights) => void;
  onWaitingChanged: () => void;
  onRefused: (refused: { callId: string | null; change: Change; reason: string }) => void;
  onRemoved: () => void;
  log: Log;
}

/** After a fill that failed here (disk, not network: the fill itself waits for that). */
const FILL_AGAIN_MS = 30_000;

export function createOfficeLink(options: OfficeLinkOptions): OfficeLink {
  const { relayUrl, keeper, history, clock, log } = options;
  const fetch = options.fetch === undefined ? {} : { fetch: options.fetch };
  const client = createRelayClient({ relayUrl, tokens: keeper, clock, log, ...fetch });
  const closing = new AbortController();
  let undoRetry: (() => void) | null = null;

  const fill = async () => {
    await runFirstFill({
      client: { ...client, session: () => client.session().then(told) },
      history,
      clock,
      log,
      signal: closing.signal,
      onProgress: options.onFilling,
    });
    options.onFilling(null);
  };
  const told = (session: Session) => {
    options.onSession(session);
    return session;
  };

  const link = createRelayLink({
    client,
    clock,
    log,
    events: { events: options.events, resync: fill, removed: options.onRemoved },
    cursor: () => history.cursor(),
    waitingChanges: () => history.changes.count(),
    onSession: options.onSession,
  });
  const sender = createChangeSender({
    changes: history.changes,
    client,
    link,
    clock,
    log,
    onConfirmed: (call) => options.onConfirmed(call.id),
    onInsights: options.onInsights,
    onCount: options.onWaitingChanged,
    onRefused: options.onRefused,
  });

  const fillThenStream = () => {
    fill()
      .then(() => link.start())
      .catch((error: unknown) => {
        if (closing.signal.aborted) return;
        options.onFilling(null);
        options.onFillFailed(error);
        undoRetry = clock.after(FILL_AGAIN_MS, fillThenStream);
      });
  };

  return {
    client,
    link,
    sender,
    start() {
      sender.start();
      if (history.fillFinished()) link.start();
      else fillThenStream();
    },
    close() {
      closing.abort(new Error('closing'));
      undoRetry?.();
      sender.close();
      return link.close();
    },
  };
}
