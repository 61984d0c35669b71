import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import { pino } from 'pino';
import type { Storage, StoredEvent, Tenant } from '../../../../relay/src/storage/port.ts';
import { openSqliteStorage } from '../../../../relay/src/storage/sqlite/open.ts';
import { noAccounts, noSecrets } from '../../../../relay/src/storage/tenant-row.ts';
import { defaultRouting } from '../../../../relay/src/tenants/default-routing.ts';
import { notShownKinds } from '../../../../relay/src/webhooks/not-shown.ts';
import type { ReceptionistDoor } from '../../../../relay/src/webhooks/receptionist-door.ts';
import { createWebhookRouter } from '../../../../relay/src/webhooks/router.ts';
import { createWebhookCounts } from '../../../../relay/src/webhooks/webhook-counts.ts';
import type { Call } from '@callbrief/relay/wire/call';

export const KEY = 'test-ringover-webhook-key-0001';

export interface Vector {
  key: string;
  url: string;
  body: string;
  publicKeyPem: string;
  headers: Record<string, string>;
}

/** Recorded from the providers' documented formulas, with keys of our own. */
export function vector(name: 'ringover' | 'sipgate'): Vector {
  return JSON.parse(readFileSync(new URL(`../../../fixtures/vectors/${name}.json`, import.meta.url), 'utf8')) as Vector;
}

export function firm(id: string, secrets: Partial<Tenant['secrets']> = {}, hookToken = `t_${id}`): Tenant {
  return {
    id,
    firm: { tenantId: id, name: id, country: 'BE', providers: ['ringover', 'sipgate'], lines: [] },
    hookToken,
    secrets: { ...noSecrets, ...secrets },
    accounts: noAccounts,
    routing: defaultRouting('BE'),
    createdAt: '2026-11-01T00:00:00.000Z',
  };
}

export interface Desk {
  url: string;
  storage: Storage;
  counts: ReturnType<typeof createWebhookCounts>;
  /** What went to the hub. */
  published: { tenantId: string; events: StoredEvent[] }[];
  logLines: () => Record<string, unknown>[];
  logText: () => string;
  post(
    path: string,
    body: string | Uint8Array,
    headers?: Record<string, string>,
  ): Promise<{ status: number; text: string; type: string; json: () => Record<string, unknown> }>;
  calls(tenantId: string): Promise<Call[]>;
  inbox(tenantId: string): Promise<{ total: number; unreadable: number; unknown: number }>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** The webhook routes alone, over real HTTP and a real SQLite file. */
export async function openDesk(
  tenants: Tenant[],
  options: {
    now?: () => Date;
    publicBaseUrl?: string;
    bodyLimitBytes?: number;
    wrap?: (storage: Storage) => Storage;
    receptionist?: ReceptionistDoor;
  } = {},
): Promise<Desk> {
  const folder = mkdtempSync(join(tmpdir(), 'callbrief-webhooks-'));
  const real = await openSqliteStorage({ path: join(folder, 'relay.db') });
  for (const tenant of tenants) await real.tenants.create(tenant);
  const storage = options.wrap?.(real) ?? real;
  const lines: string[] = [];
  const published: Desk['published'] = [];
  const counts = createWebhookCounts();
  const app = express();
  app.use(
    createWebhookRouter({
      storage,
      publish: (tenantId, events) => void published.push({ tenantId, events }),
      publicBaseUrl: options.publicBaseUrl ?? 'https://relay.example.test',
      now: options.now ?? (() => new Date()),
      log: pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) }),
      bodyLimitBytes: options.bodyLimitBytes ?? 64 * 1024,
      counts,
      ...(options.receptionist === undefined ? {} : { receptionist: options.receptionist }),
    }),
  );
  const server = app.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    storage: real,
    counts,
    published,
    logLines: () => lines.map((line) => JSON.parse(line) as Record<string, unknown>),
    logText: () => lines.join(''),
    async post(path, body, headers = {}) {
      const response = await fetch(url + path, { method: 'POST', body: Buffer.from(body), headers });
      const text = await response.text();
      return {
        status: response.status,
        text,
        type: response.headers.get('content-type') ?? '',
        json: () => JSON.parse(text) as Record<string, unknown>,
      };
    },
    calls: async (tenantId) => (await real.tenant(tenantId).callPage(null, 100)).items,
    inbox: (tenantId) => real.tenant(tenantId).inboxCounts(notShownKinds),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await real.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
