import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { z } from 'zod';

const relayFacts = z.object({
  port: z.number(),
  hookToken: z.string(),
  publicBaseUrl: z.string(),
  dataDir: z.string(),
  /** For one desktop app, beside the device of `tokens`. */
  enrolLink: z.string(),
  /** A line of the person whom the link enrols. */
  line: z.string(),
  tokens: z.object({ accessToken: z.string(), refreshToken: z.string() }),
});

export const BENCH_RINGOVER_KEY = 'bench-ringover-key';

export interface BenchServer<T> {
  facts: T;
  pid: number;
  stop(): Promise<void>;
}

/** Server on one core, load on the other: on two cores they would otherwise steal from each other at random. */
function startOnFirstCore(file: string, args: string[] = []): ChildProcess {
  const script = new URL(file, import.meta.url).pathname;
  return spawn('taskset', ['-c', '0', process.execPath, ...args, script], { stdio: ['ignore', 'pipe', 'inherit'] });
}

async function started<T>(child: ChildProcess, shape: z.ZodType<T>): Promise<BenchServer<T>> {
  if (!child.stdout || child.pid === undefined) throw new Error('the server did not start');
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  return {
    facts: shape.parse(JSON.parse(line)),
    pid: child.pid,
    async stop() {
      if (child.exitCode !== null) return;
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      await gone;
    },
  };
}

export async function startBenchRelay(): Promise<BenchServer<z.infer<typeof relayFacts>>> {
  const relay = await started(startOnFirstCore('relay-process.ts'), relayFacts);
  return {
    ...relay,
    async stop() {
      await relay.stop();
      await rm(relay.facts.dataDir, { recursive: true, force: true });
    },
  };
}

export function startBareEndpoint(): Promise<BenchServer<{ port: number }>> {
  return started(startOnFirstCore('bare-endpoint.ts'), z.object({ port: z.number() }));
}
