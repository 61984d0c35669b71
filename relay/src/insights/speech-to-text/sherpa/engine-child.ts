import type { Logger } from 'pino';
import type { ProviderClock } from '../../../providers/provider-clock.ts';
import { EngineError } from '../../ports.ts';
import { createCrashPause, forkEngine, type EngineFork } from './engine-fork.ts';
import type { FromEngine, HearAsk, RawHeard, ToEngine } from './engine-messages.ts';
import type { RecognizerModel } from './recognizer-config.ts';

export interface EngineChild {
  /** @throws EngineError, or the signal's reason */
  hear(ask: Omit<HearAsk, 'id'>, signal: AbortSignal): Promise<RawHeard>;
  /** Of the running process; null: none runs. */
  pid(): number | null;
  close(): Promise<void>;
}

export interface EngineChildDeps {
  /** Finds the model and checks its files, before each start. @throws EngineError */
  model: () => Promise<RecognizerModel>;
  threads: number;
  clock: ProviderClock;
  log: Logger;
}

interface Waiter {
  ask: HearAsk;
  resolve: (heard: RawHeard) => void;
  reject: (error: unknown) => void;
}

interface Running {
  process: EngineFork<ToEngine>;
  /** What it was sent and has not answered. */
  sent: Map<number, Waiter>;
  isReady: boolean;
  stopWatch: () => void;
}

/** A model of 640 MB from a slow disk (ms). */
const LOAD_PATIENCE_MS = 180_000;
/** Without any answer for so long, and ten times the longest piece on top, it hangs (ms). */
const HEAR_PATIENCE_MS = 60_000;
const TIMES_ITS_LENGTH = 10;
/** Below everything that a person or a provider waits for. */
const NICENESS = 10;

/**
 * Keeps one engine process: started by the first piece of speech, started again after a crash when the next one comes,
 * but not sooner than its back-off allows. Pieces that come in the same moment travel in one message.
 */
export function createEngineChild(deps: EngineChildDeps): EngineChild {
  const { clock, log } = deps;
  const queue: Waiter[] = [];
  let running: Running | null = null;
  let starting: Promise<void> | null = null;
  const pause = createCrashPause(clock);
  let nextId = 1;
  let isClosed = false;
  let isFlushSet = false;

  function flush(): void {
    isFlushSet = false;
    if (running?.isReady !== true) {
      if (queue.length > 0) starting ??= start().finally(() => (starting = null));
      return;
    }
    const taken = queue.splice(0);
    if (taken.length === 0) return;
    for (const waiter of taken) running.sent.set(waiter.ask.id, waiter);
    running.process.tell({ do: 'hear', asks: taken.map((waiter) => waiter.ask) });
    watch(running);
  }

  function setFlush(): void {
    if (isFlushSet) return;
    isFlushSet = true;
    setImmediate(flush);
  }

  /** Never rejects: who waits is told. */
  async function start(): Promise<void> {
    try {
      await pause.wait();
      if (isClosed || queue.length === 0) return;
      const model = await deps.model();
      if (isClosed) return;
      await load(model);
    } catch (error) {
      rejectAll(error);
    }
    setFlush();
  }

  function load(model: RecognizerModel): Promise<void> {
    return new Promise((resolve, reject) => {
      const startedMs = performance.now();
      const child = forkEngine<ToEngine>({
        program: new URL('engine-process.ts', import.meta.url),
        niceness: NICENESS,
        told: (message) => told(message as FromEngine),
        gone,
      });
      const me: Running = { process: child, sent: new Map(), isReady: false, stopWatch: () => undefined };
      running = me;
      me.stopWatch = clock.after(LOAD_PATIENCE_MS, () => end(me, 'timed_out'));
      child.tell({ do: 'load', model, threads: deps.threads });

      function told(message: FromEngine): void {
        switch (message.is) {
          case 'ready':
            me.isReady = true;
            me.stopWatch();
            log.info({ pid: child.pid, tookMs: Math.round(performance.now() - startedMs) }, 'speech_engine_ready');
            resolve();
            return;
          case 'load_failed':
            child.addLastWords(` ${message.message}`);
            end(me, 'engine_failed');
            return;
          case 'heard':
            for (const { id, heard } of message.heard) settle(me, id, (waiter) => waiter.resolve(heard));
            pause.worked();
            break;
          case 'refused':
            settle(me, message.id, (waiter) => waiter.reject(failure('engine_failed', message.message)));
        }
        watch(me);
      }

      function gone(how: string): void {
        me.stopWatch();
        if (running === me) running = null;
        if (isClosed) {
          resolve();
          return;
        }
        const waitMs = pause.crashed();
        const { crashes } = pause;
        const code = endedFor.get(me) ?? 'engine_crashed';
        log.error({ pid: child.pid, how, code, crashes, waitMs, said: child.lastWords() }, 'speech_engine_ended');
        const error = failure(code, `The speech engine ended (${how}).`);
        for (const waiter of me.sent.values()) waiter.reject(error);
        me.sent.clear();
        reject(error);
        // What came after the last message has lost nothing and gets the next process.
        if (queue.length > 0 && me.isReady) setFlush();
      }
    });
  }

  const endedFor = new Map<Running, EngineError['code']>();
  function end(which: Running, why: EngineError['code']): void {
    endedFor.set(which, why);
    which.process.kill();
  }

  /** Each answer sets it anew, so a long queue is no reason to end a process that works. */
  function watch(which: Running): void {
    which.stopWatch();
    if (which.sent.size === 0) return;
    const lengths = [...which.sent.values()].map(({ ask }) => (ask.samples.length / ask.sampleRate) * 1_000);
    const patienceMs = HEAR_PATIENCE_MS + TIMES_ITS_LENGTH * Math.max(...lengths);
    which.stopWatch = clock.after(patienceMs, () => end(which, 'timed_out'));
  }

  function settle(which: Running, id: number, how: (waiter: Waiter) => void): void {
    const waiter = which.sent.get(id);
    which.sent.delete(id);
    if (waiter) how(waiter);
  }

  function rejectAll(error: unknown): void {
    for (const waiter of queue.splice(0)) waiter.reject(error);
  }

  return {
    pid: () => running?.process.pid ?? null,
    hear(ask, signal) {
      return new Promise<RawHeard>((resolve, reject) => {
        signal.throwIfAborted();
        if (isClosed) throw failure('engine_crashed', 'The relay is stopping.');
        const id = nextId;
        nextId += 1;
        const forget = () => {
          const at = queue.indexOf(waiter);
          if (at >= 0) queue.splice(at, 1);
          if (running?.sent.delete(id) === true) {
            running.process.tell({ do: 'forget', ids: [id] });
            watch(running);
          }
          reject(signal.reason as Error);
        };
        const done =
          <T>(how: (value: T) => void) =>
          (value: T) => {
            signal.removeEventListener('abort', forget);
            how(value);
          };
        const waiter: Waiter = { ask: { ...ask, id }, resolve: done(resolve), reject: done(reject) };
        signal.addEventListener('abort', forget, { once: true });
        queue.push(waiter);
        setFlush();
      });
    },
    async close() {
      isClosed = true;
      pause.stop();
      const error = failure('engine_crashed', 'The relay is stopping.');
      rejectAll(error);
      const last = running;
      if (last === null) return;
      for (const waiter of last.sent.values()) waiter.reject(error);
      last.sent.clear();
      await last.process.end();
    },
  };
}

function failure(code: EngineError['code'], message: string): EngineError {
  return new EngineError(code, message, { retryable: true });
}
