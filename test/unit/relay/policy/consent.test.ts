import { expect, test } from 'vitest';
import { consentEntry, consentOf } from '../../../../relay/src/policy/consent.ts';
import type { AuditEntry } from '../../../../relay/src/wire/recording.ts';
import { startTestRelay, TENANT } from '../../../support/relay-under-test.ts';

const call = { startedAt: '2026-11-19T09:00:00.000Z', answeredAt: '2026-11-19T09:00:10.000Z' };
const at = (seconds: number) => new Date(Date.parse(call.answeredAt) + seconds * 1_000).toISOString();
const entries = (...of: [Parameters<typeof consentEntry>[0], number][]): AuditEntry[] =>
  of.map(([what, seconds], id) => ({ id, ...consentEntry(what, { callId: 'c1', at: at(seconds) }) }));

test('consent counts from the answer, and of several words the first of each kind', () => {
  expect(consentOf(call, [])).toEqual({ announcedAtMs: null, objectedAtMs: null });
  const said = entries(['recording_objected', 60], ['recording_announced', 30], ['recording_announced', 4]);
  expect(consentOf(call, said)).toEqual({ announcedAtMs: 4_000, objectedAtMs: 60_000 });
  expect(consentOf({ ...call, answeredAt: null }, said).announcedAtMs).toBe(14_000);
  // Announced while it still rang.
  expect(consentOf(call, entries(['recording_announced', -5])).announcedAtMs).toBe(0);
});

test('what was written down of it stands in the audit log, which nobody can change', async () => {
  const relay = await startTestRelay();
  const store = relay.storage.tenant(TENANT);
  await store.addAudit(consentEntry('recording_announced', { callId: 'c1', at: at(4) }));
  const { items } = await store.auditPage({ callId: 'c1' }, null, 10);
  expect(consentOf(call, items)).toEqual({ announcedAtMs: 4_000, objectedAtMs: null });
});
