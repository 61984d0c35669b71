import { spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { MediaError } from '../ports.ts';

/** The one program that reads everything telephone systems write. */
export interface Ffmpeg {
  /**
   * @param run.input goes to its first pipe
   * @param run.outputs what comes out of `pipe:1` and `pipe:3`
   * @throws MediaError corrupt when it could not make anything of the input, timed_out, interrupted
   */
  run(run: {
    args: readonly string[];
    input: Readable | null;
    outputs: readonly Writable[];
    signal: AbortSignal;
    timeoutMs: number;
  }): Promise<void>;
}

/** It asks nobody, says only what went wrong, and leaves the other core to those who call. */
const always = ['-hide_banner', '-nostdin', '-v', 'error', '-threads', '1'];
const LONGEST_COMPLAINT = 2_000;

/**
 * Looked for once, at the start. Null: there is none, or one that cannot write Opus, and then recordings stay as they came
 * where that can be played.
 */
export async function findFfmpeg(command = 'ffmpeg'): Promise<Ffmpeg | null> {
  const encoders = await new Promise<string>((resolve) => {
    const child = spawn(command, ['-hide_banner', '-nostdin', '-encoders'], { stdio: ['ignore', 'pipe', 'ignore'] });
    let text = '';
    child.stdout.on('data', (part: Buffer) => (text += part.toString('latin1')));
    child.once('error', () => resolve(''));
    child.once('close', () => resolve(text));
  });
  return encoders.includes(' libopus ') ? createFfmpeg(command) : null;
}

function createFfmpeg(command: string): Ffmpeg {
  return {
    async run({ args, input, outputs, signal, timeoutMs }) {
      const pipes = [0, 1, 2, 3].map((fd) => isPiped(fd, input, outputs));
      const child = spawn(command, [...always, ...args], { stdio: pipes });
      let isLate = false;
      const kill = () => void child.kill('SIGKILL');
      const timer = setTimeout(() => {
        isLate = true;
        kill();
      }, timeoutMs);
      signal.addEventListener('abort', kill, { once: true });
      if (signal.aborted) kill();
      let complaint = '';
      child.stderr?.on('data', (part: Buffer) => {
        complaint = (complaint + part.toString('utf8')).slice(-LONGEST_COMPLAINT);
      });
      const ended = new Promise<number | null>((resolve, reject) => {
        child.once('error', reject).once('close', resolve);
      });
      try {
        const flows = outputs.map((output, index) =>
          pipeline(child.stdio[index === 0 ? 1 : 3] as Readable, output).catch((error: unknown) => {
            // Whoever takes what comes refuses it (too long, no room): there is nothing more to do.
            kill();
            throw error;
          }),
        );
        if (input !== null) flows.push(feed(input, child.stdin));
        const [code] = await Promise.all([ended, ...flows]);
        if (isLate) throw new MediaError('timed_out', 'Converting took too long.', { retryable: true });
        if (signal.aborted) throw new MediaError('interrupted', 'Converting was stopped.', { retryable: true });
        if (code !== 0) throw new MediaError('corrupt', `ffmpeg: ${complaint.trim()}`, { retryable: false });
      } finally {
        clearTimeout(timer);
        signal.removeEventListener('abort', kill);
        kill();
        input?.destroy();
        await ended.catch(() => {});
      }
    },
  };
}

function isPiped(fd: number, input: Readable | null, outputs: readonly Writable[]): 'pipe' | 'ignore' {
  if (fd === 0) return input === null ? 'ignore' : 'pipe';
  if (fd === 2) return 'pipe';
  return outputs.length > (fd === 1 ? 0 : 1) ? 'pipe' : 'ignore';
}

/** ffmpeg may have had enough (its limit of time, an input it does not understand) before it was given all. */
async function feed(input: Readable, stdin: Writable | null): Promise<void> {
  if (stdin === null) return;
  try {
    await pipeline(input, stdin);
  } catch (error) {
    const { code } = error as { code?: unknown };
    if (code !== 'EPIPE' && code !== 'ERR_STREAM_PREMATURE_CLOSE' && code !== 'ECONNRESET') throw error;
  }
}
