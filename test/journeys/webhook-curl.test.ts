import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { relayProcess } from './webhook-relay-process.ts';

/** HTTP contract section 1, as a person following the old guide types it; only the port is ours. */
const guide = `
SECRET="ringover-dev-secret"
PAYLOAD='{"call_id":"test-456","tenant_id":"tenant-1","call_type":"answered","caller_number":"+32470123456","callee_number":"+32471234567","direction":"inbound","duration_seconds":120,"started_at":"2026-02-17T10:30:00Z","recording_url":"https://example.com/recording.mp3"}'
SIGNATURE=$(echo -n "$PAYLOAD" | openssl dgst -sha256 -hmac "$SECRET" | cut -d' ' -f2)
curl -X POST http://localhost:8000/api/v1/webhooks/ringover -H "X-Ringover-Signature: $SIGNATURE" -H "Content-Type: application/json" -d "$PAYLOAD"
`;

it('the guide’s curl works as typed, and again as a duplicate, against a relay that knows only its secret', async () => {
  await using relay = await relayProcess();
  await relay.start();
  const type = async (script: string) => {
    const typed = script.replace('http://localhost:8000', relay.url);
    return JSON.parse((await promisify(execFile)('bash', ['-c', typed])).stdout) as unknown;
  };
  const answer = { call_id: 'test-456', contact_matched: false, case_linked: false };
  expect(await type(guide)).toEqual({ status: 'accepted', event_created: true, ...answer });
  expect(await type(guide)).toEqual({ status: 'duplicate', event_created: false, ...answer });
  expect(await type(guide.replace('$SECRET"', 'wrong"'))).toMatchObject({ status: 401, code: 'signature_refused' });
  await relay.kill();
  const storage = await relay.open();
  const { items } = await storage.tenant('tenant-1').callPage(null, 10);
  await storage.close();
  expect(items).toMatchObject([{ providerCallId: 'test-456', outcome: 'answered', durationSeconds: 120 }]);
});
