/** A relay as a process of its own on SQLite, with one tenant and one enrolled device. Prints what the bench needs. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../../relay/src/config.ts';
import { createInvitation } from '../../relay/src/devices/invitation.ts';
import { startRelay } from '../../relay/src/relay.ts';
import { largeHistory } from './large-history.ts';

const dataDir = process.env['BENCH_DATA_DIR'] ?? mkdtempSync(join(tmpdir(), 'callbrief-bench-'));
const relay = await startRelay(
  readConfig({ PORT: '0', DATA_DIR: dataDir, LOG_LEVEL: 'silent', RINGOVER_WEBHOOK_SECRET: 'bench-ringover-key' }),
);
const tenant = (await relay.storage.tenants.list())[0];
if (!tenant) throw new Error('the bench tenant was not made');
const store = relay.storage.tenant(tenant.id);
const { people, contacts, matters } = largeHistory(1, new Date());
for (const person of people) await store.putPerson(person);
for (const contact of contacts.slice(0, 300)) await store.putContact(contact, new Date().toISOString());
for (const matter of matters.slice(0, 100)) await store.putMatter(matter);
const first = people[0];
if (!first) throw new Error('nobody to enrol');
const invitation = () =>
  createInvitation(
    { storage: relay.storage, now: () => new Date(), publicBaseUrl: relay.url },
    { tenantId: tenant.id, personId: first.id },
  );
const answer = await fetch(`${relay.url}/api/v1/enrolment`, {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({
    code: (await invitation()).code,
    deviceName: `bench ${randomUUID()}`,
    platform: 'linux',
    appVersion: '0',
  }),
});
const tokens: unknown = await answer.json();
console.log(
  JSON.stringify({
    port: relay.port,
    hookToken: tenant.hookToken,
    publicBaseUrl: relay.publicBaseUrl,
    dataDir,
    tokens,
    enrolLink: (await invitation()).link,
    line: first.lines[0],
  }),
);
process.on('SIGTERM', () => void relay.close().then(() => process.exit(0)));
