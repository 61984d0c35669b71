import { EventEmitter } from 'node:events';
import { expect, test, vi } from 'vitest';
import { runLifecycle, type AppPort, type RunningApp } from '../../../src-main/lifecycle.ts';
import { silentLog } from '../../../src-main/logging/log.ts';

function pretendApp({ lock = true } = {}) {
  const emitter = new EventEmitter();
  const happened: string[] = [];
  const app: AppPort & EventEmitter = Object.assign(emitter, {
    requestSingleInstanceLock: () => lock,
    setAsDefaultProtocolClient: () => true,
    whenReady: () => Promise.resolve(),
    quit() {
      let prevented = false;
      emitter.emit('before-quit', { preventDefault: () => (prevented = true) });
      happened.push(prevented ? 'quit waits' : 'quit');
    },
    exit: (code: number = 0) => void happened.push(`exit ${code}`),
  });
  const running = {
    openLink: vi.fn<RunningApp['openLink']>(),
    openMain: vi.fn<RunningApp['openMain']>(),
    close: vi.fn<RunningApp['close']>(() => Promise.resolve(void happened.push('closed'))),
  };
  const start = vi.fn<() => Promise<RunningApp>>(() => Promise.resolve(running));
  const run = (argv: string[] = []) =>
    runLifecycle({ app, argv, ownStart: null, start, log: silentLog, onSignal: () => undefined });
  return { app, running, start, run, happened };
}
const LINK = 'callbrief://enrol?relay=https://relay.example&code=K7QF-2M9D';

test('a second start brings the first one to the front and ends', () => {
  const { run, start, happened } = pretendApp({ lock: false });
  run();
  expect(happened).toEqual(['exit 0']);
  expect(start).not.toHaveBeenCalled();
});

test('the first one comes to the front, and opens the link that the second was started with', async () => {
  const { app, run, running, start } = pretendApp();
  run();
  await vi.waitFor(() => expect(start).toHaveBeenCalled());
  await Promise.resolve();
  app.emit('second-instance', {}, ['callbrief']);
  expect(running.openMain).toHaveBeenCalledOnce();
  app.emit('second-instance', {}, ['callbrief', LINK]);
  expect(running.openLink).toHaveBeenCalledWith(LINK);
});

test('a link that comes before the app stands is kept until it does', async () => {
  const { app, run, running } = pretendApp();
  run();
  app.emit('open-url', { preventDefault: () => undefined }, LINK);
  expect(running.openLink).not.toHaveBeenCalled();
  await vi.waitFor(() => expect(running.openLink).toHaveBeenCalledWith(LINK));
});

test('a link among the arguments of the first start is opened', async () => {
  const { run, running } = pretendApp();
  run(['callbrief', LINK]);
  await vi.waitFor(() => expect(running.openLink).toHaveBeenCalledWith(LINK));
});

test('a telephone link that starts the app, or comes while it runs, is handed over as it is', async () => {
  const { app, run, running } = pretendApp();
  run(['callbrief', 'tel:+32440271836']);
  await vi.waitFor(() => expect(running.openLink).toHaveBeenCalledWith('tel:+32440271836'));
  app.emit('second-instance', {}, ['callbrief', 'callto:0440271836']);
  expect(running.openLink).toHaveBeenLastCalledWith('callto:0440271836');
  app.emit('second-instance', {}, ['callbrief', 'javascript:alert(1)']);
  expect(running.openLink).toHaveBeenCalledTimes(2);
  expect(running.openMain).toHaveBeenCalledOnce();
});

test('quitting closes the history first, once, and only then the windows', async () => {
  const { app, run, running, happened } = pretendApp();
  run(['callbrief', LINK]);
  await vi.waitFor(() => expect(running.openLink).toHaveBeenCalled());
  app.quit();
  app.quit();
  await vi.waitFor(() => expect(happened.at(-1)).toBe('quit'));
  expect(running.close).toHaveBeenCalledOnce();
  expect(happened.indexOf('closed')).toBeLessThan(happened.indexOf('quit'));
});
