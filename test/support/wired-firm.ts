import { generateKeyPairSync } from 'node:crypto';
import type { PretendPerson } from '../../relay/simulator/life/person.ts';
import type { WireSide } from '../../relay/simulator/told/wires.ts';
import { readConfig } from '../../relay/src/config.ts';
import { createInvitation } from '../../relay/src/devices/invitation.ts';
import { startRelay, type RelayOverrides, type RunningRelay } from '../../relay/src/relay.ts';
import type { Tenant } from '../../relay/src/storage/port.ts';
import type { Call } from '../../relay/src/wire/call.ts';
import type { Message } from '../../relay/src/wire/message.ts';
import { vi } from 'vitest';
import { enrolDesktop, openDesktop, type DesktopApp } from './desktop-app.ts';
import { FIRM_LINE } from './generated-histories.ts';

const TENANT = 'tenant-1';
const KEY = 'ringover-test-secret';
const SIPGATE_SECRET = 'sipgate-test-secret';
const HOUR_MS = 3_600_000;

/** A real relay of one firm that takes every wire, and what a pretend provider needs to sign for it. */
export interface WiredFirm {
  relay: RunningRelay;
  store: ReturnType<RunningRelay['storage']['tenant']>;
  wires: WireSide;
  /** Sets the relay's clock, as sipgate's pushes get their time from it; null: it runs again. */
  setClock(at: Date | null): void;
  calls(): Promise<Call[]>;
  messages(): Promise<Message[]>;
  /** An invitation for its first person, once. */
  code(): Promise<string>;
  /** Enrolled at this firm as its first person, filled and up to date. */
  connectDesktop(dir: string): Promise<DesktopApp>;
  close(): Promise<void>;
}

/** @param people their first one enrols the desktops, as an admin */
export async function startWiredFirm(options: {
  dataDir: string;
  people: readonly PretendPerson[];
  /** Ringover's REST API, where the firm has connected it. */
  ringover?: Tenant['accounts']['ringover'];
  /** More of the relay's variables. */
  environment?: Readonly<Record<string, string>>;
  overrides?: RelayOverrides;
}): Promise<WiredFirm> {
  const pair = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  const config = readConfig({
    HOST: '127.0.0.1',
    PORT: '0',
    DATA_DIR: options.dataDir,
    RINGOVER_WEBHOOK_SECRET: KEY,
    LOG_LEVEL: 'silent',
    ...options.environment,
  });
  let clock: Date | null = null;
  // Nobody ends a silent call while the clock is moved about.
  const now = () => clock ?? new Date();
  const relay = await startRelay({ ...config, silenceLookMs: HOUR_MS }, { now, ...options.overrides });
  const tenant = await relay.storage.tenants.byId(TENANT);
  if (!tenant) throw new Error('The relay made no tenant.');
  const secrets = {
    ...tenant.secrets,
    sipgatePublicKeys: [pair.publicKey],
    sipgateWebhookSecrets: [SIPGATE_SECRET],
  };
  const accounts = { ...tenant.accounts, ringover: options.ringover ?? null };
  await relay.storage.tenants.update({ ...tenant, secrets, accounts });
  const store = relay.storage.tenant(TENANT);
  for (const [i, person] of options.people.entries()) {
    await store.putPerson({
      id: person.key,
      name: `${person.firstname} ${person.lastname}`,
      shortName: person.firstname,
      email: person.email,
      role: i === 0 ? 'admin' : 'lawyer',
      providerUserIds: [person.ringoverId, person.sipgateId],
      lines: [FIRM_LINE],
      assistsPersonIds: [],
      whereabouts: null,
      updatedAt: new Date().toISOString(),
    });
  }

  const code = async () => {
    const deps = { storage: relay.storage, now: () => new Date(), publicBaseUrl: relay.publicBaseUrl };
    return (await createInvitation(deps, { tenantId: TENANT, personId: options.people[0]?.key ?? '' })).code;
  };

  return {
    relay,
    store,
    code,
    wires: {
      relayUrl: relay.url,
      publicBaseUrl: relay.publicBaseUrl,
      hookToken: tenant.hookToken,
      ringoverKey: KEY,
      sipgatePrivateKeyPem: pair.privateKey,
      sipgateSecret: SIPGATE_SECRET,
      // V3's timestamp is of now, and the relay's clock may be elsewhere.
      signatures: 'v1',
    },
    setClock(at) {
      clock = at;
    },
    calls: () => everyPage((before) => store.callPage(before, 500)),
    messages: () => everyPage((before) => store.messagePage(before, 500)),
    async connectDesktop(dir) {
      await enrolDesktop(dir, relay.url, await code());
      const desktop = openDesktop({ dir });
      await desktop.fill();
      desktop.link.start();
      await vi.waitFor(
        () => {
          if (desktop.link.status().kind !== 'up_to_date') throw new Error(`Still ${desktop.link.status().kind}`);
        },
        { timeout: 20_000, interval: 20 },
      );
      return desktop;
    },
    close: () => relay.close(),
  };
}

async function everyPage<T>(page: (before: string | null) => Promise<{ items: T[]; next: string | null }>) {
  const all: T[] = [];
  for (let before: string | null = null; ;) {
    const { items, next } = await page(before);
    all.push(...items);
    if (next === null) return all;
    before = next;
  }
}
