import { describe, expect, it } from 'vitest';
import { agentTalk, receptionistFigures } from '@callbrief/relay/wire/agent-talk';
import { loggedEvent } from '@callbrief/relay/wire/events';
import { callInsights } from '@callbrief/relay/wire/insights';
import { keepTalk } from '../../relay/src/agent/keep-talk.ts';
import { createLogger } from '../../relay/src/logging/create-logger.ts';
import type { StoredEvent } from '../../relay/src/storage/port.ts';
import { talkNamed } from '../support/kept-talk.ts';
import { madeUpTextLocks } from '../contract/storage/made-up.ts';
import { settledInsights } from '../support/recorded-calls.ts';
import { startTestRelay, TENANT } from '../support/relay-under-test.ts';

describe('a talk that the receptionist had', () => {
  it('is the transcript of the one call, with tasks out of it, told to integrations, and gone with its words', async () => {
    const relay = await startTestRelay({ overrides: { textLocks: madeUpTextLocks, jobLimits: { pollMs: 20 } } });
    const store = relay.storage.tenant(TENANT);
    const { accessToken: token } = await relay.enrolDevice('peeters', 'admin');
    await relay.ring('missed-at-night');
    const { items } = await store.callPage(null, 10);
    const callId = items[0]?.id ?? '';
    const now = new Date();
    const talk = talkNamed(callId, { endedAt: new Date(now.getTime() - 1_000).toISOString() });
    const deps = {
      storage: relay.storage,
      now: () => now,
      log: createLogger({ level: 'silent' }),
      publish: (_tenantId: string, _events: StoredEvent[]) => undefined,
      wakeJobs: () => undefined,
    };
    expect((await relay.ask(`/api/v1/calls/${callId}/agent`, { token })).status).toBe(404);

    expect(await keepTalk(deps, TENANT, talk)).toBe('with_words');
    await settledInsights(relay, callId);

    const told = await relay.ask(`/api/v1/calls/${callId}/insights`, { token });
    const { transcript, tasks, mentions, keyPassages, summary } = callInsights.parse(told.body);
    expect(transcript).toMatchObject({ status: 'completed', source: 'engine', engine: talk.heardBy[0] });
    expect(transcript.segments.map(({ speaker, startMs, text }) => [speaker, startMs, text])).toEqual(
      talk.lines.map(({ who, fromMs, text }) => [who === 'caller' ? 'caller' : 'firm', fromMs, text]),
    );
    // What the caller asked for by Friday, and what the receptionist promised.
    expect(tasks.tasks).toMatchObject([
      { state: 'suggested', segmentId: 's2', dueDate: '2026-11-20' },
      { state: 'suggested', segmentId: 's5', dueDate: null },
    ]);
    expect(mentions.phones.map(({ quote }) => quote)).toEqual(['0470 27 18 36']);
    expect([keyPassages.status, summary.reason]).toEqual(['completed', 'no_language_model']);

    const events = (await store.eventsAfter(0, 1_000)).map(({ json }) => loggedEvent.parse(JSON.parse(json)));
    const completed = events.filter((event) => event.type === 'call_ai_completed');
    expect(completed).toMatchObject([{ id: callId, call_id: 'missed-at-night' }]);
    expect(completed[0]?.produced).toEqual(expect.arrayContaining(['transcript', 'tasks']));
    expect(JSON.stringify(events)).not.toContain('eviction');
    // It is the firm's one call, not another.
    expect((await store.callPage(null, 10)).total).toBe(1);

    const kept = await relay.ask(`/api/v1/calls/${callId}/agent`, { token });
    expect(agentTalk.parse(kept.body)).toEqual(talk);
    const figures = await relay.ask('/api/v1/receptionist/figures', { token });
    expect(receptionistFigures.parse(figures.body)).toMatchObject({
      talks: 1,
      ended: { done: 1 },
      voiceEndToFirstFrame: { count: 1, median: 1_280, p95: 1_280 },
      bargeIn: { median: 60 },
      fallBacks: { hearing: 1, thinking: 0, voice: 0 },
      isPart: false,
    });

    const removed = await relay.ask(`/api/v1/calls/${callId}/insights`, { token, method: 'DELETE' });
    expect(removed.status).toBe(204);
    expect((await relay.ask(`/api/v1/calls/${callId}/agent`, { token })).status).toBe(404);
    expect((await relay.ask(`/api/v1/calls/${callId}/insights`, { token })).status).toBe(404);
  });
});
