import { describe, expect, it } from 'vitest';
import { callback } from '../../../../relay/src/wire/callback.ts';
import { defaultPractice } from '../../../../relay/src/wire/practice.ts';
import { startTestRelay } from '../../../support/relay-under-test.ts';

const AT = '2026-11-19T11:31:00.000Z';
const NOW = new Date('2026-11-19T12:00:00.000Z');

async function signedIn() {
  const relay = await startTestRelay({ overrides: { now: () => NOW } });
  const tokens = await relay.enrolDevice();
  const send = (path: string, body: unknown, method = 'PATCH') =>
    relay.ask(`/api/v1${path}`, { method, token: tokens.accessToken, body });
  const read = (path: string) => relay.ask(`/api/v1${path}`, { token: tokens.accessToken });
  return { relay, tokens, send, read };
}
const edit = (set: object, more: object = {}) => ({ editId: 'e1', at: AT, set, ...more });

describe('Callbacks, tasks and time entries over HTTP', () => {
  it('are made by their first edit, read alone and in pages, and unknown ones are not found', async () => {
    const { send, read } = await signedIn();
    const made = await send('/callbacks/cb-1', edit({ reason: 'Hearing', number: '+32470123456' }));
    expect(made.status).toBe(200);
    expect(callback.parse(made.body)).toMatchObject({
      reason: 'Hearing',
      stamps: { reason: { byPersonId: 'peeters' } },
    });
    expect((await read('/callbacks/cb-1')).body).toEqual(made.body);
    expect((await read('/callbacks')).body).toMatchObject({ items: [made.body], next: null, total: 1 });
    for (const path of ['/callbacks/none', '/tasks/cb-1', '/time-entries/none']) {
      expect((await read(path)).status).toBe(404);
    }
    expect((await read('/callbacks?cursor=nonsense')).status).toBe(400);
  });

  it('sent a second time are no second event, also when the clock that wrote them runs ahead', async () => {
    const { relay, tokens, send } = await signedIn();
    const stream = await relay.stream(tokens);
    const ahead = edit({ reason: 'Ahead' }, { at: '2031-01-01T00:00:00Z' });
    const first = await send('/callbacks/cb-1', ahead);
    expect(first.body).toMatchObject({ updatedAt: NOW.toISOString() });
    expect((await send('/callbacks/cb-1', ahead)).body).toEqual(first.body);
    await send('/tasks/last', edit({ title: 'Last' }));
    await stream.until(() => stream.events.some((e) => e.data['type'] === 'task_changed'));
    expect(stream.events.filter((e) => e.data['type'] === 'callback_changed')).toHaveLength(1);
  });

  it.each<[string, string, unknown, string]>([
    ['no id of the edit', '/callbacks/x', { at: AT, set: {} }, 'editId'],
    ['a field that there is none of', '/callbacks/x', edit({ colour: 'red' }), 'colour'],
    ['a number that is none', '/callbacks/x', edit({ number: '0470' }), 'set.number'],
    ['a word that is none', '/callbacks/x', edit({ status: 'later' }), 'set.status'],
    ['a time that is none', '/callbacks/x', edit({}, { at: 'yesterday' }), 'at'],
    ['no timekeeper', '/time-entries/x', edit({ narrative: 'Call' }), 'set'],
    ['more minutes than a day has', '/time-entries/x', edit({ minutes: 1_441 }), 'set.minutes'],
    ['a day that is none', '/tasks/x', edit({ due: { date: '2026-02-30', time: null } }), 'set.due.date'],
    ['a text without an end', '/callbacks/x', edit({ reason: 'x'.repeat(2_001) }), 'set.reason'],
    ['an id without an end', `/callbacks/${'x'.repeat(101)}`, edit({}), 'itemId'],
    ['no JSON', '/callbacks/x', '{"editId":', ''],
  ])('with %s are refused by name, and nothing is made', async (_what, path, body, field) => {
    const { send, read } = await signedIn();
    const answer = await send(path, body);
    expect(answer.status).toBe(422);
    if (field !== '') expect(JSON.stringify(answer.body)).toContain(field);
    expect((await read('/callbacks')).body).toMatchObject({ total: 0 });
    expect((await read('/time-entries')).body).toMatchObject({ total: 0 });
  });

  it('are for signed-in people only', async () => {
    const { relay } = await signedIn();
    expect((await relay.ask('/api/v1/callbacks')).status).toBe(401);
    expect((await relay.ask('/api/v1/callbacks/x', { method: 'PATCH', body: edit({}) })).status).toBe(401);
  });

  it('follow how the firm works, which an admin alone saves, once by each revision', async () => {
    const { relay, send, read } = await signedIn();
    expect((await read('/practice')).body).toEqual(defaultPractice);
    expect((await send('/practice', defaultPractice, 'PUT')).status).toBe(403);
    const { accessToken: token } = await relay.enrolDevice('boss', 'admin');
    const save = (body: object) => relay.ask('/api/v1/practice', { method: 'PUT', token, body });
    expect((await save({ ...defaultPractice, callbacks: { withinMinutes: 1, urgentWithinMinutes: 5 } })).status).toBe(
      422,
    );
    expect((await save(defaultPractice)).body).toMatchObject({ revision: 1 });
    expect((await save(defaultPractice)).status).toBe(409);
  });
});
