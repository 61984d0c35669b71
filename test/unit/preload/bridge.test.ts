import { expect, test } from 'vitest';
import type { IpcRenderer } from 'electron';
import { createBridge } from '../../../src-preload/bridge.ts';

function pretendIpc(answer: (name: string, ask: unknown) => unknown) {
  const listeners = new Map<string, (event: never, push: unknown) => void>();
  const ipc = {
    invoke: (name: string, ask: unknown) => Promise.resolve(answer(name, ask)),
    on: (name: string, listener: (event: never, push: unknown) => void) => void listeners.set(name, listener),
  } as unknown as Pick<IpcRenderer, 'invoke' | 'on'>;
  return { ipc, push: (name: string, push: unknown) => listeners.get(name)?.(undefined as never, push) };
}

test('a window asks its own topics and no others', async () => {
  const { ipc } = pretendIpc((name) => ({ ok: true, value: name }));
  const bridge = createBridge('call-popup', ipc);
  await expect(bridge.request('popup:hide', { callId: null })).resolves.toBe('popup:hide');
  await expect(bridge.request('calls:get', { callId: 'a' })).rejects.toThrow('may not ask');
  expect(() => bridge.on('app:state-changed', () => undefined)).toThrow('does not hear');
});

test('a refusal is an error with a code', async () => {
  const { ipc } = pretendIpc(() => ({ ok: false, code: 'disk_full' }));
  const bridge = createBridge('main-window', ipc);
  await expect(bridge.request('app:state')).rejects.toThrow('disk_full');
});

test('a view that came before anybody listened is not lost, and who listens later hears the newest', () => {
  const { ipc, push } = pretendIpc(() => undefined);
  const bridge = createBridge('call-popup', ipc);
  push('popup:view', { viewId: 1 });
  push('popup:view', { viewId: 2 });
  const heard: unknown[] = [];
  const undo = bridge.on('popup:view', (view) => heard.push(view));
  push('popup:view', { viewId: 3 });
  undo();
  push('popup:view', { viewId: 4 });
  expect(heard).toEqual([{ viewId: 2 }, { viewId: 3 }]);
});

test('an order to show a call is heard once, also when the window was still loading', () => {
  const { ipc, push } = pretendIpc(() => undefined);
  const bridge = createBridge('main-window', ipc);
  push('calls:show', { callId: 'a' });
  const heard: unknown[] = [];
  bridge.on('calls:show', (show) => heard.push(show))();
  bridge.on('calls:show', (show) => heard.push(show));
  expect(heard).toEqual([{ callId: 'a' }]);
});
