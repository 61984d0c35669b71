import { join } from 'node:path';
import { createPopupBoard } from '../../src-main/calls/popup-board.ts';
import type { PopupDecision } from '../../src-main/calls/popup-policy.ts';
import { createEventReceiver } from '../../src-main/calls/receive-event.ts';
import { createRingTimes } from '../../src-main/calls/ring-times.ts';
import { createChangeSender, type ChangeSender } from '../../src-main/changes/change-sender.ts';
import { enrol } from '../../src-main/enrolment/enrol.ts';
import { runFirstFill } from '../../src-main/enrolment/first-fill.ts';
import { eraseHere } from '../../src-main/enrolment/remove-computer.ts';
import { createTokenKeeper, type TokenKeeper } from '../../src-main/enrolment/token-keeper.ts';
import { openHistory } from '../../src-main/history/open-history.ts';
import type { History } from '../../src-main/history/history.ts';
import { systemClock } from '../../src-main/relay-link/clock.ts';
import { createRelayLink, type LinkTimings } from '../../src-main/relay-link/create-relay-link.ts';
import { createRelayClient, type RelayClient } from '../../src-main/relay-link/relay-client.ts';
import type { ArrivedEvent, RelayLink } from '../../src-main/relay-link/relay-link.ts';
import { defaultSettings } from '../../src-main/settings/setting-values.ts';
import { pretendKeyStore } from './pretend-key-store.ts';

/** The desktop's data side as the app wires it, without windows. */
export interface DesktopApp {
  history: History;
  keeper: TokenKeeper;
  client: RelayClient;
  link: RelayLink;
  sender: ChangeSender;
  /** Everything that the stream brought, in order. */
  arrived: ArrivedEvent[];
  statuses: string[];
  /** What was decided about each ring. */
  decisions: (PopupDecision & { callId: string })[];
  refused: string[];
  removed(): boolean;
  fill(onProgress?: (progress: { done: number; total: number }) => void): Promise<void>;
  close(): Promise<void>;
}

export interface DesktopOptions {
  /** Its own folder; open the same one again for a restart. */
  dir: string;
  /** Where it believes the relay to be; by default where it was enrolled. */
  relayUrl?: string;
  timings?: Partial<LinkTimings>;
}

export async function enrolDesktop(dir: string, relayUrl: string, code: string): Promise<void> {
  const keeper = createTokenKeeper({ path: join(dir, 'device.json'), keyStore: pretendKeyStore() });
  const ask = { relayUrl, code, deviceName: 'PC-LIT-07' };
  const { result } = await enrol(ask, { keeper, platform: 'linux', appVersion: '0.1.0' });
  if (result.result !== 'connected') throw new Error(`Not enrolled: ${result.result}`);
}

export function openDesktop({ dir, relayUrl, timings = {} }: DesktopOptions): DesktopApp {
  const keeper = createTokenKeeper({ path: join(dir, 'device.json'), keyStore: pretendKeyStore() });
  const { history } = openHistory({ path: join(dir, 'history.db'), now: () => new Date() });
  const client = createRelayClient({ relayUrl: relayUrl ?? keeper.current()?.relayUrl ?? '', tokens: keeper });
  // A tenth of the real delays: the rules themselves are tested with a clock that is turned by hand.
  const backoff = { firstMs: 100, longestMs: 1_000, random: Math.random };
  const arrived: ArrivedEvent[] = [];
  const statuses: string[] = [];
  const decisions: DesktopApp['decisions'] = [];
  const refused: string[] = [];
  let removed = false;

  const fill: DesktopApp['fill'] = (onProgress) =>
    runFirstFill({
      client,
      history,
      backoff,
      onSession: ({ firm, person }) => history.setOffice({ firm, personId: person.id }),
      ...(onProgress ? { onProgress } : {}),
    });
  const settings = () => defaultSettings('linux');
  const me = () => history.person(history.office()?.personId ?? '');
  const now = () => new Date();
  const board = createPopupBoard({
    history,
    settings,
    me,
    controlOf: () => null,
    captureOff: () => null,
    canBlock: () => false,
    isConnected: () => true,
    privacy: () => null,
    now,
    remembered: history.remembered,
    schedule: (afterMs, run) => systemClock.after(afterMs, run),
  });
  const clockDifferenceMs = (): number | null => link.clockDifferenceMs();
  const receiver = createEventReceiver({
    history,
    settings,
    me,
    board,
    now,
    clockDifferenceMs,
    canShow: () => true,
    ringTimes: createRingTimes({ clockDifferenceMs }),
    onCallsChanged: () => {},
    schedule: (afterMs, run) => systemClock.after(afterMs, run),
    onDecision: (decision) => decisions.push(decision),
  });
  const link = createRelayLink({
    client,
    backoff,
    timings,
    cursor: () => history.cursor(),
    waitingChanges: () => history.changes.count(),
    events: {
      events(batch) {
        receiver.events(batch);
        arrived.push(...batch);
      },
      resync: () => fill(),
      removed() {
        removed = true;
        eraseHere({ keeper, history });
      },
    },
  });
  link.onStatus(({ kind }) => {
    if (statuses.at(-1) !== kind) statuses.push(kind);
  });
  const sender = createChangeSender({
    changes: history.changes,
    client,
    link,
    backoff,
    onRefused: ({ reason }) => refused.push(reason),
  });

  return {
    history,
    keeper,
    client,
    link,
    sender,
    arrived,
    statuses,
    decisions,
    refused,
    removed: () => removed,
    fill,
    async close() {
      sender.close();
      receiver.close();
      board.close();
      await link.close();
      if (!removed) history.close();
    },
  };
}
