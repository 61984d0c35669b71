import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export interface Writer {
  /** `<id> taken` or `<id> duplicate`, as far as they were acknowledged. */
  readonly lines: string[];
  /** Resolves when so many lines came, or the process ended. */
  acknowledged(count: number): Promise<void>;
  kill(): void;
  readonly ended: Promise<void>;
}

/** Starts `writer.ts` as a process of its own. */
export function startWriter(args: {
  engine: 'sqlite' | 'postgres';
  where: string;
  prefix: string;
  count: number;
  schema?: string;
}): Writer {
  const { engine, where, prefix, count, schema = '' } = args;
  const script = fileURLToPath(new URL('writer.ts', import.meta.url));
  const child = spawn(process.execPath, [script, engine, where, prefix, String(count), schema], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines: string[] = [];
  const reader = createInterface({ input: child.stdout });
  const waiting = new Set<() => void>();
  reader.on('line', (line) => {
    lines.push(line);
    for (const check of waiting) check();
  });
  const ended = Promise.all([once(child, 'exit'), once(reader, 'close')]).then(() => {
    for (const check of waiting) check();
  });
  return {
    lines,
    ended,
    kill: () => void child.kill('SIGKILL'),
    acknowledged: (wanted) =>
      new Promise((resolve) => {
        const check = () => {
          if (lines.length < wanted && child.exitCode === null && child.signalCode === null) return;
          waiting.delete(check);
          resolve();
        };
        waiting.add(check);
        check();
      }),
  };
}
