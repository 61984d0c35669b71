import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { Call } from '@callbrief/relay/wire/call';
import { streamOnlyEvent, type LoggedEvent } from '@callbrief/relay/wire/events';
import type { PopupDecision } from '../../../../src-main/calls/popup-policy.ts';
import { createPopupBoard } from '../../../../src-main/calls/popup-board.ts';
import { createEventReceiver } from '../../../../src-main/calls/receive-event.ts';
import { createRingTimes, type PaintedRing } from '../../../../src-main/calls/ring-times.ts';
import { HistoryError } from '../../../../src-main/history/history-error.ts';
import type { ArrivedEvent } from '../../../../src-main/relay-link/relay-link.ts';
import { anneke, answered, changed, jonas, missed, party, sampleCall, sampleNow } from '../history/sample-firm.ts';
import { everything, temporaryHistory, viewer } from '../history/temporary-history.ts';
import { controlledTime } from './controlled-time.ts';
import { quietBoard } from './quiet-board.ts';
import { sampleSettings } from './sample-settings.ts';

function desktop(options: { maxPages?: number } = {}) {
  const opened = temporaryHistory(options);
  const { reopen } = opened;
  let diskIsFull = false;
  const fullDisk: boolean[] = [];
  const history: typeof opened.history = {
    ...opened.history,
    apply(events) {
      if (diskIsFull) throw new HistoryError('disk_full', 'full');
      return opened.history.apply(events);
    },
  };
  const time = controlledTime(sampleNow);
  const onCallsChanged = vi.fn<(callIds: string[]) => void>();
  const decisions: (PopupDecision & { callId: string })[] = [];
  const painted: PaintedRing[] = [];
  let settings = sampleSettings;

  function start(over = history) {
    const board = createPopupBoard({
      history: over,
      settings: () => settings,
      me: () => jonas,
      controlOf: () => null,
      now: time.now,
      schedule: time.schedule,
      remembered: over.remembered,
      ...quietBoard,
    });
    onTestFinished(() => board.close());
    const ringTimes = createRingTimes({ clockDifferenceMs: () => 0 });
    ringTimes.onPainted((ring) => painted.push(ring));
    const receiver = createEventReceiver({
      history: over,
      settings: () => settings,
      me: () => jonas,
      board,
      now: time.now,
      clockDifferenceMs: () => 0,
      canShow: () => true,
      ringTimes,
      onCallsChanged,
      onDiskFull: (isFull) => fullDisk.push(isFull),
      schedule: time.schedule,
      onDecision: ({ shown, callId, ...more }) =>
        decisions.push(
          shown ? { shown, callId } : { shown, callId, reason: 'reason' in more ? more.reason : 'no_window' },
        ),
    });
    return { board, receiver, ringTimes, history: over };
  }
  return {
    ...start(),
    restart: () => start(reopen().history),
    time,
    onCallsChanged,
    fullDisk,
    setDisk: (full: boolean) => {
      diskIsFull = full;
    },
    decisions,
    painted,
    set: (more: Partial<typeof settings>) => {
      settings = { ...settings, ...more };
    },
  };
}

const live = (id: number, event: LoggedEvent, at = sampleNow): ArrivedEvent => ({
  id,
  event,
  sentAt: at,
  arrivedAt: at,
});
const later = (seconds: number) => new Date(Date.parse(sampleNow) + seconds * 1000).toISOString();
const talking = (id: string, by: string): Call => ({ ...answered(id, by), outcome: 'talking', endedAt: null });

test('a talk that is told before its call is known is read along as soon as the call is', () => {
  const { receiver, board } = desktop();
  const told = (state: 'talking' | 'over') =>
    ({
      id: null,
      event: streamOnlyEvent.parse({
        type: 'agent_live',
        live: {
          callId: 'a',
          since: sampleNow,
          callerName: null,
          urgency: { level: 'high', withinMinutes: null },
          topic: null,
          lines: [],
          partyHit: null,
          announced: null,
          state,
        },
      }),
      sentAt: sampleNow,
      arrivedAt: sampleNow,
    }) as ArrivedEvent;
  receiver.events([told('talking')]);
  expect(board.current().card).toBeNull();
  receiver.events([live(1, changed(sampleCall('a')))]);
  expect(board.current().card).toMatchObject({ kind: 'agent_live', callId: 'a' });
  receiver.events([told('over')]);
  expect(board.current().card).toBeNull();
  receiver.events([live(2, changed(sampleCall('a')))]);
  expect(board.current().card).toBeNull();
});

describe('a ring', () => {
  test('stands in the history before it pops up, and the list is told', () => {
    const { receiver, board, history, onCallsChanged } = desktop();
    let inHistoryAtFirstView: Call | null = null;
    board.onView(() => {
      inHistoryAtFirstView = history.call('a');
    });
    receiver.events([live(1, changed(sampleCall('a')))]);
    expect(board.current().card).toMatchObject({ kind: 'ringing', callId: 'a', caller: { name: 'Anneke Verhulst' } });
    expect(inHistoryAtFirstView).toMatchObject({ id: 'a' });
    expect(onCallsChanged).toHaveBeenCalledWith(['a']);
  });

  test('replayed after a reconnection never pops up again', () => {
    const { receiver, board, decisions } = desktop();
    receiver.events([live(1, changed(sampleCall('a')))]);
    board.hide('a');
    receiver.events([live(1, changed(sampleCall('a')))]);
    expect(board.current().card).toBeNull();
    expect(decisions).toHaveLength(1);
  });

  test('replayed after a restart never pops up', () => {
    const { receiver, restart } = desktop();
    receiver.events([live(1, changed(sampleCall('a')))]);
    const again = restart();
    again.receiver.events([live(1, changed(sampleCall('a')))]);
    expect(again.board.current().card).toBeNull();
  });

  test('of the time this computer was away updates the history and never pops up late', () => {
    const { receiver, board, history, decisions, time } = desktop();
    time.pass(60_000);
    receiver.events([live(1, changed(sampleCall('a')), later(60)), live(2, changed(missed('b'), 'missed'), later(60))]);
    expect(board.current().card).toBeNull();
    expect(decisions).toEqual([{ shown: false, callId: 'a', reason: 'too_old' }]);
    expect(history.list(everything, viewer).total).toBe(2);
  });

  test('that ended in the same batch is not shown', () => {
    const { receiver, decisions, board } = desktop();
    const views = vi.fn();
    board.onView(views);
    receiver.events([live(1, changed(sampleCall('a'))), live(2, changed(missed('a'), 'missed'))]);
    expect(decisions).toEqual([{ shown: false, callId: 'a', reason: 'already_over' }]);
    expect(views).not.toHaveBeenCalled();
  });

  test('on a second phone of the same call is the same popup, also after it left', () => {
    const { receiver, decisions, board, time } = desktop();
    receiver.events([live(1, changed(sampleCall('a')))]);
    receiver.events([live(2, changed(talking('a', 'sofie'), 'answered'))]);
    time.pass(4_000);
    receiver.events([live(3, changed(sampleCall('a')))]);
    expect(board.current().card).toBeNull();
    expect(decisions.at(-1)).toEqual({ shown: false, callId: 'a', reason: 'already_shown' });
  });

  test('that reaches my phone only now pops up now', () => {
    const { receiver, decisions, board } = desktop();
    const mainLine = sampleCall('a', { toNumber: '+3225550100' });
    receiver.events([live(1, changed(mainLine))]);
    expect(decisions.at(-1)).toMatchObject({ reason: 'not_my_calls' });
    const legs = [{ ...party('jonas'), legId: '1', state: 'ringing' as const }];
    receiver.events([live(2, changed({ ...mainLine, legs }))]);
    expect(board.current().card).toMatchObject({ callId: 'a' });
  });

  test('that I hid does not come back after a restart', () => {
    const { receiver, board, restart } = desktop();
    receiver.events([live(1, changed(sampleCall('a')))]);
    board.hide('a');
    const again = restart();
    again.receiver.events([live(2, changed(sampleCall('a')))]);
    expect(again.board.current().card).toBeNull();
  });

  test('has rung since then, on this computer’s clock', () => {
    const { receiver, board } = desktop();
    const arrived = { ...live(1, changed(sampleCall('a'))), sentAt: later(2), arrivedAt: later(3) };
    receiver.events([arrived]);
    expect(board.current().card).toMatchObject({ since: sampleNow });
  });
});

test('answered by a colleague, a call is never missed for me', () => {
  const { receiver, board, history } = desktop();
  const legs = [
    { ...party('jonas'), legId: '1', state: 'not_answered' as const },
    { ...party('sofie'), legId: '2', state: 'talking' as const },
  ];
  receiver.events([live(1, changed(sampleCall('a')))]);
  receiver.events([live(2, changed({ ...talking('a', 'sofie'), legs }, 'answered'))]);
  expect(board.current().card).toMatchObject({ kind: 'answered_by_colleague', answeredByName: 'Sofie Maes' });
  receiver.events([live(3, changed({ ...answered('a', 'sofie'), legs }, 'ended'))]);
  expect(history.list(everything, viewer)).toMatchObject({
    unreturnedCount: 0,
    rows: [{ outcome: 'answered', answeredByMe: false, unreturned: false }],
  });
});

test('an edit, an import or a contact that changes pops nothing up', () => {
  const { receiver, board, decisions, onCallsChanged } = desktop();
  const hops = { providerAt: null, receivedAt: sampleNow, committedAt: sampleNow };
  receiver.events([
    live(1, changed(sampleCall('a'), 'edit')),
    live(2, changed(sampleCall('b'), 'import')),
    live(3, { type: 'contact_changed', contact: { ...anneke, name: 'Anneke V.' }, hops }),
  ]);
  expect(board.current().card).toBeNull();
  expect(decisions).toEqual([]);
  expect(onCallsChanged).toHaveBeenCalledExactlyOnceWith([]);
});

test('a contact that becomes known while it rings is put on the card', () => {
  const { receiver, board } = desktop();
  const hops = { providerAt: null, receivedAt: sampleNow, committedAt: sampleNow };
  receiver.events([live(1, changed(sampleCall('a')))]);
  receiver.events([live(2, { type: 'contact_changed', contact: { ...anneke, name: 'Anneke Verhulst-Maes' }, hops })]);
  expect(board.current().card).toMatchObject({ caller: { name: 'Anneke Verhulst-Maes' } });
});

test('a matter that is removed while its popup is open leaves the card; the caller stays', () => {
  const { receiver, board } = desktop();
  const hops = { providerAt: null, receivedAt: sampleNow, committedAt: sampleNow };
  receiver.events([live(1, changed(sampleCall('a', { contactId: 'anneke', matterId: 'm-0318' })))]);
  expect(board.current().card).toMatchObject({ matter: { number: '2026/0318' } });
  receiver.events([live(2, { type: 'matter_removed', matterId: 'm-0318', hops })]);
  expect(board.current().card).toMatchObject({ caller: { name: 'Anneke Verhulst' }, matter: null, nextDeadline: null });
});

describe('with a full disk', () => {
  test('the phone still rings, says who answered, and nothing is half-written', () => {
    const { receiver, board, history, fullDisk } = desktop({ maxPages: 150 });
    const note = { value: 'x'.repeat(19_000), byPersonId: 'sofie', byName: 'Sofie', at: sampleNow };
    receiver.events(Array.from({ length: 100 }, (_, i) => live(i + 1, changed(sampleCall(`call ${i}`, { note })))));
    expect(board.current().card).toMatchObject({ kind: 'ringing', callId: 'call 0' });
    expect(fullDisk).toEqual([true]);
    expect(history.cursor()).toBe(0);
    expect(history.counts().calls).toBe(0);
    receiver.events([live(101, changed(talking('call 0', 'sofie'), 'answered'))]);
    expect(board.current().card).toMatchObject({ kind: 'answered_by_colleague' });
  });

  test('what the relay sends again pops up once', () => {
    const { receiver, board, decisions, setDisk } = desktop();
    setDisk(true);
    receiver.events([live(1, changed(sampleCall('a')))]);
    board.hide('a');
    receiver.events([live(1, changed(sampleCall('a')))]);
    expect(board.current().card).toBeNull();
    expect(decisions.filter(({ shown }) => shown)).toHaveLength(1);
  });

  test('as soon as there is room everything is written by itself, in order, and popped up no second time', () => {
    const { receiver, board, history, time, setDisk, fullDisk, onCallsChanged } = desktop();
    setDisk(true);
    receiver.events([live(1, changed(sampleCall('a')))]);
    receiver.events([live(2, changed(missed('a'), 'missed'))]);
    receiver.events([live(3, changed(sampleCall('b')))]);
    board.hide('b');
    setDisk(false);
    onCallsChanged.mockClear();
    time.pass(30_000);
    expect(history.cursor()).toBe(3);
    expect(history.call('a')?.outcome).toBe('missed');
    expect(onCallsChanged).toHaveBeenCalledWith(['a', 'b']);
    expect(fullDisk.at(-1)).toBe(false);
    expect(board.current().card).toBeNull();
  });

  test('an event after it brings along what waited', () => {
    const { receiver, history, setDisk } = desktop();
    setDisk(true);
    receiver.events([live(1, changed(missed('a'), 'missed'))]);
    setDisk(false);
    receiver.events([live(2, changed(missed('b'), 'missed'))]);
    expect(history.cursor()).toBe(2);
    expect(history.call('a')?.outcome).toBe('missed');
  });

  test('memory is no second disk: beyond 2,000 events the link gets the error, and the relay keeps them', () => {
    const { receiver, history, setDisk } = desktop();
    setDisk(true);
    const batch = (from: number) =>
      Array.from({ length: 1_000 }, (_, i) => live(from + i, changed(missed(`call ${from + i}`), 'missed')));
    receiver.events(batch(1));
    receiver.events(batch(1_001));
    expect(() => receiver.events(batch(2_001))).toThrow(HistoryError);
    expect(history.cursor()).toBe(0);
  });

  test('any other failure is the link’s, and nothing pops up', () => {
    const { receiver, board, history } = desktop();
    history.close();
    expect(() => receiver.events([live(1, changed(sampleCall('a')))])).toThrow(HistoryError);
    expect(board.current().card).toBeNull();
  });
});

describe('a ring test', () => {
  const hops = { providerAt: sampleNow, receivedAt: sampleNow, committedAt: sampleNow };
  const ring = (index: number): ArrivedEvent => ({
    id: null,
    event: { type: 'ring_test', testId: 't', index, of: 2, call: sampleCall(`test ${index}`), hops },
    sentAt: later(0.01),
    arrivedAt: later(0.02),
  });

  test('pops up, is measured to its pixels, and never stands in the history', () => {
    const { receiver, board, ringTimes, painted, history, time } = desktop();
    time.pass(26);
    receiver.events([ring(1)]);
    const { viewId, card } = board.current();
    expect(card).toMatchObject({ isTest: true });
    const startMs = Date.parse(sampleNow);
    ringTimes.windowShown(viewId, startMs + 73);
    ringTimes.painted(viewId, startMs + 100);
    expect(painted).toMatchObject([
      {
        callId: 'test 1',
        test: { testId: 't', index: 1, of: 2 },
        times: { totalMs: 100, fromRelayMs: 20, lookUpMs: 6, showWindowMs: 47, paintMs: 27 },
      },
    ]);
    expect(painted[0]?.hops.map((hop) => hop.name)).toEqual([
      'provider',
      'relay_received',
      'relay_committed',
      'relay_sent',
      'arrived',
      'looked_up',
      'window_shown',
      'painted',
    ]);
    expect(history.counts().calls).toBe(0);
    expect(history.cursor()).toBe(0);
  });

  test('a window that is shown at once, while the view is given out, is measured too', () => {
    const { receiver, board, ringTimes, painted } = desktop();
    const startMs = Date.parse(sampleNow);
    board.onView(({ viewId }) => ringTimes.windowShown(viewId, startMs + 30));
    receiver.events([ring(1)]);
    ringTimes.painted(board.current().viewId, startMs + 50);
    expect(painted[0]?.times).toMatchObject({ showWindowMs: 30, paintMs: 20 });
  });

  test('respects popups off', () => {
    const { receiver, decisions, set } = desktop();
    set({ popupsOn: false });
    receiver.events([ring(1)]);
    expect(decisions).toEqual([{ shown: false, callId: 'test 1', reason: 'popups_off' }]);
  });
});
