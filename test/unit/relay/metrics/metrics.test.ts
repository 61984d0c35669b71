import { describe, expect, it } from 'vitest';
import { createRelayMetrics } from '../../../../relay/src/metrics/relay-metrics.ts';
import { createWebhookCounts } from '../../../../relay/src/webhooks/webhook-counts.ts';
import { startTestRelay, TENANT } from '../../../support/relay-under-test.ts';
import { KEY, refusalOf, ringoverDesk, talk } from '../providers/provider-desk.ts';

const textOf = async (url: string) => {
  const answer = await fetch(`${url}/metrics`);
  return { status: answer.status, type: answer.headers.get('content-type'), text: await answer.text() };
};

describe('What an operator may watch', () => {
  it('is text that Prometheus reads, open to whoever reaches the relay', async () => {
    const relay = await startTestRelay();
    const { status, type, text } = await textOf(relay.url);
    expect(status).toBe(200);
    expect(type).toMatch(/^text\/plain; version=0\.0\.4/);
    for (const name of ['callbrief_streams', 'nodejs_eventloop_lag_seconds', 'process_cpu_seconds_total']) {
      expect(text).toContain(`# TYPE ${name} `);
    }
    expect((await textOf(relay.url)).status).toBe(200);
  });

  it('counts a webhook whose signature was refused, and a desktop that is connected', async () => {
    const relay = await startTestRelay();
    const before = (await textOf(relay.url)).text;
    expect(before).toContain('callbrief_webhooks_total{what="signatures_refused"} 0');
    await fetch(`${relay.url}/api/v1/webhooks/ringover`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-ringover-signature': 'wrong' },
      body: '{"call_id":"1"}',
    });
    const stream = await relay.stream(await relay.enrolDevice());
    await stream.until(() => stream.events.some(({ type }) => type === 'caught_up'));
    const { text } = await textOf(relay.url);
    expect(text).toContain('callbrief_webhooks_total{what="signatures_refused"} 1');
    expect(text).toContain('callbrief_streams 1');
  });

  it('names no firm, no person, no number and no key', async () => {
    const relay = await startTestRelay();
    await relay.enrolDevice('peeters');
    await relay.ring();
    const { text } = await textOf(relay.url);
    for (const secret of [TENANT, 'peeters', '32470', 'ringover-dev-secret']) expect(text).not.toContain(secret);
  });

  it('counts jobs by how they ended, and how many wait for how long', async () => {
    const now = new Date('2026-11-19T09:00:00.000Z');
    const due = [
      { tenantId: 'a', kind: 'fetch', count: 3, oldestDueAt: '2026-11-19T08:59:00.000Z' },
      { tenantId: 'b', kind: 'fetch', count: 1, oldestDueAt: '2026-11-19T08:50:00.000Z' },
    ] as const;
    const metrics = createRelayMetrics({
      webhooks: createWebhookCounts(),
      streams: () => 0,
      dueJobs: () => Promise.resolve({ due: [...due], now }),
    });
    metrics.observeJob('transcribe', 'done', 12);
    metrics.observeJob('transcribe', 'retried', 1);
    const text = await metrics.text();
    for (const line of [
      'callbrief_jobs_total{kind="transcribe",outcome="done"} 1',
      'callbrief_jobs_total{kind="transcribe",outcome="retried"} 1',
      'callbrief_job_seconds_sum{kind="transcribe",outcome="done"} 12',
      'callbrief_jobs_due{kind="fetch"} 4',
      'callbrief_jobs_due{kind="transcribe"} 0',
      'callbrief_jobs_oldest_seconds{kind="fetch"} 600',
    ])
      expect(text).toContain(line);
  });

  it('tells how requests to a provider ended, and how long they took', async () => {
    const metrics = createRelayMetrics({ webhooks: createWebhookCounts(), streams: () => 0 });
    const { api, account } = await ringoverDesk({ deps: { metrics, timeoutMs: 100 } });
    const { live } = talk(api.calls);
    await account.setHold(live, true);
    for (const fault of ['429', '500', 'hang', 'cut', 'refuse:no'] as const) {
      api.failNext('hang_up', fault);
      await refusalOf(account.hangUp(live));
    }
    const text = await metrics.text();
    const count = (outcome: string) =>
      new RegExp(`requests_total\\{provider="ringover",operation="hang_up",outcome="${outcome}"\\} (\\d)`).exec(
        text,
      )?.[1];
    const outcomes = ['rate_limited', 'failed', 'timed_out', 'unreachable', 'refused'];
    expect(outcomes.map(count)).toEqual(['1', '1', '1', '1', '1']);
    expect(text).toContain('operation="hold",outcome="ok"} 1');
    expect(text).toMatch(
      /callbrief_provider_request_seconds_count\{provider="ringover",operation="hold",outcome="ok"\} 1/,
    );
    expect(text).not.toContain(KEY);
  });
});

describe('GET /session', () => {
  it('says what the firm’s account at Ringover can do', async () => {
    const relay = await startTestRelay({ environment: { RINGOVER_API_KEY: 'an-api-key' } });
    const { accessToken } = await relay.enrolDevice();
    const { body } = await relay.ask('/api/v1/session', { token: accessToken });
    expect(body['capabilities']).toMatchObject({ ringover: { dial: true, hold: true }, sipgate: { dial: false } });
  });
});
