import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { buildApp } from './start/build-app.ts';
import { startApp, type AppProcess } from './start/app-process.ts';
import { createDemoCaller } from './start/demo-caller.ts';
import { playDemoCalls } from './start/demo-calls.ts';
import { demoScenario } from './start/demo-scenario.ts';
import { startDemoRelay } from './start/demo-relay.ts';
import { findElectron } from './start/electron-binary.ts';
import { followLog } from './start/follow-log.ts';
import { watchApp } from './start/watch-app.ts';

/**
 * `npm start`: the demo firm's relay, the app enrolled at it, and calls. `--watch` (npm run dev): rebuilt and reloaded.
 * `--scenario <name|file>`: that scenario instead of the usual calls (`npm run simulate -- scenario --list`), with
 * `--speed 10` ten times as fast.
 */
const root = join(import.meta.dirname, '..', '..');
const folder = join(root, '.data', 'demo');
const say = (line: string) => console.log(line);
const seconds = () => (performance.now() / 1000).toFixed(1);

if (Number(process.versions.node.split('.')[0]) < 24) {
  // Started without npm, which puts the project's own Node first.
  const node = join(root, 'node_modules', '.bin', 'node');
  const again = spawn(node, process.argv.slice(1), { stdio: 'inherit' });
  again.once('exit', (code) => process.exit(code ?? 1));
} else {
  main().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  });
}

async function main(): Promise<void> {
  const stopping = new AbortController();
  const stop = () => stopping.abort();
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  await using open = new AsyncDisposableStack();

  const scenario = await demoScenario(process.argv.slice(2));
  open.defer(holdDemo());
  await buildApp(root, say);
  const relay = await startDemoRelay(folder, { reply: 'Thank you, that suits me.' });
  open.defer(() => relay.close());
  const electron = findElectron(root, process.env, process.platform);
  const userData = join(folder, 'desktop');
  const logPath = join(userData, 'logs', 'callbrief.log');
  const session = randomBytes(24).toString('base64url');
  const callReceptionist = createDemoCaller(relay, say);
  const start = (port = '0') =>
    startApp({
      root,
      userData,
      electron: 'path' in electron ? electron.path : null,
      environment: { CALLBRIEF_ENROL: relay.enrolLink, VIRTUAL_DESKTOP_SESSION: session },
      offers: [
        {
          label: 'A caller talks to the AI receptionist',
          about: 'A machine calls: the demo’s receptionist hears only machine voices, and few phrases.',
          run: callReceptionist,
        },
      ],
      flags: 'path' in electron ? [] : [`--virtual-desktop-port=${port}`],
    });

  const caughtUp = Promise.withResolvers<void>();
  open.defer(followLog(logPath, 'stream_caught_up', caughtUp.resolve));
  const undoFirst = followLog(logPath, 'popup_painted', () => {
    undoFirst();
    say(`First popup ${seconds()} s after the start`);
  });
  open.defer(undoFirst);

  let app: AppProcess = await start();
  open.defer(async () => void (await app.stop()));
  say(`Relay of the demo firm: ${relay.url}`);
  if ('path' in electron) say('Callbrief opens in its own window. Ctrl-C stops everything.');
  else say(`Callbrief runs in your browser: ${electron.why}. Ctrl-C stops everything.`);
  if (app.url !== null) say(`Open ${app.url}`);
  say('The AI receptionist takes calls: npm run simulate -- agent. It hears only machine voices here.');

  if (process.argv.includes('--watch')) {
    void watchApp(root, stopping.signal, say, async (what) => {
      if (what === 'windows' && app.url !== null) {
        await app.ask({ kind: 'reload' });
        return;
      }
      const port = app.url === null ? '0' : new URL(app.url).port;
      await app.stop();
      app = await start(port);
    });
  }

  const ended = () => app.exited.then(() => !process.argv.includes('--watch') && stop());
  void ended();
  const aborted = new Promise<void>((resolve) => stopping.signal.addEventListener('abort', () => resolve()));
  await Promise.race([caughtUp.promise.then(() => firstLook(app, stopping.signal)), aborted]);
  if (!stopping.signal.aborted && scenario) {
    await scenario.play(relay, stopping.signal, say);
  } else if (!stopping.signal.aborted) {
    say('The phone rings every half minute');
    await playDemoCalls(relay.ringer, relay.store, relay.recordings, stopping.signal, () => undefined);
  }
  await aborted;
  say('Stopping');
}

/** Rings when somebody can see it; but not later than a minute after the start, for the history. */
async function firstLook(app: AppProcess, signal: AbortSignal): Promise<void> {
  for (let waited = 0; app.url !== null && waited < 40_000 && !signal.aborted; waited += 250) {
    if ((await app.ask({ kind: 'look' })).pageIsConnected) break;
    await pause(250);
  }
  await pause(1_500, undefined, { signal }).catch(() => undefined); // stopped meanwhile
}

/** Two demos would share one database and one desktop. */
function holdDemo(): () => void {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'running');
  const other = runningDemo(file);
  if (other !== null) throw new Error(`The demo runs already (process ${other}). Stop it first.`);
  writeFileSync(file, String(process.pid));
  return () => rmSync(file, { force: true });
}

function runningDemo(file: string): number | null {
  try {
    const pid = Number(readFileSync(file, 'utf8'));
    process.kill(pid, 0);
    return pid === process.pid ? null : pid;
  } catch {
    return null; // no file, or that process is gone
  }
}
