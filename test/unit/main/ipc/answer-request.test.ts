import { expect, test, vi } from 'vitest';
import { answerRequest, type RequestHandlers } from '../../../../src-main/ipc/answer-request.ts';
import type { Log } from '../../../../src-main/logging/log.ts';

const logged = () => {
  const lines: unknown[] = [];
  const write = (word: string, fields: object = {}) => void lines.push({ word, ...fields });
  return { lines, log: { info: write, warn: write, error: write } satisfies Log };
};
const mainWindow = { window: 'main-window', url: 'app://callbrief/main-window/index.html' } as const;
const popup = { window: 'call-popup', url: 'app://callbrief/call-popup/index.html' } as const;

/** Only what a test needs; anything else would fail by not being there. */
const only = (handlers: Partial<RequestHandlers>) => handlers as RequestHandlers;

test('a window gets the answer to what it may ask', async () => {
  const handlers = only({ 'calls:get': ({ callId }) => (callId === 'a' ? null : Promise.reject(new Error('other'))) });
  const answer = await answerRequest('calls:get', { callId: 'a' }, mainWindow, { handlers, ...logged() });
  expect(answer).toEqual({ ok: true, value: null });
});

test('the popup cannot read the history, and a page that is none of ours can ask nothing', async () => {
  const get = vi.fn<RequestHandlers['calls:get']>(() => null);
  const handlers = only({ 'calls:get': get });
  for (const sender of [popup, { window: null, url: 'https://evil.example/' }] as const) {
    const { log, lines } = logged();
    const answer = await answerRequest('calls:get', { callId: 'a' }, sender, { handlers, log });
    expect(answer).toEqual({ ok: false, code: 'not_allowed' });
    expect(lines).toMatchObject([{ word: 'ipc_refused', request: 'calls:get' }]);
  }
  expect(get).not.toHaveBeenCalled();
});

test.each([
  ['calls:get', {}],
  ['calls:get', { callId: 7 }],
  ['calls:list', { filter: 'all', search: '', offset: -1, limit: 10 }],
  ['calls:list', { filter: 'all', search: '', offset: 0, limit: 1_000_000 }],
  ['calls:edit', { callId: 'a', note: 'x'.repeat(20_001) }],
  ['settings:change', { popupHotkey: 'Control+Shift+F2; rm' }],
  ['settings:change', { unknown: true }],
  ['window:act', { action: 'eval' }],
  ['app:state', { extra: true }],
] as const)('a malformed request is refused before anything happens: %s %j', async (name, ask) => {
  const answer = await answerRequest(name, ask, mainWindow, { handlers: only({}), ...logged() });
  expect(answer).toEqual({ ok: false, code: 'malformed' });
});

test('a failure is told as a code, never with its message or stack', async () => {
  const { log, lines } = logged();
  const failing = (error: Error) =>
    only({
      'app:state': () => {
        throw error;
      },
    });
  const secret = new Error('/home/jonas/history.sqlite is locked');
  expect(await answerRequest('app:state', undefined, mainWindow, { handlers: failing(secret), log })).toEqual({
    ok: false,
    code: 'failed',
  });
  const ours = Object.assign(new Error('full'), { code: 'disk_full' });
  expect(await answerRequest('app:state', undefined, mainWindow, { handlers: failing(ours), log })).toEqual({
    ok: false,
    code: 'disk_full',
  });
  expect(lines).toHaveLength(2);
});
