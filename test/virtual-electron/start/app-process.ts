import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import type { ControlAsk, DesktopLook, FromApp } from '../control.ts';
import type { Offer } from '../wire.ts';

export interface AppProcess {
  /** Where the virtual desktop opens; null with a real Electron. */
  url: string | null;
  /** Virtual only. */
  ask(ask: ControlAsk): Promise<DesktopLook>;
  exited: Promise<number>;
  /** Asks it to quit as a person would, and insists after five seconds. */
  stop(): Promise<number>;
}

export interface AppProcessOptions {
  root: string;
  userData: string;
  /** Path of a real Electron; null: the virtual one. */
  electron: string | null;
  environment?: Record<string, string>;
  /** For the app: `--lang=fr`, `--virtual-key-store=none`. */
  flags?: string[];
  /** Buttons on the virtual desktop, beside the app. */
  offers?: (Offer & { run: () => void })[];
  /** What it prints goes there; by default nowhere. */
  onOutput?: (text: string) => void;
}

const QUIT_WITHIN_MS = 5_000;
const compileCache = (root: string) => join(root, 'node_modules', '.cache', 'virtual-electron');

/** Starts the built app, on a real Electron or on the virtual one, and resolves when it can be looked at. */
export async function startApp(options: AppProcessOptions): Promise<AppProcess> {
  const { root, userData, electron, flags = [] } = options;
  const app = join(root, 'out', 'main', 'index.js');
  const own = [`--user-data-dir=${userData}`, ...flags];
  const register = new URL('../register.ts', import.meta.url).href;
  const [program, args] = electron
    ? [electron, [root, ...own]]
    : [process.execPath, ['--disable-warning=ExperimentalWarning', '--import', register, app, ...own]];
  const child = spawn(program, args, {
    cwd: root,
    // Half of a virtual start was reading TypeScript again; a real Electron reads its own code from a snapshot.
    env: { NODE_COMPILE_CACHE: compileCache(root), ...process.env, ...options.environment, ...offered(options) },
    stdio: electron ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let output = '';
  const hear = (text: Buffer) => {
    output = (output + text.toString()).slice(-4_000);
    options.onOutput?.(text.toString());
  };
  child.stdout?.on('data', hear);
  child.stderr?.on('data', hear);
  const exited = new Promise<number>((resolve) => child.once('close', (code) => resolve(code ?? 1)));
  const failedToStart = exited.then((code): never => {
    throw new Error(`The app ended at its start (${code}).\n${output}`);
  });
  const { url, ask } = electron
    ? { url: null, ask: () => Promise.reject(new Error('Only the virtual desktop can be asked')) }
    : await talkTo(child, failedToStart, options.offers ?? []);
  failedToStart.catch(() => undefined); // from here on an end is an end, told by `exited`

  return {
    url,
    ask,
    exited,
    async stop() {
      if (child.exitCode !== null) return child.exitCode;
      const insist = setTimeout(() => child.kill('SIGKILL'), QUIT_WITHIN_MS);
      child.kill('SIGTERM');
      const code = await exited;
      clearTimeout(insist);
      return code;
    },
  };
}

const offered = ({ offers }: AppProcessOptions) =>
  offers ? { VIRTUAL_DESKTOP_OFFERS: JSON.stringify(offers.map(({ label, about }) => ({ label, about }))) } : {};

async function talkTo(
  child: ChildProcess,
  failed: Promise<never>,
  offers: readonly { run: () => void }[],
): Promise<Pick<AppProcess, 'ask'> & { url: string }> {
  const waiting = new Map<number, (look: DesktopLook) => void>();
  let lastId = 0;
  const opened = Promise.withResolvers<string>();
  child.on('message', (message: FromApp) => {
    if (message.kind === 'desktop') return opened.resolve(message.url);
    if (message.kind === 'offer') return offers[message.index]?.run();
    waiting.get(message.id)?.(message.look);
    waiting.delete(message.id);
  });
  return {
    url: await Promise.race([opened.promise, failed]),
    ask: (ask) =>
      new Promise((resolve, reject) => {
        const id = ++lastId;
        waiting.set(id, resolve);
        child.send({ id, ask }, (error) => error && reject(error));
      }),
  };
}
