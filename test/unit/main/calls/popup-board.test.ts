import { describe, expect, onTestFinished, test } from 'vitest';
import type { AgentLive } from '@callbrief/relay/wire/agent-live';
import type { Call } from '@callbrief/relay/wire/call';
import { noCapabilities } from '@callbrief/relay/wire/control';
import { createPopupBoard } from '../../../../src-main/calls/popup-board.ts';
import type { BackOnlineCard, CallControl, PopupView, RingCard } from '../../../../src-preload/contract.ts';
import { answered, jonas, missed, party, sampleCall, sampleNow } from '../history/sample-firm.ts';
import { put, temporaryHistory } from '../history/temporary-history.ts';
import { controlledTime } from './controlled-time.ts';
import { quietBoard } from './quiet-board.ts';
import { sampleSettings } from './sample-settings.ts';

function standing() {
  const { history } = temporaryHistory();
  const time = controlledTime(sampleNow);
  let settings = sampleSettings;
  let controlOf: (call: Call) => CallControl | null = () => null;
  const make = () =>
    createPopupBoard({
      history,
      settings: () => settings,
      me: () => jonas,
      controlOf: (call) => controlOf(call),
      now: time.now,
      schedule: time.schedule,
      remembered: history.remembered,
      ...quietBoard,
    });
  const board = make();
  onTestFinished(() => board.close());
  const views: PopupView[] = [];
  board.onView((view) => views.push(view));
  return {
    history,
    time,
    board,
    make,
    views,
    setControl: (next: typeof controlOf) => {
      controlOf = next;
    },
    set: (more: Partial<typeof settings>) => {
      settings = { ...settings, ...more };
    },
    ring: (call: Call, isTest = false) => {
      if (!isTest) put(history, { calls: [call] });
      let firstView = -1;
      const onComposed = (viewId: number) => {
        firstView = viewId;
      };
      board.ring(call, { isTest, ringingSince: time.iso(), onComposed });
      return firstView;
    },
    change: (call: Call) => {
      put(history, { calls: [call] });
      board.callChanged(call);
    },
    card: () => board.current().card,
    ringCard: (): RingCard => {
      const { card } = board.current();
      if (card === null || card.kind === 'back_online' || card.kind === 'agent_live')
        throw new Error('no call stands there');
      return card;
    },
    strips: () => board.current().strips.map((strip) => strip.callId),
  };
}

const talking = (id: string, by: string, more: Partial<Call> = {}): Call => ({
  ...answered(id, by, more),
  outcome: 'talking',
  endedAt: null,
  durationSeconds: null,
});
const backOnline: BackOnlineCard = { kind: 'back_online', from: sampleNow, until: sampleNow, total: 1, calls: [] };

describe('leaving', () => {
  test('a ringing call stays as long as it rings', () => {
    const { ring, time, ringCard } = standing();
    ring(sampleCall('a'));
    time.pass(60_000);
    expect(ringCard()).toMatchObject({ kind: 'ringing', callId: 'a', closesAt: null, closesAfterSeconds: null });
  });

  test('answered by me, it stays ten seconds', () => {
    const { ring, change, time, card, ringCard } = standing();
    ring(sampleCall('a'));
    time.pass(6_000);
    change(talking('a', 'jonas'));
    expect(ringCard()).toMatchObject({
      kind: 'you_answered',
      since: time.iso(),
      closesAt: time.iso(10_000),
      closesAfterSeconds: 10,
    });
    time.pass(9_999);
    expect(card()).not.toBeNull();
    time.pass(1);
    expect(card()).toBeNull();
  });

  test('answered by me, it stays as long as the setting says', () => {
    const { ring, change, time, card, set } = standing();
    set({ hideAfterAnswerSeconds: 60 });
    ring(sampleCall('a'));
    change(talking('a', 'jonas'));
    time.pass(59_000);
    expect(card()).not.toBeNull();
    time.pass(1_000);
    expect(card()).toBeNull();
  });

  test('answered by me on a second phone after a colleague handed it on, it is mine', () => {
    const { ring, change, ringCard } = standing();
    ring(sampleCall('a'));
    change(talking('a', 'sofie'));
    change({ ...talking('a', 'sofie'), legs: [{ ...party('jonas'), legId: '2', state: 'talking' }] });
    expect(ringCard().kind).toBe('you_answered');
  });

  test('answered by a colleague, it names the colleague and leaves after four seconds', () => {
    const { ring, change, time, card, ringCard } = standing();
    ring(sampleCall('a'));
    change(talking('a', 'sofie', { answeredAt: '2026-11-19T11:42:07.000Z' }));
    expect(ringCard()).toMatchObject({
      kind: 'answered_by_colleague',
      answeredByName: 'Sofie Maes',
      answeredAfterSeconds: 9,
      closesAfterSeconds: 4,
    });
    time.pass(4_000);
    expect(card()).toBeNull();
  });

  test('answered by somebody the provider does not name, it says answered and never missed', () => {
    const { ring, change, ringCard } = standing();
    ring(sampleCall('a'));
    change({ ...talking('a', 'sofie'), answeredBy: { providerUserId: null, personId: null, name: null } });
    expect(ringCard()).toMatchObject({ kind: 'answered_by_colleague', answeredByName: null });
  });

  test('when the caller gives up, it leaves at once, also under the pointer', () => {
    const { ring, change, card, board } = standing();
    ring(sampleCall('a'));
    board.hold('pointer', true);
    change(missed('a'));
    expect(card()).toBeNull();
  });

  test('when an AI takes the call, it leaves at once', () => {
    const { ring, change, card } = standing();
    ring(sampleCall('a'));
    change({ ...talking('a', 'sofie'), answeredBy: null });
    expect(card()).toBeNull();
  });

  test('a talk that ends within the countdown does not shorten it', () => {
    const { ring, change, card, time } = standing();
    ring(sampleCall('a'));
    change(talking('a', 'jonas'));
    time.pass(5_000);
    change(answered('a', 'jonas'));
    time.pass(4_999);
    expect(card()).not.toBeNull();
    time.pass(1);
    expect(card()).toBeNull();
  });

  test('a ring of which nothing more is heard says so after three minutes, and leaves by itself', () => {
    const { ring, card, ringCard, time } = standing();
    ring(sampleCall('a'));
    time.pass(179_999);
    expect(ringCard()).not.toHaveProperty('endNotReported');
    time.pass(1);
    expect(ringCard()).toMatchObject({ endNotReported: true, endedAt: time.iso(), closesAfterSeconds: 10 });
    time.pass(9_999);
    expect(card()).not.toBeNull();
    time.pass(1);
    expect(card()).toBeNull();
  });

  test('news after all: another phone rings, or somebody answers', () => {
    const { ring, change, ringCard, time } = standing();
    ring(sampleCall('a'));
    time.pass(180_000);
    ring(sampleCall('a'));
    expect(ringCard()).not.toHaveProperty('endNotReported');
    expect(ringCard()).toMatchObject({ closesAt: null });
    time.pass(180_000);
    expect(ringCard()).toMatchObject({ endNotReported: true });
    change(talking('a', 'sofie'));
    expect(ringCard()).toMatchObject({ kind: 'answered_by_colleague', closesAfterSeconds: 4 });
    expect(ringCard()).not.toHaveProperty('endNotReported');
  });

  test('while I write on it, a lost ring stays, and gives way to no strip of itself', () => {
    const { ring, board, ringCard, strips, time } = standing();
    ring(sampleCall('a'));
    board.hold('typed', true);
    time.pass(400_000);
    expect(ringCard()).toMatchObject({ callId: 'a', endNotReported: true });
    ring(sampleCall('b'));
    expect(ringCard().callId).toBe('a');
    board.showStrip('b');
    expect(ringCard().callId).toBe('b');
    expect(strips()).toEqual([]);
  });

  test('a lost ring that nobody holds gives way to the next one', () => {
    const { ring, ringCard, strips, time } = standing();
    ring(sampleCall('a'));
    time.pass(180_000);
    ring(sampleCall('b'));
    expect(ringCard().callId).toBe('b');
    expect(strips()).toEqual([]);
  });
});

describe('holding', () => {
  test.each(['pointer', 'keyboard', 'typed', 'pinned'] as const)('while held by %s, the countdown waits', (reason) => {
    const { ring, change, card, time, board } = standing();
    ring(sampleCall('a'));
    change(talking('a', 'jonas'));
    time.pass(4_000);
    board.hold(reason, true);
    time.pass(600_000);
    expect(card()).not.toBeNull();
    board.hold(reason, false);
    time.pass(5_999);
    expect(card()).not.toBeNull();
    time.pass(1);
    expect(card()).toBeNull();
  });

  test('let go in the last moment, the card does not vanish under the hand', () => {
    const { ring, change, card, time, board } = standing();
    ring(sampleCall('a'));
    change(talking('a', 'jonas'));
    time.pass(9_990);
    board.hold('pointer', true);
    board.hold('pointer', false);
    time.pass(999);
    expect(card()).not.toBeNull();
    time.pass(1);
    expect(card()).toBeNull();
  });

  test('two holds are two: letting go of one is not enough', () => {
    const { ring, change, card, time, board } = standing();
    ring(sampleCall('a'));
    change(talking('a', 'jonas'));
    board.hold('pointer', true);
    board.hold('pinned', true);
    board.hold('pointer', false);
    time.pass(60_000);
    expect(card()).not.toBeNull();
  });

  test('held before the answer, the countdown begins when it is let go', () => {
    const { ring, change, time, board, ringCard } = standing();
    ring(sampleCall('a'));
    board.hold('pointer', true);
    change(talking('a', 'sofie'));
    time.pass(60_000);
    board.hold('pointer', false);
    expect(ringCard().closesAt).toBe(time.iso(4_000));
  });

  test.each(['typed', 'pinned', 'keyboard'] as const)(
    'a call that ends while %s keeps its card, says so, and leaves when let go',
    (reason) => {
      const { ring, change, card, board, ringCard, time } = standing();
      ring(sampleCall('a'));
      board.hold(reason, true);
      change(missed('a'));
      expect(ringCard()).toMatchObject({ callId: 'a', kind: 'ringing', endedAt: time.iso() });
      board.hold(reason, false);
      expect(card()).toBeNull();
    },
  );

  test('what was typed for one call does not hold the next', () => {
    const { ring, change, time, board, ringCard, card } = standing();
    ring(sampleCall('a'));
    ring(sampleCall('b'));
    board.hold('typed', true);
    board.hide('a');
    expect(ringCard().callId).toBe('b');
    change(talking('b', 'sofie'));
    time.pass(4_000);
    expect(card()).toBeNull();
  });
});

describe('several calls', () => {
  test('the card being read stays; new calls come as strips, newest first, at most two', () => {
    const { ring, strips, board, ringCard } = standing();
    for (const id of ['a', 'b', 'c', 'd', 'e']) ring(sampleCall(id));
    expect(ringCard().callId).toBe('a');
    expect(strips()).toEqual(['e', 'd']);
    expect(board.current().moreCalls).toBe(2);
  });

  test('a strip tells who calls and about what', () => {
    const { ring, board } = standing();
    ring(sampleCall('a'));
    ring(sampleCall('b', { contactId: 'tom', fromNumber: '+3220008410' }));
    ring(sampleCall('c', { contactId: null, matterId: null, fromNumber: '+33639984107' }));
    expect(board.current().strips).toMatchObject([
      { callId: 'c', title: '+33 6 39 98 41 07', line: 'Litigation line', role: 'unknown' },
      { callId: 'b', title: 'Tom Wauters', line: '2026/0318 Verhulst / Immo Delta', role: 'opposing_party' },
    ]);
  });

  test('"Show" swaps the strip and the card', () => {
    const { ring, strips, board, ringCard } = standing();
    for (const id of ['a', 'b', 'c']) ring(sampleCall(id));
    board.showStrip('b');
    expect(ringCard().callId).toBe('b');
    expect(strips()).toEqual(['c', 'a']);
    board.showStrip('nobody');
    expect(ringCard().callId).toBe('b');
  });

  test('when the card leaves, the call that has waited longest follows', () => {
    const { ring, change, ringCard } = standing();
    for (const id of ['a', 'b', 'c']) ring(sampleCall(id));
    change(missed('a'));
    expect(ringCard().callId).toBe('b');
  });

  test('a strip leaves as soon as a colleague answered it or the caller gave up', () => {
    const { ring, change, strips, ringCard } = standing();
    for (const id of ['a', 'b', 'c']) ring(sampleCall(id));
    change(talking('b', 'sofie'));
    change(missed('c'));
    expect(strips()).toEqual([]);
    expect(ringCard().callId).toBe('a');
  });

  test('a strip that I answer comes to the front', () => {
    const { ring, change, ringCard, strips } = standing();
    ring(sampleCall('a'));
    ring(sampleCall('b'));
    change(talking('b', 'jonas'));
    expect(ringCard()).toMatchObject({ callId: 'b', kind: 'you_answered' });
    expect(strips()).toEqual(['a']);
  });

  test('but not over a note that is being typed; its turn comes after', () => {
    const { ring, change, ringCard, board, time } = standing();
    ring(sampleCall('a'));
    ring(sampleCall('b'));
    board.hold('typed', true);
    change(talking('b', 'jonas'));
    expect(ringCard().callId).toBe('a');
    time.pass(30_000);
    board.hide('a');
    expect(ringCard()).toMatchObject({ callId: 'b', closesAt: time.iso(10_000) });
  });

  test('while I am on the phone, a second caller is a strip', () => {
    const { ring, change, ringCard, strips, time } = standing();
    ring(sampleCall('a'));
    change(talking('a', 'jonas'));
    ring(sampleCall('b'));
    expect(ringCard().callId).toBe('a');
    expect(strips()).toEqual(['b']);
    time.pass(10_000);
    expect(ringCard().callId).toBe('b');
  });

  test('a card that only tells of a colleague gives way to a new call, unless it is held', () => {
    const first = standing();
    first.ring(sampleCall('a'));
    first.change(talking('a', 'sofie'));
    first.ring(sampleCall('b'));
    expect(first.ringCard().callId).toBe('b');
    const held = standing();
    held.ring(sampleCall('a'));
    held.change(talking('a', 'sofie'));
    held.board.hold('pointer', true);
    held.ring(sampleCall('b'));
    expect(held.ringCard().callId).toBe('a');
  });
});

describe('hiding', () => {
  test('hides the card for me, and the next call comes up', () => {
    const { ring, board, ringCard } = standing();
    ring(sampleCall('a'));
    ring(sampleCall('b'));
    board.hide('a');
    expect(ringCard().callId).toBe('b');
  });

  test('is remembered over a restart', () => {
    const { ring, board, make } = standing();
    ring(sampleCall('a'));
    board.hide('a');
    const restarted = make();
    expect(restarted.isHidden('a')).toBe(true);
    expect(restarted.isHidden('b')).toBe(false);
  });

  test('what another version remembered does no harm', () => {
    const { make, history } = standing();
    history.remembered.set('popup.hidden', '{"a":');
    expect(make().isHidden('a')).toBe(false);
    history.remembered.set('popup.hidden', '[1]');
    expect(make().isHidden('a')).toBe(false);
  });
});

describe('after absence', () => {
  test('the card stands until it is hidden, and a ringing call goes before it', () => {
    const { board, card, ring, change } = standing();
    board.backOnline(backOnline);
    expect(card()).toEqual(backOnline);
    ring(sampleCall('a'));
    expect(card()).toMatchObject({ callId: 'a' });
    change(missed('a'));
    expect(card()).toEqual(backOnline);
    board.hide(null);
    expect(card()).toBeNull();
  });
});

describe('a ring test', () => {
  test('replaces the test before it and leaves by itself', () => {
    const { ring, ringCard, card, time, strips } = standing();
    ring(sampleCall('t1'), true);
    time.pass(1_500);
    ring(sampleCall('t2'), true);
    expect(ringCard()).toMatchObject({ callId: 't2', isTest: true });
    expect(strips()).toEqual([]);
    time.pass(3_000);
    expect(card()).toBeNull();
  });

  test('gives way to a real call', () => {
    const { ring, ringCard, strips } = standing();
    ring(sampleCall('t1'), true);
    ring(sampleCall('a'));
    expect(ringCard()).toMatchObject({ callId: 'a', isTest: false });
    expect(strips()).toEqual([]);
  });
});

describe('acting on a call', () => {
  const can = { ...noCapabilities, hold: true };
  const free = { can, onHold: false, muted: false };

  test('is offered on the card that says I answered, and on no other', () => {
    const { ring, change, ringCard, setControl } = standing();
    setControl(() => free);
    ring(sampleCall('a'));
    expect(ringCard()?.control).toBeNull();
    change(talking('a', 'jonas'));
    expect(ringCard()).toMatchObject({ kind: 'you_answered', control: free });
  });

  test('shows what was done as soon as it is refreshed', () => {
    const { ring, change, ringCard, setControl, board } = standing();
    setControl(() => free);
    ring(sampleCall('a'));
    change(talking('a', 'jonas'));
    setControl(() => ({ ...free, onHold: true }));
    board.refresh();
    expect(ringCard()?.control).toMatchObject({ onHold: true });
  });

  test('is not offered on a colleague’s card or a test', () => {
    const { ring, change, ringCard, setControl } = standing();
    setControl(() => free);
    ring(sampleCall('t'), true);
    expect(ringCard()?.control).toBeNull();
    ring(sampleCall('a'));
    change(talking('a', 'sofie'));
    expect(ringCard()).toMatchObject({ kind: 'answered_by_colleague', control: null });
  });
});

describe('views', () => {
  test('rise by one, and what would draw the same is not given again', () => {
    const { ring, change, views, board } = standing();
    const viewId = ring(sampleCall('a'));
    expect(views.map((view) => view.viewId)).toEqual([viewId]);
    change(sampleCall('a'));
    board.refresh();
    board.hold('pointer', true);
    expect(views).toHaveLength(1);
    change(missed('a'));
    expect(views.map((view) => view.viewId)).toEqual([viewId, viewId + 1]);
    expect(views.at(-1)?.card).toBeNull();
  });

  test('the keyboard is of the window: told in the view, gone with the last card', () => {
    const { ring, change, board } = standing();
    ring(sampleCall('a'));
    board.setHasKeyboard(true);
    expect(board.current().hasKeyboard).toBe(true);
    board.setHasKeyboard(false);
    change(missed('a'));
    expect(board.current().hasKeyboard).toBe(false);
  });

  test('closed, nothing runs any more', () => {
    const { ring, board, time, views } = standing();
    ring(sampleCall('a'));
    board.close();
    expect(time.waiting()).toBe(0);
    expect(views).toHaveLength(1);
  });
});

const live = (callId: string, more: Partial<AgentLive> = {}): AgentLive => ({
  callId,
  since: sampleNow,
  callerName: 'Karim Haddad',
  urgency: { level: 'normal', withinMinutes: null },
  topic: null,
  lines: [],
  partyHit: null,
  announced: null,
  state: 'talking',
  waiting: [],
  handOver: null,
  language: null,
  heardBy: [],
  canAct: false,
  ...more,
});
const urgent = { urgency: { level: 'high' as const, withinMinutes: 120 } };

describe('the AI receptionist', () => {
  const strange = (id: string) => sampleCall(id, { contactId: null, matterId: null, fromNumber: '+33639984107' });

  test('takes the place of the ringing card, and leaves when it is over', () => {
    const { ring, board, card } = standing();
    ring(strange('a'));
    board.agentLive(strange('a'), live('a', urgent), sampleNow);
    expect(card()).toMatchObject({ kind: 'agent_live', saidName: 'Karim Haddad', folded: false });
    board.agentLive(strange('a'), live('a', { state: 'over' }), sampleNow);
    expect(card()).toBeNull();
  });

  test('folds after ten seconds, but not while somebody is at it, and never when it is urgent', () => {
    const { board, card, time } = standing();
    board.agentLive(strange('a'), live('a'), sampleNow);
    board.hold('pointer', true);
    time.pass(20_000);
    expect(card()).toMatchObject({ folded: false });
    board.hold('pointer', false);
    time.pass(9_900);
    expect(card()).toMatchObject({ folded: false });
    time.pass(200);
    expect(card()).toMatchObject({ folded: true });
    board.agentLive(strange('a'), live('a', urgent), sampleNow);
    expect(card()).toMatchObject({ folded: false });
    time.pass(60_000);
    expect(card()).toMatchObject({ folded: false });
  });

  test('opened again it folds again', () => {
    const { board, card, time } = standing();
    board.agentLive(strange('a'), live('a'), sampleNow);
    time.pass(10_100);
    board.unfold('a');
    expect(card()).toMatchObject({ folded: false });
    time.pass(10_100);
    expect(card()).toMatchObject({ folded: true });
  });

  test('gives way to a ring when it is folded, and stands as a strip then', () => {
    const { board, card, strips, ring, time } = standing();
    board.agentLive(strange('a'), live('a'), sampleNow);
    time.pass(10_100);
    ring(sampleCall('b'));
    expect(card()).toMatchObject({ kind: 'ringing', callId: 'b' });
    expect(strips()).toEqual(['a']);
  });

  test('is not covered by a ring while it is read', () => {
    const { board, card, strips, ring } = standing();
    board.agentLive(strange('a'), live('a', urgent), sampleNow);
    ring(sampleCall('b'));
    expect(card()).toMatchObject({ kind: 'agent_live', callId: 'a' });
    expect(strips()).toEqual(['b']);
  });

  const handingOver = {
    state: 'handing_over',
    handOver: { personId: 'jonas', name: 'Jonas', state: 'ringing' },
  } as const;

  test('hands over: between two telephones the call looks over, and the card stays', () => {
    const { board, card, change, ringCard } = standing();
    board.agentLive(strange('a'), live('a'), sampleNow);
    board.agentLive(strange('a'), live('a', handingOver), sampleNow);
    change({ ...strange('a'), outcome: 'agent' });
    expect(card()).toMatchObject({ kind: 'agent_live', handOver: { isMe: true, state: 'ringing' } });
    change({ ...talking('a', 'jonas'), contactId: null });
    expect(ringCard().kind).toBe('you_answered');
  });

  test('hands over: that its end was lost does not keep the card for ever', () => {
    const { board, card, change, time } = standing();
    board.agentLive(strange('a'), live('a', handingOver), sampleNow);
    change({ ...strange('a'), outcome: 'agent' });
    time.pass(46_000);
    expect(card()).toBeNull();
  });

  test('hands over: the caller who comes back keeps the card as long as they talk', () => {
    const { board, card, change, time } = standing();
    board.agentLive(strange('a'), live('a', handingOver), sampleNow);
    change({ ...strange('a'), outcome: 'agent' });
    change({ ...strange('a'), outcome: 'talking' });
    const cameBack = { state: 'talking', handOver: { ...handingOver.handOver, state: 'no_answer' } } as const;
    board.agentLive(strange('a'), live('a', cameBack), sampleNow);
    time.pass(60_000);
    expect(card()).toMatchObject({ kind: 'agent_live', handOver: { state: 'no_answer' } });
  });

  test('hands over: the talk is over before the call says who took it', () => {
    const { board, card, change, ringCard, time } = standing();
    board.agentLive(strange('a'), live('a', handingOver), sampleNow);
    board.agentLive(strange('a'), live('a', { ...handingOver, state: 'over' }), sampleNow);
    change({ ...talking('a', 'jonas'), contactId: null });
    expect(ringCard().kind).toBe('you_answered');
    board.agentLive(strange('b'), live('b', handingOver), sampleNow);
    board.hide('a');
    board.agentLive(strange('b'), live('b', { ...handingOver, state: 'over' }), sampleNow);
    time.pass(3_100);
    expect(card()).toBeNull();
  });

  test('takes the card of a call that was answered by nobody with a name, not one that a colleague has', () => {
    const { board, card, change, ring, ringCard } = standing();
    ring(strange('a'));
    change({
      ...strange('a'),
      outcome: 'talking',
      answeredBy: { personId: null, providerUserId: null, name: null },
    });
    expect(ringCard().kind).toBe('answered_by_colleague');
    board.agentLive(strange('a'), live('a'), sampleNow);
    expect(card()).toMatchObject({ kind: 'agent_live', callId: 'a' });
    change({ ...talking('a', 'sofie'), contactId: null });
    expect(ringCard().kind).toBe('answered_by_colleague');
    board.agentLive(strange('a'), live('a'), sampleNow);
    expect(ringCard().kind).toBe('answered_by_colleague');
  });

  test('hands over: whoever answers has the card of an answered call', () => {
    const { board, change, ring, ringCard } = standing();
    ring(strange('a'));
    board.agentLive(strange('a'), live('a'), sampleNow);
    change({ ...strange('a'), outcome: 'talking' });
    expect(board.current().card?.kind).toBe('agent_live');
    change({ ...talking('a', 'jonas'), contactId: null });
    expect(ringCard().kind).toBe('you_answered');
    board.agentLive(strange('a'), live('a'), sampleNow);
    expect(ringCard().kind).toBe('you_answered');
  });
});
