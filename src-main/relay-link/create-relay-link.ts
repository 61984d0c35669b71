import { HEARTBEAT_SECONDS } from '@callbrief/relay/wire/events';
import type { Session } from '@callbrief/relay/wire/rest';
import { silentLog, type Log } from '../logging/log.ts';
import { backoffMs, defaultBackoff, type BackoffOptions } from './backoff.ts';
import { measureClock } from './clock-difference.ts';
import { systemClock, type Clock } from './clock.ts';
import { createEventQueue } from './event-queue.ts';
import { openEventStream, type EventStream } from './event-stream.ts';
import { describeLink, type LinkPhase, type LinkTrouble } from './link-status.ts';
import { createNamedTimers } from './named-timers.ts';
import { readEvent } from './read-event.ts';
import type { RelayClient } from './relay-client.ts';
import type { ArrivedEvent, RelayLink, RelayLinkEvents } from './relay-link.ts';
import { RelayProblem } from './relay-problem.ts';

export interface LinkTimings {
  /** From the attempt to the relay's `hello`. */
  helloWithinMs: number;
  /** Two heartbeats and a second for the way. */
  silentAfterMs: number;
  /** Longer than a restart of the relay takes. */
  offlineAfterMs: number;
  /** A connection that lasted this long was a good one: the next backoff starts from the bottom. */
  goodAfterMs: number;
  clockEveryMs: number;
}

export const defaultTimings: LinkTimings = {
  helloWithinMs: 15_000,
  silentAfterMs: 2 * HEARTBEAT_SECONDS * 1000 + 1_000,
  offlineAfterMs: 10_000,
  goodAfterMs: 10_000,
  clockEveryMs: 5 * 60_000,
};

/** Two signals of one wake ("resume" and "online") are one. */
const SAME_WAKE_MS = 1_000;
/** A stream that was just opened measures the clock well enough to notice that it was set meanwhile. */
const CLOCK_WAS_SET_MS = 5_000;

export interface RelayLinkOptions {
  client: RelayClient;
  events: RelayLinkEvents;
  /** Id of the last event that is written here; asked at each connection. */
  cursor(): number;
  /** Changes that wait to be sent, for the status line. */
  waitingChanges(): number;
  /** The relay's answer at each measurement of the clock: person, firm and wire version may have changed. */
  onSession?(session: Session): void;
  clock?: Clock;
  backoff?: BackoffOptions;
  timings?: Partial<LinkTimings>;
  log?: Log;
}

/**
 * The connection to the relay: one event stream, kept up by every means. It alone retries. What it promises: no event is
 * passed over (each connection starts at the cursor that is on disk), and the status never says more than it knows.
 */
export function createRelayLink(options: RelayLinkOptions): RelayLink {
  const { client, events, log = silentLog, clock = systemClock, backoff = defaultBackoff } = options;
  const timings = { ...defaultTimings, ...options.timings };
  const listeners = new Set<(status: ReturnType<RelayLink['status']>) => void>();

  let phase: LinkPhase = { kind: 'idle' };
  let trouble: LinkTrouble | null = null;
  let stream: EventStream | null = null;
  let failures = 0;
  let resyncsInARow = 0;
  let lastActivity = clock.now();
  let measured: { differenceMs: number; roundTripMs: number | null } | null = null;
  const timers = createNamedTimers<'attempt' | 'watchdog' | 'offline' | 'clock'>(clock);

  const status = () =>
    describeLink({
      phase,
      trouble,
      cursor: phase.kind === 'catching_up' ? options.cursor() : 0,
      waitingChanges: options.waitingChanges(),
      lastActivityAt: lastActivity.toISOString(),
      roundTripMs: measured?.roundTripMs ?? null,
      clockDifferenceMs: measured?.differenceMs ?? null,
    });
  const notify = () => {
    const now = status();
    for (const listener of listeners) listener(now);
  };
  const isStopped = () => phase.kind === 'removed' || phase.kind === 'closed';

  const queue = createEventQueue((batch) => {
    try {
      events.events(batch);
    } catch (error) {
      log.error('events_not_applied', { error, events: batch.length });
      queue.clear();
      fail(new RelayProblem('not_understood', 'The events could not be written here.', { cause: error }));
      return;
    }
    // Without a stream this is what a cut line still brought: written, but nothing to be glad about.
    if (!stream) return;
    if (batch.some(({ event }) => event.type === 'caught_up')) goLive();
    else if (phase.kind === 'catching_up') notify();
  });

  function attempt(): void {
    if (isStopped()) return;
    timers.stop('attempt');
    phase = { kind: 'attempting', startedAt: clock.now().toISOString() };
    lastActivityIsNow();
    log.info('stream_connecting', { cursor: options.cursor(), failures });
    // Everything below belongs to this stream only; a late word of an earlier one must not count.
    const own: EventStream = openEventStream({
      client,
      cursor: options.cursor(),
      onActivity: () => stream === own && onActivity(),
      onMessage: (name, data, lastEventId) => {
        if (stream === own) onEvent(readEvent(name, data, lastEventId, clock.now().toISOString()));
      },
      onEnd: (problem) => stream === own && fail(problem),
    });
    stream = own;
    timers.set('watchdog', timings.helloWithinMs, () =>
      fail(new RelayProblem('timed_out', 'The relay did not open the event stream in time.')),
    );
    notify();
  }

  function onActivity(): void {
    const before = lastActivity.getTime();
    const minute = Math.floor(before / 60_000);
    lastActivityIsNow();
    const passedMs = lastActivity.getTime() - before;
    // Backwards, or further than the watchdog would have let it: somebody set the clock, and ages would be wrong.
    if (phase.kind === 'live' && (passedMs < -CLOCK_WAS_SET_MS || passedMs > timings.silentAfterMs)) void measure();
    // "Up to date, 11:42": the windows hear of it when the clock on the wall moves.
    if (phase.kind === 'live' && Math.floor(lastActivity.getTime() / 60_000) !== minute) notify();
  }

  function onEvent(arrived: ArrivedEvent): void {
    const { event } = arrived;
    if (event.type === 'hello') {
      log.info('stream_open', { lastEventId: event.lastEventId, cursor: options.cursor(), resync: event.resync });
      phase = { kind: 'catching_up', lastEventId: event.lastEventId };
      // Wrong by the way here, but there before the first ring; the measurement follows.
      const differenceMs = clock.now().getTime() - Date.parse(event.serverTime);
      if (!measured || Math.abs(measured.differenceMs - differenceMs) > CLOCK_WAS_SET_MS)
        measured = { differenceMs, roundTripMs: null };
      watch();
      if (event.resync) {
        void resync();
        return;
      }
      resyncsInARow = 0;
      notify();
    }
    if (event.type === 'unknown') log.warn('event_unreadable', { eventName: event.name, eventId: arrived.id });
    queue.push(arrived);
  }

  /** One timer looks at the time of the last byte, instead of one being set anew for each. */
  function watch(): void {
    // A clock that was set back must not put the watchdog to sleep for as long.
    if (clock.now() < lastActivity) lastActivityIsNow();
    const quietMs = clock.now().getTime() - lastActivity.getTime();
    timers.set('watchdog', Math.max(1, timings.silentAfterMs - quietMs), () => {
      if (clock.now().getTime() - lastActivity.getTime() < timings.silentAfterMs) watch();
      else goSilent();
    });
  }

  function goLive(): void {
    log.info('stream_caught_up', { cursor: options.cursor() });
    phase = { kind: 'live', since: clock.now().toISOString() };
    trouble = null;
    timers.stop('offline');
    notify();
    void measure();
  }

  function goSilent(): void {
    const since = lastActivity.toISOString();
    log.warn('stream_silent', { since });
    closeStream();
    beginTrouble('silent', since);
    attempt();
  }

  function fail(problem: RelayProblem | null): void {
    if (isStopped()) return;
    const wasGood = phase.kind === 'live' && clock.now().getTime() - Date.parse(phase.since) >= timings.goodAfterMs;
    if (wasGood) failures = 0;
    const since = phase.kind === 'live' || phase.kind === 'catching_up' ? lastActivity : clock.now();
    closeStream();
    if (isStopped()) return;
    beginTrouble('lost', since.toISOString());
    const delayMs = backoffMs(failures, backoff, problem?.retryAfterMs);
    log.warn('stream_lost', { problem: problem?.code ?? 'ended', status: problem?.status, failures, delayMs });
    failures += 1;
    phase = { kind: 'waiting', nextAttemptAt: new Date(clock.now().getTime() + delayMs).toISOString() };
    timers.set('attempt', delayMs, attempt);
    notify();
  }

  /** The first moment of trouble stands until everything is well again. */
  function beginTrouble(kind: LinkTrouble['kind'], since: string): void {
    if (!trouble) {
      timers.set('offline', timings.offlineAfterMs, () => {
        if (trouble) trouble = { ...trouble, offline: true };
        notify();
      });
    }
    trouble = trouble ? { ...trouble, kind } : { kind, since, offline: false };
  }

  /** What had arrived whole is still written: it may be the ring that the cut line brought last. */
  function closeStream(): void {
    const closing = stream;
    stream = null;
    closing?.close();
    timers.stop('watchdog');
    timers.stop('clock');
    queue.flush();
  }

  async function resync(): Promise<void> {
    log.warn('stream_resync', { cursor: options.cursor() });
    closeStream();
    notify();
    const again = (resyncsInARow += 1) > 1;
    try {
      await events.resync();
    } catch (error) {
      fail(
        error instanceof RelayProblem ? error : new RelayProblem('not_understood', 'Resync failed.', { cause: error }),
      );
      return;
    }
    if (again) fail(new RelayProblem('not_understood', 'The relay asks for everything again and again.'));
    else attempt();
  }

  async function measure(): Promise<void> {
    const own = stream;
    timers.set('clock', timings.clockEveryMs, () => void measure());
    try {
      const { session, differenceMs, roundTripMs } = await measureClock(client);
      if (isStopped()) return;
      measured = { differenceMs, roundTripMs };
      log.info('clock_measured', measured);
      options.onSession?.(session);
      if (stream === own && phase.kind === 'live') notify();
    } catch (problem) {
      log.warn('request_failed', { what: 'clock', problem: problem instanceof RelayProblem ? problem.code : problem });
    }
  }

  function stop(last: LinkPhase): void {
    phase = last;
    timers.stopAll();
    queue.clear();
    stream?.close();
    stream = null;
  }

  const lastActivityIsNow = () => {
    lastActivity = clock.now();
  };

  const undoRemoved = client.bearer.onRemoved(() => {
    if (isStopped()) return;
    log.warn('device_removed');
    stop({ kind: 'removed', at: clock.now().toISOString() });
    notify();
    events.removed();
  });

  return {
    start() {
      if (phase.kind === 'idle') attempt();
    },
    wake(reason) {
      if (isStopped() || phase.kind === 'idle') return;
      const startedAt = phase.kind === 'attempting' ? Date.parse(phase.startedAt) : -Infinity;
      if (clock.now().getTime() - startedAt < SAME_WAKE_MS) return;
      log.info('stream_woken', { reason });
      const since = lastActivity.toISOString();
      const wasUp = phase.kind === 'live' || phase.kind === 'catching_up';
      closeStream();
      if (wasUp) beginTrouble('lost', since);
      failures = 0;
      attempt();
    },
    status,
    onStatus(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    clockDifferenceMs: () => measured?.differenceMs ?? null,
    close() {
      undoRemoved();
      if (!isStopped()) stop({ kind: 'closed' });
      listeners.clear();
      return Promise.resolve();
    },
  };
}
