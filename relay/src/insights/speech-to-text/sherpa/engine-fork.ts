import { fork } from 'node:child_process';
import { once } from 'node:events';
import { setPriority } from 'node:os';
import type { ProviderClock } from '../../../providers/provider-clock.ts';

/** One process of an engine, from its start to its end. It has none of the relay's secrets and ends with the relay. */
export interface EngineFork<To> {
  readonly pid: number | undefined;
  tell(message: To): void;
  /** The end of what it wrote to stderr, or what it gave as reason: for the log. */
  lastWords(): string;
  addLastWords(words: string): void;
  kill(): void;
  /** @returns when it is gone */
  end(): Promise<void>;
}

const LAST_WORDS = 600;
/** After the first crash; doubled with each that follows until it worked again (ms). */
const FIRST_BACK_OFF_MS = 1_000;
const LONGEST_BACK_OFF_MS = 30_000;

/** How long nothing is started after crashes in a row. */
export interface CrashPause {
  readonly crashes: number;
  readonly isOver: boolean;
  /** @returns when it may be started again, or `stop` was called */
  wait(): Promise<void>;
  /** @returns how long it is from now (ms) */
  crashed(): number;
  /** It did what it is for: the next crash is a first one. */
  worked(): void;
  stop(): void;
}

/** @param longestMs however often it crashed */
export function createCrashPause(clock: ProviderClock, longestMs = LONGEST_BACK_OFF_MS): CrashPause {
  let crashes = 0;
  let notBeforeMs = 0;
  let endWait: (() => void) | null = null;
  const leftMs = () => notBeforeMs - clock.now().getTime();
  return {
    get crashes() {
      return crashes;
    },
    get isOver() {
      return leftMs() <= 0;
    },
    wait() {
      if (leftMs() <= 0) return Promise.resolve();
      return new Promise((resolve) => {
        const cancel = clock.after(leftMs(), resolve);
        endWait = () => {
          cancel();
          resolve();
        };
      });
    },
    crashed() {
      crashes += 1;
      const waitMs = Math.min(FIRST_BACK_OFF_MS * 2 ** (crashes - 1), longestMs);
      notBeforeMs = clock.now().getTime() + waitMs;
      return waitMs;
    },
    worked() {
      crashes = 0;
    },
    stop: () => endWait?.(),
  };
}

/**
 * @param ask.niceness null: as urgent as the relay itself
 * @param ask.gone once, with how it ended
 */
export function forkEngine<To extends object>(ask: {
  program: URL;
  niceness: number | null;
  /** What the program says; whoever wrote it knows what that can be. */
  told(this: void, message: unknown): void;
  gone(how: string): void;
}): EngineFork<To> {
  const child = fork(ask.program, {
    serialization: 'advanced',
    // What the relay's own process was started with is not for this one: test runners, inspectors, secrets.
    execArgv: [],
    env: { PATH: process.env['PATH'] },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let words = '';
  const addLastWords = (more: string) => {
    words = (words + more).slice(-LAST_WORDS);
  };
  child.stderr?.on('data', (part: Buffer) => addLastWords(part.toString()));
  if (child.pid !== undefined && ask.niceness !== null) lowerPriority(child.pid, ask.niceness);
  child.on('message', ask.told);
  let isGone = false;
  const gone = (how: string) => {
    if (isGone) return;
    isGone = true;
    ask.gone(how);
  };
  child.once('error', (error) => gone(String(error)));
  // `close`, not `exit`: by then its last words are read.
  child.once('close', (code, signal) => gone(signal ?? `exit code ${String(code)}`));

  return {
    pid: child.pid,
    tell(message) {
      // A channel that just closed is told by the exit.
      if (child.connected) child.send(message, () => undefined);
    },
    lastWords: () => words.trim(),
    addLastWords,
    kill: () => void child.kill('SIGKILL'),
    async end() {
      if (isGone) return;
      const closed = once(child, 'close');
      child.kill('SIGKILL');
      await closed;
    },
  };
}

function lowerPriority(pid: number, niceness: number): void {
  try {
    setPriority(pid, niceness);
  } catch {
    // Where the system does not allow it, the engine only competes more.
  }
}
