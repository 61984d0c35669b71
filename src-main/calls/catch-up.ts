import type { BackOnlineCard, ConnectionState, Notice, Settings } from '../../src-preload/contract.ts';
import type { Person } from '@callbrief/relay/wire/directory';
import type { History } from '../history/history.ts';
import { rememberIfRoom } from '../history/remember-if-room.ts';
import { inScope } from './perspective.ts';

/** "08:12 to 09:03: 3 calls, 1 not returned." Follows the link's status and remembers when it was last online. */
export interface CatchUp {
  /** Hand this to RelayLink.onStatus. */
  status(state: ConnectionState): void;
}

export interface CatchUpOptions {
  history: History;
  settings: () => Settings;
  me: () => Person | null;
  timeZone: () => string;
  now: () => Date;
  /** This computer's clock minus the relay's: what happened meanwhile was written with the office's clock. */
  clockDifferenceMs: () => number | null;
  /** Shorter losses of the connection tell nothing (milliseconds). Default one minute: what rang could still pop up. */
  leastAwayMs?: number;
  /** The same for the time between closing the app and starting it. Default two minutes: a restart is no absence. */
  leastClosedMs?: number;
  /** Only when there were calls. */
  onBackOnline: (back: { card: BackOnlineCard; notice: Extract<Notice, { kind: 'back_online' }> }) => void;
}

const LAST_ONLINE = 'last-online';
const LEAST_AWAY_MS = 60_000;
const LEAST_CLOSED_MS = 120_000;
/** Between two writes of "last online" to the disk. */
const WRITE_EVERY_MS = 15_000;
const CALLS_ON_CARD = 5;

export function createCatchUp(options: CatchUpOptions): CatchUp {
  const { history, leastAwayMs = LEAST_AWAY_MS, leastClosedMs = LEAST_CLOSED_MS } = options;
  let isOnline = false;
  let wasOnline = false;

  const onTheOfficesClock = (at: string) => new Date(Date.parse(at) - (options.clockDifferenceMs() ?? 0)).toISOString();

  function remember(at: string): void {
    rememberIfRoom(history.remembered, LAST_ONLINE, at);
  }

  function tellAbout(from: string, until: string): void {
    const me = options.me();
    if (me === null) return;
    const viewer = { personId: me.id, now: until, timeZone: options.timeZone() };
    const assisted = me.assistsPersonIds.map((id) => history.person(id)).filter((person) => person !== null);
    const details = history
      .callsBetween(from, until)
      // Nobody could have answered a dropped one: nothing was missed with it.
      .filter((call) => call.direction === 'inbound' && call.outcome !== 'dropped')
      .filter((call) => inScope(call, me, assisted, options.settings().popupScope))
      .map((call) => history.detail(call.id, viewer))
      .filter((detail) => detail !== null);
    if (details.length === 0) return;
    const notReturned = details.filter((detail) => detail.unreturned);
    // What waits for somebody first; then the newest.
    const ordered = [...notReturned, ...details.filter((detail) => !detail.unreturned)];
    options.onBackOnline({
      card: {
        kind: 'back_online',
        from,
        until,
        total: details.length,
        calls: ordered.slice(0, CALLS_ON_CARD).map((detail) => ({
          callId: detail.id,
          title: detail.title,
          at: detail.startedAt,
          outcome: detail.outcome,
          answeredByName: detail.answeredByName,
          unreturned: detail.unreturned,
        })),
      },
      notice: {
        id: 'back_online',
        kind: 'back_online',
        from,
        until,
        calls: details.length,
        notReturned: notReturned.length,
      },
    });
  }

  return {
    status(state) {
      if (state.kind !== 'up_to_date') {
        // The link knows the moment more exactly than the last write here, which may be a minute old.
        if (isOnline && 'since' in state) remember(onTheOfficesClock(state.since));
        isOnline = false;
        return;
      }
      const at = onTheOfficesClock(options.now().toISOString());
      const before = history.remembered.get(LAST_ONLINE);
      const awayMs = before === null ? 0 : Date.parse(at) - Date.parse(before);
      const leastMs = wasOnline ? leastAwayMs : leastClosedMs;
      if (!isOnline && before !== null && awayMs >= leastMs) tellAbout(before, at);
      if (!isOnline || awayMs >= WRITE_EVERY_MS) remember(at);
      isOnline = true;
      wasOnline = true;
    },
  };
}
