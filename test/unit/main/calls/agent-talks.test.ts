import type { AgentLive } from '@callbrief/relay/wire/agent-live';
import type { Call } from '@callbrief/relay/wire/call';
import { describe, expect, it, vi } from 'vitest';
import { createAgentTalks } from '../../../../src-main/calls/agent-talks.ts';
import { maskTalk } from '../../../../src-main/privacy/mask-card.ts';
import { missed, sampleCall, sampleNow } from '../history/sample-firm.ts';
import { put, temporaryHistory } from '../history/temporary-history.ts';

const liveOn = (callId: string, more: Partial<AgentLive> = {}): AgentLive => ({
  callId,
  since: sampleNow,
  callerName: 'Karim Haddad',
  urgency: { level: 'high', withinMinutes: 120 },
  topic: 'Eviction served',
  lines: [],
  waiting: [],
  partyHit: null,
  announced: null,
  state: 'talking',
  handOver: null,
  language: null,
  heardBy: [],
  canAct: true,
  ...more,
});
const stranger = (id: string): Call => sampleCall(id, { contactId: null, matterId: null, fromNumber: '+33639984107' });

function desk(calls: Call[]) {
  const { history } = temporaryHistory();
  put(history, { calls });
  const onChanged = vi.fn<() => void>();
  let isConnected = true;
  const talks = createAgentTalks({
    history,
    isConnected: () => isConnected,
    now: () => new Date(sampleNow),
    onChanged,
  });
  return {
    talks,
    onChanged,
    history,
    setConnected: (on: boolean) => {
      isConnected = on;
    },
  };
}
const ids = ({ talks }: ReturnType<typeof desk>) => talks.list().map(({ callId }) => callId);

describe('the talks of the receptionist', () => {
  it('are listed longest first, each until it is over', () => {
    const office = desk([stranger('a'), sampleCall('b')]);
    office.talks.told(liveOn('b'), '2026-11-19T09:00:30.000Z');
    office.talks.told(liveOn('a'), '2026-11-19T09:00:00.000Z');
    expect(ids(office)).toEqual(['a', 'b']);
    office.talks.told(liveOn('a', { state: 'over' }), '2026-11-19T09:00:00.000Z');
    expect(ids(office)).toEqual(['b']);
    expect(office.onChanged).toHaveBeenCalledTimes(3);
  });

  it('say what the caller says they are called only while nobody knows who it is', () => {
    const office = desk([stranger('a'), sampleCall('b')]);
    for (const id of ['a', 'b']) office.talks.told(liveOn(id), sampleNow);
    expect(office.talks.of('a')).toMatchObject({ saidName: 'Karim Haddad', caller: { name: null } });
    expect(office.talks.of('b')).toMatchObject({ saidName: null, caller: { name: 'Anneke Verhulst' } });
  });

  it('on a call that is not here, was withheld, or is over, are not listed', () => {
    const office = desk([missed('m')]);
    office.talks.told(liveOn('m'), sampleNow);
    office.talks.told(liveOn('a'), sampleNow);
    expect(ids(office)).toEqual([]);
    put(office.history, { calls: [stranger('a')] });
    expect(ids(office)).toEqual(['a']);
  });

  it('are forgotten when the line is lost, and take no orders without one', () => {
    const office = desk([stranger('a')]);
    office.talks.told(liveOn('a'), sampleNow);
    office.setConnected(false);
    expect(office.talks.of('a')?.canAct).toBe(false);
    office.talks.forget();
    expect(ids(office)).toEqual([]);
    office.onChanged.mockClear();
    office.talks.forget();
    expect(office.onChanged).not.toHaveBeenCalled();
  });

  it('put my words under me and those of a colleague under their name, what waits to be said last', () => {
    const office = desk([stranger('a')]);
    const line = { who: 'agent' as const, text: 'Which court?', isPartial: false, atMs: 3_000 };
    const told = liveOn('a', {
      lines: [
        { ...line, byPersonId: null },
        { ...line, byPersonId: 'sofie' },
      ],
      waiting: [{ byPersonId: 'jonas', text: 'And when?' }],
      handOver: { personId: 'jonas', name: 'Jonas Peeters', state: 'ringing' },
      heardBy: [
        { id: 'deepgram:nova-3', leavesMachine: true, region: 'eu' },
        { id: 'sherpa', leavesMachine: false, region: null },
      ],
    });
    office.talks.told(told, sampleNow);
    const talk = office.talks.of('a');
    expect(talk?.lines.map(({ by, isWaiting }) => [by, isWaiting])).toEqual([
      [null, false],
      [{ name: 'Sofie Maes', isMe: false }, false],
      [{ name: 'Jonas Peeters', isMe: true }, true],
    ]);
    expect(talk).toMatchObject({ handOver: { isMe: true, state: 'ringing' }, heardBy: { id: 'sherpa' } });
    const masked = JSON.stringify(talk && maskTalk(talk));
    for (const word of ['Haddad', 'Jonas', 'Sofie', 'Eviction', 'court', '+33']) expect(masked).not.toContain(word);
  });
});
