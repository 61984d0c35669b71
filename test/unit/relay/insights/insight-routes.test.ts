import { describe, expect, test } from 'vitest';
import { auditEntry } from '@callbrief/relay/wire/recording';
import { callInsights, capturePolicy } from '@callbrief/relay/wire/insights';
import {
  pretendMakers,
  settledInsights,
  startRelayWithMakers,
  tellRecordedCall,
} from '../../../support/recorded-calls.ts';
import { TENANT } from '../../../support/relay-under-test.ts';

async function readCall() {
  const relay = await startRelayWithMakers(pretendMakers());
  const { accessToken: token } = await relay.enrolDevice('peeters');
  const { accessToken: other } = await relay.enrolDevice('jansen');
  const { accessToken: admin } = await relay.enrolDevice('boss', 'admin');
  const callId = await tellRecordedCall(relay);
  await settledInsights(relay, callId);
  const path = `/api/v1/calls/${callId}/insights`;
  const edit = (body: unknown, by = token) => relay.ask(path, { token: by, method: 'PATCH', body });
  return { relay, token, other, admin, callId, path, edit };
}

describe('the insights of a call, over HTTP', () => {
  test('are corrected by two people at once without losing either', async () => {
    const { relay, token, other, path, edit } = await readCall();
    const answers = await Promise.all([
      edit({ edit: 'segment', segmentId: 's1', text: 'Is the hearing on Thursday?' }),
      edit({ edit: 'segment', segmentId: 's2', text: 'Yes, at ten.' }, other),
      edit({ edit: 'comment', commentId: 'x', atMs: 1_500, text: 'check the register' }),
      edit({ edit: 'task', taskId: 't1', state: 'accepted' }, other),
    ]);
    expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200, 200]);
    const { body } = await relay.ask(path, { token });
    const insights = callInsights.parse(body);
    expect(insights.transcript.segments).toMatchObject([
      {
        text: 'Is the hearing on Thursday?',
        edited: { byPersonId: 'peeters', original: expect.any(String) as string },
      },
      { text: 'Yes, at ten.', edited: { byPersonId: 'jansen', byName: 'Me jansen' } },
    ]);
    expect(insights.comments).toMatchObject([{ id: 'x', byPersonId: 'peeters', atMs: 1_500 }]);
    expect(insights.tasks.tasks).toMatchObject([{ state: 'accepted', decided: { byPersonId: 'jansen' } }]);
    expect(new Set(answers.map((answer) => answer.body['revision'])).size).toBe(4);
  });

  test('of two desktops that were offline keep the later word, whichever comes back first', async () => {
    const { relay, token, other, path, edit } = await readCall();
    const at = (minutesAgo: number) => new Date(Date.now() - minutesAgo * 60_000).toISOString();
    const correct = (segmentId: string, text: string, writtenAt: string, by: string) =>
      edit({ edit: 'segment', segmentId, text, at: writtenAt }, by);
    const [sooner, later] = [at(20), at(10)];
    await correct('s1', 'the later word', later, token);
    const late = await correct('s1', 'an older word', sooner, other);
    await correct('s2', 'an older word', sooner, other);
    await correct('s2', 'the later word', later, token);
    expect(late.status).toBe(200);
    const { transcript } = callInsights.parse((await relay.ask(path, { token })).body);
    expect(transcript.segments.map(({ text, edited }) => [text, edited?.byPersonId, edited?.at])).toEqual([
      ['the later word', 'peeters', later],
      ['the later word', 'peeters', later],
    ]);
    expect((await correct('s1', 'x', 'yesterday', token)).status).toBe(422);
  });

  test('tell desktops that they changed, and integrations that nothing new was made', async () => {
    const { relay, edit } = await readCall();
    const store = relay.storage.tenant(TENANT);
    await expect
      .poll(async () => (await store.eventsAfter(0, 1_000)).filter((e) => e.type === 'call_ai_completed').length)
      .toBeGreaterThan(0);
    const before = await store.lastEventId();
    await edit({ edit: 'verify_summary', on: true });
    await edit({ edit: 'verify_summary', on: true });
    expect((await store.eventsAfter(before, 10)).map((event) => event.type)).toEqual(['insights_changed']);
  });

  test('refuse what is not there, not allowed, or no edit', async () => {
    const { relay, token, other, path, edit } = await readCall();
    await edit({ edit: 'comment', commentId: 'x', atMs: 0, text: 'mine' });
    const refused = [
      await edit({ edit: 'segment', segmentId: 's99', text: 'x' }),
      await edit({ edit: 'comment', commentId: 'x', atMs: 0, text: 'theirs' }, other),
      await edit({ edit: 'segment', segmentId: 's1', text: '  ' }),
      await edit({ edit: 'rewrite_history' }),
      await relay.ask('/api/v1/calls/none/insights', { token }),
      await relay.ask(path),
      await relay.ask(path, { method: 'PATCH', body: { edit: 'verify_summary', on: true } }),
    ];
    expect(refused.map((answer) => answer.status)).toEqual([404, 403, 422, 422, 404, 401, 401]);
  });

  test('are listed with their revisions, for a desktop that was away', async () => {
    const { relay, token, callId, edit } = await readCall();
    const list = async () => (await relay.ask('/api/v1/insights?limit=10', { token })).body;
    const before = (await list())['items'] as { callId: string; revision: number }[];
    expect(before).toMatchObject([{ callId }]);
    await edit({ edit: 'verify_summary', on: true });
    expect((await list())['items']).toEqual([{ callId, revision: (before[0]?.revision ?? 0) + 1 }]);
    expect((await relay.ask('/api/v1/insights?cursor=nonsense', { token })).status).toBe(400);
  });
});

describe('the old integration’s view of a call', () => {
  test('has the words, the summary, the mood and the tasks that were really made', async () => {
    const { relay, token, callId, edit } = await readCall();
    await edit({ edit: 'speaker_name', speaker: 'caller', name: 'Anneke' });
    const { body } = await relay.ask(`/api/v1/ringover/calls/${callId}`, { token });
    expect(body).toMatchObject({
      transcript_status: 'completed',
      transcript_status_reason: null,
      transcript: 'Anneke: Is the hearing still on Friday?\nFirm: Yes, at nine.',
      summary_status: 'completed',
      ai_summary: 'The caller asks about the hearing. It is on Friday at nine.',
      sentiment_score: 0.4,
      sentiment_label: 'positive',
      tasks_generated: true,
      extracted_tasks: [{ title: 'Confirm the hearing', due_date: '2026-11-20' }],
    });
    await edit({ edit: 'task', taskId: 't1', state: 'dismissed' });
    const list = await relay.ask('/api/v1/ringover/calls', { token });
    expect(list.body['items']).toMatchObject([{ id: callId, extracted_tasks: [], summary_status: 'completed' }]);
  });

  test('says why there is nothing, and counts moods only where one is known', async () => {
    const relay = await startRelayWithMakers(pretendMakers({ hearing: null }), {
      overrides: { now: () => new Date('2026-11-19T12:00:00.000Z') },
    });
    const { accessToken: token } = await relay.enrolDevice();
    const callId = await tellRecordedCall(relay);
    await settledInsights(relay, callId);
    const { body } = await relay.ask(`/api/v1/ringover/calls/${callId}`, { token });
    expect(body).toMatchObject({
      transcript_status: 'skipped',
      transcript_status_reason: 'no_engine',
      transcript: null,
      summary_status: 'skipped',
      summary_status_reason: 'no_engine',
      ai_summary: null,
      sentiment_score: null,
      tasks_generated: false,
    });
    const stats = async () =>
      (await relay.ask('/api/v1/ringover/stats?days=1', { token })).body['sentiment_distribution'];
    expect(await stats()).toEqual({ positive: 0, neutral: 0, negative: 0 });
    await relay.storage
      .tenant(TENANT)
      .changeInsights(
        callId,
        (before) =>
          before && { ...before, sentiment: { ...before.sentiment, overall: { score: -0.5, label: 'negative' } } },
      );
    expect(await stats()).toEqual({ positive: 0, neutral: 0, negative: 1 });
  });
});

describe('the capture policy, over HTTP', () => {
  test('is read by everybody and saved by an administrator, who never overwrites another', async () => {
    const { relay, token, admin } = await readCall();
    const read = await relay.ask('/api/v1/capture-policy', { token });
    const policy = capturePolicy.parse(read.body);
    const save = (body: unknown, by = admin) => relay.ask('/api/v1/capture-policy', { token: by, method: 'PUT', body });
    const next = { ...policy, otherwise: { ...policy.otherwise, audio: 'none' } };
    expect((await save(next, token)).status).toBe(403);
    const saved = await save(next);
    expect([saved.status, saved.body['revision']]).toEqual([200, policy.revision + 1]);
    expect((await save(next)).body).toMatchObject({ status: 409, code: 'revision_conflict' });
    expect((await relay.ask('/api/v1/capture-policy', { token })).body).toEqual(saved.body);
    const log = await relay.ask('/api/v1/audit', { token: admin });
    const [entry] = (log.body['items'] as unknown[]).map((item) => auditEntry.parse(item));
    expect(entry).toMatchObject({ what: 'capture_policy_saved', personId: 'boss' });
  });

  test('says what it would decide for a number, by the saved rules or by a draft, and which rules say so', async () => {
    const { relay, token, admin } = await readCall();
    const policy = capturePolicy.parse((await relay.ask('/api/v1/capture-policy', { token })).body);
    const contact = {
      id: 'karim',
      name: 'Karim Haddad',
      organisation: null,
      languages: [],
      numbers: [{ number: '+4930231250', kind: 'work', shared: false }],
      updatedAt: '2026-11-19T09:00:00.000Z',
    } as const;
    await relay.storage
      .tenant(TENANT)
      .putContact({ ...contact, languages: [], numbers: [...contact.numbers] }, contact.updatedAt);
    const preview = async (body: object) =>
      (await relay.ask('/api/v1/capture-policy/preview', { token, method: 'POST', body: { line: null, ...body } }))
        .body;
    expect(await preview({ number: '+4930231250' })).toEqual({
      ...policy.otherwise,
      ruleIds: [],
      facts: { country: 'DE', contactName: 'Karim Haddad', matterNumber: null },
    });
    const when = { lines: [], countries: [], matterIds: [] };
    const strict = { audio: 'none', analyse: false, mayLeaveMachine: false };
    const rules = [
      { id: '1', when: { ...when, countries: ['FR'] }, ...strict },
      { id: '2', when: { ...when, contactIds: ['karim'] }, ...strict, audio: 'notes' },
    ];
    const draft = { ...policy, rules };
    expect(await preview({ number: '+4930231250', draft })).toMatchObject({ audio: 'notes', ruleIds: ['2'] });
    expect(await preview({ number: null, draft })).toMatchObject({ audio: policy.otherwise.audio, ruleIds: [] });
    const empty = { ...draft, rules: [{ ...rules[0], when }] };
    expect(await preview({ number: null, draft: empty })).toMatchObject({ status: 422, field: 'draft.rules.0.when' });
    // Nothing of it was saved.
    expect((await relay.ask('/api/v1/capture-policy', { token: admin })).body).toEqual(policy);
  });

  test('refuses a rule that names nothing, and two of one id', async () => {
    const { relay, admin } = await readCall();
    const policy = capturePolicy.parse((await relay.ask('/api/v1/capture-policy', { token: admin })).body);
    const rule = (id: string, countries: string[]) => ({
      id,
      when: { lines: [], countries, matterIds: [] },
      audio: 'none',
      analyse: false,
      mayLeaveMachine: false,
    });
    const save = (...rules: unknown[]) =>
      relay.ask('/api/v1/capture-policy', { token: admin, method: 'PUT', body: { ...policy, rules } });
    expect((await save(rule('1', []))).body).toMatchObject({ status: 422, field: 'rules.0.when' });
    expect((await save(rule('1', ['DE']), rule('1', ['FR']))).body).toMatchObject({ status: 422, field: 'rules.1.id' });
    expect((await save(rule('1', ['DE']), rule('2', ['FR']))).status).toBe(200);
  });
});

test('the audit log is for administrators, of everything or of one call', async () => {
  const { relay, token, admin, callId } = await readCall();
  const entry = {
    at: '2026-11-19T09:00:00.000Z',
    recordingId: null,
    personId: 'peeters',
    deviceId: null,
    detail: null,
  };
  await relay.storage.tenant(TENANT).addAudit({ ...entry, what: 'recording_played', callId });
  await relay.storage.tenant(TENANT).addAudit({ ...entry, what: 'exported', callId: null });
  expect((await relay.ask('/api/v1/audit', { token })).status).toBe(403);
  const whats = async (query: string) =>
    ((await relay.ask(`/api/v1/audit${query}`, { token: admin })).body['items'] as { what: string }[]).map(
      (e) => e.what,
    );
  expect(await whats('')).toEqual(['exported', 'recording_played']);
  expect(await whats(`?callId=${callId}`)).toEqual(['recording_played']);
  expect((await relay.ask('/api/v1/audit?limit=0', { token: admin })).status).toBe(400);
});
