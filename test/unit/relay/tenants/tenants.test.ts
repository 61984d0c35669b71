import { describe, expect, it } from 'vitest';
import { createLogger } from '../../../../relay/src/logging/create-logger.ts';
import { pruneDeliveries } from '../../../../relay/src/tenants/prune-deliveries.ts';
import { ring, startTestRelay, TENANT } from '../../../support/relay-under-test.ts';
import { tempDir } from '../../../support/temp-dir.ts';

describe('The tenant of the environment', () => {
  it('keeps its addresses when its secret is rotated, and the new secret counts', async () => {
    const DATA_DIR = tempDir();
    const old = 'an-older-secret';
    const first = await startTestRelay({ environment: { DATA_DIR, RINGOVER_WEBHOOK_SECRET: old } });
    const before = await first.storage.tenants.byId(TENANT);
    expect((await ring(first.url, 'signed with a secret that is not known yet')).status).toBe(401);
    await first.close();
    const rotation = { RINGOVER_WEBHOOK_SECRET_PREVIOUS: old };
    const second = await startTestRelay({ environment: { DATA_DIR, ...rotation } });
    const after = await second.storage.tenants.byId(TENANT);
    expect(after?.hookToken).toBe(before?.hookToken);
    expect(after?.secrets.ringoverWebhookKeys).toHaveLength(2);
    expect((await second.ring('signed with the new secret')).ok).toBe(true);
  });

  it('is not made in a store that has other firms', async () => {
    const DATA_DIR = tempDir();
    const first = await startTestRelay({ environment: { DATA_DIR } });
    await first.close();
    const second = await startTestRelay({ environment: { DATA_DIR, DEFAULT_TENANT_ID: 'another' } });
    expect((await second.storage.tenants.list()).map(({ id }) => id)).toEqual([TENANT]);
  });
});

describe('Raw deliveries', () => {
  it('go after the days that the operator keeps them; the call stays', async () => {
    let nowMs = Date.now();
    const now = () => new Date(nowMs);
    const relay = await startTestRelay({ overrides: { now } });
    await relay.ring();
    const deps = { storage: relay.storage, now, log: createLogger({ level: 'silent' }), days: 30 };
    const stored = async () => (await relay.storage.tenant(TENANT).inboxCounts()).total;
    nowMs += 29 * 86_400_000;
    await pruneDeliveries(deps);
    expect(await stored()).toBe(1);
    nowMs += 2 * 86_400_000;
    await pruneDeliveries(deps);
    expect(await stored()).toBe(0);
    expect((await relay.storage.tenant(TENANT).callPage(null, 10)).total).toBe(1);
  });
});
