import type { Logger } from 'pino';
import type { SpeechAudio } from '../../../insights/ports.ts';
import { createCrashPause, forkEngine, type EngineFork } from '../../../insights/speech-to-text/sherpa/engine-fork.ts';
import type { ProviderClock } from '../../../providers/provider-clock.ts';
import type { Language } from '../../../wire/scalars.ts';
import { StageError } from '../../ports.ts';
import type { Failure } from '../../fallback/ladder.ts';
import { createHandOver, type HandOver } from '../hand-over.ts';
import type { FromVoice, ToVoice } from './voice-messages.ts';

export interface VoiceChild {
  /** Loads the model, so that the first call need not wait for it. Never throws: what goes wrong is in the log. */
  start(): Promise<void>;
  /** @throws StageError, or the signal's reason */
  say(ask: { text: string; language: Language; signal: AbortSignal }): AsyncIterable<SpeechAudio>;
  /** Of the running process; null: none runs. */
  pid(): number | null;
  close(): Promise<void>;
}

export interface VoiceChildDeps {
  /** What the process is told to load; asked before each start. @throws StageError */
  load: () => Promise<object>;
  program: URL;
  /** Sentences that wait for the process; whoever comes then is sooner heard elsewhere. */
  mostWaiting: number;
  clock: ProviderClock;
  log: Logger;
}

interface Running {
  process: EngineFork<ToVoice>;
  asked: Map<number, HandOver<SpeechAudio>>;
  /** Rejects with a StageError. */
  ready: Promise<void>;
}

const LONGEST_BACK_OFF_MS = 60_000;
/** A model from a slow disk (ms). */
const LOAD_PATIENCE_MS = 120_000;

/**
 * Keeps one process that speaks. Calls never wait for one that crashed: until its back-off is over they are told so at once,
 * and the next that comes starts it again.
 */
export function createVoiceChild(deps: VoiceChildDeps): VoiceChild {
  const { clock, log } = deps;
  let running: Running | null = null;
  let starting: Promise<Running> | null = null;
  const pause = createCrashPause(clock, LONGEST_BACK_OFF_MS);
  let nextId = 1;
  let isClosed = false;

  async function begin(): Promise<Running> {
    if (isClosed) throw new StageError('failed', 'The relay is stopping.');
    if (!pause.isOver) throw new StageError('crashed', 'The voice is being started again.');
    const what = await deps.load();
    if (isClosed) throw new StageError('failed', 'The relay is stopping.');
    return launch(what);
  }

  function current(): Promise<Running> {
    if (running !== null) return Promise.resolve(running);
    starting ??= begin().finally(() => (starting = null));
    return starting;
  }

  function launch(what: object): Running {
    const startedMs = performance.now();
    const { promise: ready, resolve, reject } = Promise.withResolvers<void>();
    // Whoever waits is told; nobody may.
    ready.catch(() => undefined);
    let why: Failure = 'crashed';
    const child = forkEngine<ToVoice>({
      program: deps.program,
      // As urgent as the relay: somebody is waiting on the line.
      niceness: null,
      told: (message) => told(message as FromVoice),
      gone,
    });
    const me: Running = { process: child, asked: new Map(), ready };
    const stopWatch = clock.after(LOAD_PATIENCE_MS, () => {
      why = 'timed_out';
      child.kill();
    });
    running = me;
    child.tell({ do: 'load', what });
    return me;

    function told(message: FromVoice): void {
      if (message.is === 'ready') {
        stopWatch();
        log.info({ pid: child.pid, tookMs: Math.round(performance.now() - startedMs) }, 'voice_engine_ready');
        resolve();
      } else if (message.is === 'load_failed') {
        child.addLastWords(` ${message.message}`);
        why = 'failed';
        child.kill();
      } else {
        hear(me, message);
      }
    }

    function gone(how: string): void {
      stopWatch();
      if (running === me) running = null;
      const error = isClosed
        ? new StageError('failed', 'The relay is stopping.')
        : new StageError(why, `The voice ended (${how}).`);
      if (!isClosed) {
        const waitMs = pause.crashed();
        const { crashes } = pause;
        log.error({ pid: child.pid, how, why, crashes, waitMs, said: child.lastWords() }, 'voice_engine_ended');
      }
      reject(error);
      for (const pieces of me.asked.values()) pieces.fail(error);
      me.asked.clear();
    }
  }

  function hear(me: Running, message: Exclude<FromVoice, { is: 'ready' | 'load_failed' }>): void {
    const pieces = me.asked.get(message.id);
    if (message.is === 'sound') {
      pause.worked();
      pieces?.give({ samples: message.samples, sampleRate: message.sampleRate });
      return;
    }
    me.asked.delete(message.id);
    if (message.is === 'said') pieces?.end();
    else pieces?.fail(refused(message));
  }

  return {
    pid: () => running?.process.pid ?? null,
    async start() {
      try {
        await (
          await current()
        ).ready;
      } catch (error) {
        log.error({ why: error instanceof Error ? error.message : String(error) }, 'voice_engine_not_started');
      }
    },
    async *say({ text, language, signal }) {
      const me = await current();
      signal.throwIfAborted();
      if (me.asked.size >= deps.mostWaiting) throw new StageError('full', 'The voice has too much to say.');
      const id = nextId;
      nextId += 1;
      const pieces = createHandOver<SpeechAudio>();
      const stop = () => pieces.fail(signal.reason);
      signal.addEventListener('abort', stop, { once: true });
      me.asked.set(id, pieces);
      try {
        void me.ready.then(
          () => {
            if (me.asked.has(id)) me.process.tell({ do: 'say', id, text, language });
          },
          (error: unknown) => pieces.fail(error),
        );
        yield* pieces;
      } finally {
        signal.removeEventListener('abort', stop);
        if (me.asked.delete(id)) me.process.tell({ do: 'forget', id });
      }
    },
    async close() {
      isClosed = true;
      await running?.process.end();
    },
  };
}

const refused = ({ message, failure }: Extract<FromVoice, { is: 'refused' }>) =>
  failure === undefined
    ? new StageError('failed', `The voice refused the text: ${message}`)
    : new StageError(failure, message);
