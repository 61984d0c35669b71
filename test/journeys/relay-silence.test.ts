import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { SECRET, startTestRelay, type RelayUnderTest } from '../support/relay-under-test.ts';
import { tempDir } from '../support/temp-dir.ts';

const MINUTE = 60_000;

describe('A call whose hangup never arrives', () => {
  it('stops ringing on every desktop, also after a restart, and a late answer still puts it right', async () => {
    let nowMs = Date.now();
    const options = {
      environment: { DATA_DIR: tempDir() },
      config: { silenceLookMs: 20 },
      overrides: { now: () => new Date(nowMs) },
    };
    const start = nowMs / 1000;
    const first = await startTestRelay(options);
    const tokens = await first.enrolDevice();
    await tell(first, { event: 'ringing', timestamp: start });
    await first.close();

    nowMs += 6 * MINUTE;
    const relay = await startTestRelay(options);
    const { body } = await relay.ask('/api/v1/tokens/refresh', {
      method: 'POST',
      body: { refreshToken: tokens.refreshToken },
    });
    const stream = await relay.stream({ accessToken: String(body['accessToken']) }, '/api/v1/events/stream?after=2');
    await stream.until(() => stream.ids().length === 2);
    expect(stream.events.filter(({ id }) => id !== null).map(({ data }) => data)).toMatchObject([
      { type: 'call_changed', cause: 'no_end', call: { outcome: 'missed', endCause: 'unknown' } },
      { type: 'call_event_created', metadata: { call_type: 'missed' } },
    ]);

    await tell(relay, { event: 'answered', timestamp: start + 20 });
    await stream.until(() => stream.ids().length === 3);
    expect(stream.events.at(-1)?.data).toMatchObject({
      cause: 'answered',
      call: { outcome: 'talking', endedAt: null },
    });
    await tell(relay, { event: 'hangup', timestamp: start + 80, duration_in_seconds: 60 });
    await stream.until(() => stream.ids().length === 5);
    expect(stream.events.slice(-2).map(({ data }) => data)).toMatchObject([
      { cause: 'ended', call: { outcome: 'answered', durationSeconds: 60 } },
      { type: 'call_event_created', metadata: { call_type: 'answered', duration_seconds: 60 } },
    ]);
  });
});

async function tell(
  relay: RelayUnderTest,
  { event, timestamp, ...more }: { event: string; timestamp: number; duration_in_seconds?: number },
): Promise<void> {
  const data = {
    call_id: '7534779999276888538',
    channel_id: '1',
    direction: 'inbound',
    from_number: '32470123456',
    to_number: '32471234567',
    ...more,
  };
  const payload = JSON.stringify({ resource: 'call', event, timestamp, data });
  const signature = createHmac('sha256', SECRET).update(payload).digest('hex');
  const answer = await fetch(`${relay.url}/api/v1/webhooks/ringover/event`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-ringover-signature': signature },
    body: payload,
  });
  expect(answer.status).toBe(200);
}
