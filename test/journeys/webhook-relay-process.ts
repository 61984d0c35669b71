import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { openSqliteStorage } from '../../relay/src/storage/sqlite/open.ts';
import type { Storage } from '../../relay/src/storage/port.ts';

export const root = fileURLToPath(new URL('../..', import.meta.url));

export interface RelayProcess {
  url: string;
  /** Waits until it listens. */
  start(): Promise<void>;
  /** No goodbye: as a power cut does it. */
  kill(): Promise<void>;
  /** While it is down: as if a minute had passed, the leases of its jobs are over. */
  endLeases(): void;
  /** Its data, read by this process while the relay is down. */
  open(): Promise<Storage>;
  output(): string;
  [Symbol.asyncDispose](): Promise<void>;
}

/** A relay as an operator runs it: its own process, a port of its own, configured by the old guide's variables. */
export async function relayProcess(environment: Record<string, string> = {}): Promise<RelayProcess> {
  const folder = mkdtempSync(join(tmpdir(), 'callbrief-relay-'));
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const output: string[] = [];
  let child: ChildProcess | null = null;
  const stop = async (signal: NodeJS.Signals) => {
    const ending = child;
    child = null;
    if (!ending || ending.exitCode !== null || ending.signalCode !== null) return;
    const gone = new Promise((resolve) => ending.once('exit', resolve));
    ending.kill(signal);
    await gone;
  };
  return {
    url,
    async start() {
      const started = spawn(process.execPath, ['relay/src/index.ts'], {
        cwd: root,
        env: {
          PATH: process.env['PATH'] ?? '',
          PORT: String(port),
          DATA_DIR: folder,
          LOG_LEVEL: 'info',
          RINGOVER_WEBHOOK_SECRET: 'ringover-dev-secret',
          ...environment,
        },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      child = started;
      for (const stream of [started.stdout, started.stderr]) stream.on('data', (data) => output.push(String(data)));
      // A test that runs out of time must not leave a relay behind.
      process.once('exit', () => started.kill('SIGKILL'));
      await untilStarted(started, output);
    },
    endLeases() {
      const db = new Database(join(folder, 'relay.sqlite'));
      db.prepare("UPDATE jobs SET due_at = '2000-01-01T00:00:00.000Z' WHERE state = 'running'").run();
      db.close();
    },
    kill: () => stop('SIGKILL'),
    open: () => openSqliteStorage({ path: join(folder, databaseName) }),
    output: () => output.join(''),
    async [Symbol.asyncDispose]() {
      await stop('SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** As storage-of-config.ts names it. */
const databaseName = 'relay.sqlite';

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

/** Its own line says when it listens; asking again and again would slow down what we wait for. */
function untilStarted(child: ChildProcess, output: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const ended = () => reject(new Error(`The relay ended at once:\n${output.join('')}`));
    const heard = output.length;
    child.once('exit', ended);
    child.stdout?.on('data', () => {
      if (!output.slice(heard).join('').includes('relay_started')) return;
      child.off('exit', ended);
      resolve();
    });
  });
}
