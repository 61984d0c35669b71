import type { Logger } from 'pino';
import { EngineError } from '../../../insights/ports.ts';
import { createCrashPause, forkEngine, type EngineFork } from '../../../insights/speech-to-text/sherpa/engine-fork.ts';
import type { RecognizerModel } from '../../../insights/speech-to-text/sherpa/recognizer-config.ts';
import type { ProviderClock } from '../../../providers/provider-clock.ts';
import { StageError } from '../../ports.ts';
import type { EarAct, EarWords, FromEars, ToEars } from './ear-messages.ts';

export interface EarsChildDeps {
  /** Finds the model and checks its files, before each start. @throws EngineError */
  model: () => Promise<RecognizerModel>;
  threads: number;
  clock: ProviderClock;
  log: Logger;
}

/** Keeps the process that hears all running calls: once it was wanted, it is started again after every crash. */
export interface EarsChild {
  /** As it measured itself; null: it does not run. */
  readonly mostEars: number | null;
  /** It has not answered the last message. The next one waits, and grows. */
  readonly isBusy: boolean;
  /** Why nothing can be heard; null: it runs, or was never asked to. */
  readonly why: StageError | null;
  pid(): number | null;
  /** @throws StageError */
  warm(): Promise<void>;
  hear(acts: EarAct[]): void;
  close(): Promise<void>;
}

interface Running {
  process: EngineFork<ToEars>;
  /** Null: it is still loading. */
  mostEars: number | null;
  isBusy: boolean;
  stopWatch: () => void;
  endedFor: StageError['failure'] | null;
}

/** A model of 640 MB from a slow disk, and some seconds of measuring (ms). */
const LOAD_PATIENCE_MS = 180_000;
/** All calls wait for it: what takes longer than this never comes, or too late (ms). */
const HEAR_PATIENCE_MS = 5_000;

/** @param told.lost the process is gone, with every ear that was open in it */
export function createEarsChild(
  deps: EarsChildDeps,
  told: { heard(words: EarWords[]): void; lost(error: StageError): void },
): EarsChild {
  const { clock, log } = deps;
  let running: Running | null = null;
  let attempt: Promise<void> | null = null;
  const pause = createCrashPause(clock);
  let isClosed = false;
  let unusable: StageError | null = null;

  function warm(): Promise<void> {
    if (running !== null && running.mostEars !== null) return Promise.resolve();
    if (attempt !== null) return attempt;
    const started = start().finally(() => (attempt = null));
    attempt = started;
    // Who wants to know has the promise; the log says it too.
    started.catch(() => undefined);
    return started;
  }

  async function start(): Promise<void> {
    await pause.wait();
    if (isClosed) throw stopping();
    unusable = null;
    const model = await deps.model().catch((error: unknown) => {
      if (!(error instanceof EngineError)) throw error;
      log.error({ err: error }, 'live_hearing_unusable');
      unusable = new StageError('refused', error.message, error);
      throw unusable;
    });
    if (isClosed) throw stopping();
    await load(model);
  }

  function load(model: RecognizerModel): Promise<void> {
    return new Promise((resolve, reject) => {
      const startedMs = performance.now();
      const child = forkEngine<ToEars>({
        program: new URL('ears-process.ts', import.meta.url),
        // As urgent as the relay: somebody is waiting on the line.
        niceness: null,
        told: (message) => hears(message as FromEars),
        gone,
      });
      const me: Running = {
        process: child,
        mostEars: null,
        isBusy: false,
        stopWatch: clock.after(LOAD_PATIENCE_MS, () => end(me, 'timed_out')),
        endedFor: null,
      };
      running = me;
      child.tell({ do: 'load', model, threads: deps.threads });

      function hears(message: FromEars): void {
        me.stopWatch();
        switch (message.is) {
          case 'ready': {
            const { mostEars } = message;
            me.mostEars = mostEars;
            const tookMs = Math.round(performance.now() - startedMs);
            log.info({ pid: child.pid, mostEars, tookMs }, 'live_hearing_ready');
            resolve();
            return;
          }
          case 'load_failed':
            child.addLastWords(` ${message.message}`);
            end(me, 'refused');
            return;
          case 'heard':
            me.isBusy = false;
            pause.worked();
            told.heard(message.words);
            return;
          default:
            message satisfies never;
        }
      }

      function gone(how: string): void {
        me.stopWatch();
        if (running === me) running = null;
        if (isClosed) {
          reject(stopping());
          return;
        }
        const waitMs = pause.crashed();
        const { crashes } = pause;
        const failure = me.endedFor ?? 'crashed';
        log.error({ pid: child.pid, how, failure, crashes, waitMs, said: child.lastWords() }, 'live_hearing_ended');
        const error = new StageError(
          failure,
          `The engine that hears calls ended (${how}). ${child.lastWords()}`.trim(),
        );
        told.lost(error);
        reject(error);
        // A model that says itself that it cannot be used will say so again.
        if (failure === 'refused') unusable = error;
        else void (attempt ?? Promise.resolve()).catch(() => undefined).then(again);
      }
    });
  }

  function again(): void {
    // Whoever opens an ear sees that it does not run.
    if (!isClosed) void warm().catch(() => undefined);
  }

  function end(which: Running, why: StageError['failure']): void {
    which.endedFor = why;
    which.process.kill();
  }

  return {
    get mostEars() {
      return running?.mostEars ?? null;
    },
    get isBusy() {
      return running?.isBusy ?? false;
    },
    get why() {
      if (isClosed) return stopping();
      if (running?.mostEars != null) return null;
      return unusable ?? (pause.crashes > 0 ? new StageError('crashed', 'The engine is being started again.') : null);
    },
    pid: () => running?.process.pid ?? null,
    warm,
    hear(acts) {
      const me = running;
      if (me === null || me.mostEars === null) return;
      me.isBusy = true;
      me.stopWatch = clock.after(HEAR_PATIENCE_MS, () => end(me, 'timed_out'));
      me.process.tell({ do: 'hear', acts });
    },
    async close() {
      isClosed = true;
      pause.stop();
      const last = running;
      last?.stopWatch();
      await last?.process.end();
      await attempt?.catch(() => undefined);
    },
  };
}

const stopping = () => new StageError('crashed', 'The relay is stopping.');
