import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { MediaError } from '../../../recordings/ports.ts';
import { createWavReader } from '../../../recordings/sound/wav.ts';
import type { Language } from '../../../wire/scalars.ts';
import { StageError } from '../../ports.ts';
import type { SpeechEngine } from '../voice-of-engine.ts';
import { saidByEspeak } from './said-by-espeak.ts';
import { createTurnsInOrder } from './turns-in-order.ts';

export interface EspeakOptions {
  /** Where it is not on the PATH. */
  program?: string | undefined;
  /** espeak-ng's names; its Belgian French says septante. */
  voices?: Readonly<Partial<Record<Language, string>>> | undefined;
  wordsPerMinute?: number | undefined;
  /** Processes at once; the others wait in order. */
  mostAtOnce?: number | undefined;
}

const VOICES: Readonly<Record<Language, string>> = { en: 'en-gb', fr: 'fr', nl: 'nl', de: 'de' };
/** Slower than its own 175: on a telephone, to people who did not expect a machine. */
const WORDS_PER_MINUTE = 150;
/** A process takes some 20 ms of one core for a sentence (measured), so more only delay each other. */
const MOST_AT_ONCE = 8;
/** 4,000 characters take half a second; the rest is for waiting in turn, and for a machine that is busy (ms). */
const PATIENCE_MS = 30_000;
const LONGEST_CHARS = 4_000;
/** The system has no process or file left for it: others may have, later. */
const FULL = new Set(['EAGAIN', 'EMFILE', 'ENFILE', 'ENOMEM']);

/** What is known of it without starting it. */
export function espeakFacts(options: EspeakOptions): Omit<SpeechEngine, 'say' | 'close'> {
  const voices = Object.values({ ...VOICES, ...options.voices });
  const speed = String(options.wordsPerMinute ?? WORDS_PER_MINUTE);
  return {
    // The same name is the same sound: sentences that were rendered are found by it.
    id: `espeak-ng:${voices.join('+')}@${speed}`.slice(0, 100),
    leavesMachine: false,
    region: null,
    languages: null,
    longestChars: LONGEST_CHARS,
    patienceMs: PATIENCE_MS,
    isQuick: true,
  };
}

/** espeak-ng, a process for each sentence (GPL-3, so never linked). The text goes over its standard input: no text is an option. */
export function createEspeakEngine(options: EspeakOptions = {}): SpeechEngine & { readonly running: number } {
  const program = options.program ?? 'espeak-ng';
  const voices = { ...VOICES, ...options.voices };
  const wordsPerMinute = options.wordsPerMinute ?? WORDS_PER_MINUTE;
  const turns = createTurnsInOrder(options.mostAtOnce ?? MOST_AT_ONCE);
  const closed = new AbortController();
  const running = new Set<ChildProcess>();

  return {
    ...espeakFacts(options),
    get running() {
      return running.size;
    },
    async close() {
      const gone = Array.from(running, (child) => once(child, 'close'));
      closed.abort(new StageError('failed', 'The relay is stopping.'));
      await Promise.all(gone);
    },
    async *say({ text, language, signal }) {
      const ended = AbortSignal.any([signal, closed.signal]);
      const leave = await turns.enter(ended);
      let child: ChildProcess | null = null;
      const kill = () => child?.kill('SIGKILL');
      try {
        child = spawn(
          program,
          ['-b', '1', '-v', voices[language], '-s', String(wordsPerMinute), '--stdin', '--stdout'],
          { stdio: ['pipe', 'pipe', 'pipe'], env: { PATH: process.env['PATH'] } },
        );
        running.add(child);
        ended.addEventListener('abort', kill, { once: true });
        const end = endOf(child, program, () => running.delete(child as ChildProcess));
        const reader = createWavReader();
        child.stdin?.on('error', () => undefined).end(saidByEspeak(text, language));
        try {
          for await (const bytes of child.stdout ?? []) {
            const samples = reader.push(bytes as Buffer);
            if (samples.length > 0) yield { samples, sampleRate: reader.format?.sampleRate ?? 0 };
          }
        } catch (error) {
          ended.throwIfAborted();
          const failure = error instanceof MediaError ? null : await end;
          throw failure ?? new StageError('failed', 'espeak-ng sent what is no sound.', error);
        }
        const failure = await end;
        ended.throwIfAborted();
        if (failure !== null) throw failure;
      } finally {
        ended.removeEventListener('abort', kill);
        kill();
        leave();
      }
    },
  };
}

/** @returns null: it ended well */
function endOf(child: ChildProcess, program: string, gone: () => void): Promise<StageError | null> {
  let complaint = '';
  child.stderr?.on('data', (part: Buffer) => (complaint = (complaint + part.toString()).slice(-300)));
  return new Promise((resolve) => {
    child.once('error', (error: NodeJS.ErrnoException) => {
      gone();
      resolve(
        error.code === 'ENOENT' || error.code === 'EACCES'
          ? new StageError('refused', `${program} is not installed here (Debian: apt-get install espeak-ng).`, error)
          : new StageError(FULL.has(error.code ?? '') ? 'full' : 'failed', `${program} could not be started.`, error),
      );
    });
    child.once('close', (code, signal) => {
      gone();
      if (code === 0) resolve(null);
      else if (signal !== null) resolve(new StageError('crashed', `espeak-ng was ended by ${signal}.`));
      else resolve(new StageError('failed', `espeak-ng ended with ${String(code)}: ${complaint.trim()}`));
    });
  });
}

/** Whether it can be used here, for the ladder of a call. */
export function hasEspeak(program = 'espeak-ng'): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(program, ['--version'], {
      stdio: 'ignore',
      timeout: 5_000,
      env: { PATH: process.env['PATH'] },
    });
    child.once('error', () => resolve(false));
    child.once('close', (code) => resolve(code === 0));
  });
}
