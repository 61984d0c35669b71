import { expect } from 'vitest';
import { loggedEvent } from '@callbrief/relay/wire/events';
import { beginInsights } from '../../../relay/src/insights/begin-insights.ts';
import { storeSeenBy } from '../../../relay/src/policy/store-seen-by.ts';
import { talkNamed } from '../../support/kept-talk.ts';
import { contactNamed, later, matterOf, NOW, pastCall } from './made-up.ts';
import { openWithTenant, type StorageCase } from './subject.ts';

/** What is kept of the receptionist's talks. */
export const agentTalkCases: StorageCase[] = [
  {
    name: 'a talk of the receptionist is kept with its call, read back whole after a restart, and a later one takes its place',
    async run(subject) {
      const store = await openWithTenant(subject);
      const call = pastCall();
      await store.importCalls([call], NOW);
      expect(await store.agentTalk(call.id)).toBeNull();
      expect(await store.putAgentTalk(talkNamed(call.id, { ended: 'gone' }))).toBe(true);
      const talk = talkNamed(call.id);
      expect(await store.putAgentTalk(talk)).toBe(true);
      expect(await (await subject.open()).tenant('firm-a').agentTalk(call.id)).toEqual(talk);
      expect(await store.putAgentTalk(talkNamed('no-such'))).toBe(false);
      expect(await store.agentTalk('no-such')).toBeNull();
      expect(await store.lastEventId()).toBe(1);
    },
  },
  {
    name: 'what is counted of talks is of a period, the newest first, bounded, and holds no words',
    async run(subject) {
      const store = await openWithTenant(subject);
      const calls = [pastCall(), pastCall(), pastCall()];
      await store.importCalls(calls, NOW);
      for (const [index, { id }] of calls.entries())
        await store.putAgentTalk(talkNamed(id, { endedAt: later(index * 10) }));
      const figures = async (from: number, to: number, limit = 10) =>
        store.agentTalkFigures(later(from), later(to), limit);
      const ids = calls.map(({ id }) => id);
      expect((await figures(0, 20)).map(({ callId }) => callId)).toEqual([ids[1], ids[0]]);
      expect((await figures(0, 21, 2)).map(({ callId }) => callId)).toEqual([ids[2], ids[1]]);
      const [newest] = await figures(20, 21);
      expect(newest).toEqual({
        callId: ids[2],
        endedAt: later(20),
        ended: 'done',
        voiceEndToFirstFrame: [1_280],
        bargeIn: [60],
        fallBacks: { hearing: 1, thinking: 0, voice: 0 },
        falseInterruptions: 1,
        lostFrames: 4,
      });
    },
  },
  {
    name: 'a talk goes with the texts of its call, by its age and on demand, and not while the call is on hold',
    async run(subject) {
      const store = await openWithTenant(subject);
      const alone = pastCall({ startedAt: later(10) });
      const both = pastCall({ startedAt: later(20) });
      await store.importCalls([alone, both], NOW);
      await store.putAgentTalk(talkNamed(alone.id));
      await store.putAgentTalk(talkNamed(both.id));
      await store.changeInsights(both.id, () => beginInsights(both.id, null, NOW));
      expect(await store.insightsBefore(later(500), 10)).toEqual([alone.id, both.id]);
      expect(await store.insightsBefore(later(15), 10)).toEqual([alone.id]);
      await store.setLegalHold(alone.id, true);
      expect([await store.insightsBefore(later(500), 10), await store.removeInsights(alone.id)]).toEqual([
        [both.id],
        [],
      ]);
      expect(await store.agentTalk(alone.id)).not.toBeNull();
      await store.setLegalHold(alone.id, false);
      for (const { id } of [alone, both]) {
        const told = (await store.removeInsights(id)).map(({ json }) => loggedEvent.parse(JSON.parse(json)));
        expect(told).toMatchObject([{ type: 'insights_removed', callId: id }]);
        expect([await store.agentTalk(id), await store.insights(id), await store.removeInsights(id)]).toEqual([
          null,
          null,
          [],
        ]);
      }
      expect(await store.agentTalkFigures('2000-01-01T00:00:00.000Z', later(99_999), 10)).toEqual([]);
    },
  },
  {
    name: 'a talk of a restricted matter is not there for whom it is restricted to others',
    async run(subject) {
      const store = await openWithTenant(subject);
      await store.putContacts([{ ...contactNamed('Anneke', '+32470271836'), id: 'c1' }], NOW);
      await store.putMatters([matterOf('c1', { id: 'm1', restrictedTo: ['bob'], responsiblePersonId: 'ada' })], NOW);
      const call = pastCall({ matterId: 'm1' });
      await store.importCalls([call], NOW);
      await store.putAgentTalk(talkNamed(call.id));
      const seenBy = (personId: string) => storeSeenBy(personId, store);
      const figures = (personId: string) => seenBy(personId).agentTalkFigures('2000-01-01T00:00:00.000Z', '3', 10);
      expect(await seenBy('bob').agentTalk(call.id)).toMatchObject({ callId: call.id });
      expect(await figures('bob')).toHaveLength(1);
      expect(await seenBy('cy').agentTalk(call.id)).toBeNull();
      expect(await figures('cy')).toEqual([]);
      expect(await seenBy('cy').putAgentTalk(talkNamed(call.id, { ended: 'gone' }))).toBe(false);
    },
  },
];
