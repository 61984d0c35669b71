import { createHash } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { mkdirSync, readFileSync, readdirSync, rmSync, watch, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { App, CommandLine, LoginItemSettings } from 'electron';
import type { Desktop } from '../desktop.ts';

export type VirtualApp = Pick<
  App,
  | 'whenReady'
  | 'isReady'
  | 'quit'
  | 'exit'
  | 'getPath'
  | 'setPath'
  | 'getAppPath'
  | 'getName'
  | 'setName'
  | 'getVersion'
  | 'getLocale'
  | 'getPreferredSystemLanguages'
  | 'requestSingleInstanceLock'
  | 'hasSingleInstanceLock'
  | 'releaseSingleInstanceLock'
  | 'setAsDefaultProtocolClient'
  | 'removeAsDefaultProtocolClient'
  | 'isDefaultProtocolClient'
  | 'setAppUserModelId'
  | 'getLoginItemSettings'
  | 'setLoginItemSettings'
  | 'enableSandbox'
  | 'focus'
  | 'isPackaged'
> &
  EventEmitter & { readonly commandLine: Pick<CommandLine, 'getSwitchValue' | 'hasSwitch' | 'appendSwitch'> };

/** What the rest of the machine must do at the two ends of the app's life. */
export interface AppEdges {
  prepare(): Promise<void>;
  /** @returns false when a window refused to close. */
  closeWindows(): boolean;
  stop(): void;
}

/** Paths come from `--user-data-dir=`, as Chromium reads it; without it a folder under the system's temporary one. */
export function createApp(desktop: Desktop, edges: AppEdges): VirtualApp {
  const root = packageRoot(resolve(process.argv[1] ?? '.'));
  const about = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { name: string; version: string };
  const userData = flag('user-data-dir') ?? join(tmpdir(), `virtual-electron-${about.name}`);
  const paths = new Map<string, string>([['userData', userData]]);
  const ready = Promise.withResolvers<void>();
  let isReady = false;
  let isQuitting = false;
  let name = about.name;
  let login = { openAtLogin: false };
  let lock: { release(): void } | null = null;

  const emitter = new EventEmitter();
  const app: VirtualApp = Object.assign(emitter, {
    isPackaged: false,
    commandLine: {
      getSwitchValue: (name: string) => flag(name) ?? '',
      hasSwitch: (name: string) => process.argv.some((argument) => argument.split('=')[0] === `--${name}`),
      appendSwitch: () => undefined,
    },
    whenReady: () => ready.promise,
    isReady: () => isReady,
    quit() {
      if (isQuitting) return;
      isQuitting = true;
      if (!emitAllowed('before-quit') || !edges.closeWindows() || !emitAllowed('will-quit')) {
        isQuitting = false;
        return;
      }
      app.exit(0);
    },
    exit(code: number = 0) {
      emitter.emit('quit', {}, code);
      lock?.release();
      edges.stop();
      process.exit(code);
    },
    getPath: (of: string) => {
      const path = paths.get(of) ?? (of === 'temp' ? tmpdir() : join(userData, of));
      mkdirSync(path, { recursive: true });
      return path;
    },
    setPath: (of: string, path: string) => void paths.set(of, path),
    getAppPath: () => root,
    getName: () => name,
    setName: (value: string) => {
      name = value;
      desktop.appName = value;
      desktop.changed();
    },
    getVersion: () => about.version,
    getLocale: () => flag('lang') ?? 'en-GB',
    getPreferredSystemLanguages: () => [flag('lang') ?? 'en-GB'],
    requestSingleInstanceLock: (data?: Record<string, unknown>) => {
      lock ??= takeLock(userData, data, (argv, cwd, more) => emitter.emit('second-instance', {}, argv, cwd, more));
      return lock !== null;
    },
    hasSingleInstanceLock: () => lock !== null,
    releaseSingleInstanceLock: () => {
      lock?.release();
      lock = null;
    },
    setAsDefaultProtocolClient: (scheme: string) => desktop.linkSchemes.add(scheme).has(scheme),
    // As the real one: Linux has no such thing.
    removeAsDefaultProtocolClient: (scheme: string) =>
      process.platform !== 'linux' && desktop.linkSchemes.delete(scheme),
    isDefaultProtocolClient: (scheme: string) => desktop.linkSchemes.has(scheme),
    setAppUserModelId: () => undefined,
    getLoginItemSettings: (): LoginItemSettings => ({
      ...login,
      wasOpenedAtLogin: false,
      status: login.openAtLogin ? 'enabled' : 'not-registered',
      executableWillLaunchAtLogin: login.openAtLogin,
      launchItems: [],
    }),
    setLoginItemSettings: (settings: { openAtLogin?: boolean }) => {
      login = { openAtLogin: settings.openAtLogin ?? false };
    },
    enableSandbox: () => undefined,
    focus: () => undefined,
  });

  function emitAllowed(event: string): boolean {
    let allowed = true;
    emitter.emit(event, { preventDefault: () => (allowed = false) });
    return allowed;
  }

  desktop.appName = name;
  // Electron becomes ready only after the main script's first turn, so early registrations are in time.
  setImmediate(() => {
    edges
      .prepare()
      .then(() => {
        isReady = true;
        emitter.emit('ready', {}, {});
        ready.resolve();
      })
      .catch(ready.reject);
  });
  return app;
}

export function flag(name: string): string | null {
  const start = `--${name}=`;
  return process.argv.find((argument) => argument.startsWith(start))?.slice(start.length) ?? null;
}

function packageRoot(from: string): string {
  for (let folder = dirname(from); ; folder = dirname(folder)) {
    try {
      readFileSync(join(folder, 'package.json'));
      return folder;
    } catch (error) {
      if (folder === dirname(folder)) throw new Error(`No package.json above ${from}`, { cause: error });
    }
  }
}

type OnSecond = (argv: string[], cwd: string, data: unknown) => void;

/** The first process holds a file with its id; a second one leaves its arguments in a folder that the first watches. */
function takeLock(userData: string, data: unknown, onSecond: OnSecond): { release(): void } | null {
  const id = createHash('sha256').update(userData).digest('hex').slice(0, 16);
  const folder = join(tmpdir(), `virtual-electron-lock-${id}`);
  const holder = join(folder, 'holder');
  mkdirSync(folder, { recursive: true });
  const held = heldBy(holder);
  if (held !== null && held !== process.pid) {
    const message = { argv: process.argv, cwd: process.cwd(), data: data ?? null };
    writeFileSync(join(folder, `${process.pid}.json`), JSON.stringify(message));
    return null;
  }
  writeFileSync(holder, String(process.pid));
  const watcher = watch(folder, () => {
    for (const file of readdirSync(folder).filter((name) => name.endsWith('.json'))) {
      const message = readMessage(join(folder, file));
      if (message) onSecond(message.argv, message.cwd, message.data);
    }
  });
  watcher.unref();
  return {
    release() {
      watcher.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function heldBy(holder: string): number | null {
  try {
    const pid = Number(readFileSync(holder, 'utf8'));
    process.kill(pid, 0);
    return pid;
  } catch {
    return null; // no file, or the process of that id is gone
  }
}

function readMessage(path: string): { argv: string[]; cwd: string; data: unknown } | null {
  try {
    const message = JSON.parse(readFileSync(path, 'utf8')) as { argv: string[]; cwd: string; data: unknown };
    rmSync(path);
    return message;
  } catch {
    return null; // half written: the watcher fires again when it is whole
  }
}
