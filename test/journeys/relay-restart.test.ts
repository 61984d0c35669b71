import { connect } from 'node:net';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { openStream } from '../support/relay-stream.ts';
import { ring, startTestRelay } from '../support/relay-under-test.ts';
import { tempDir } from '../support/temp-dir.ts';

describe('A relay that restarts', () => {
  it('ends its streams cleanly, answers 503 on lines that are still open, and the client misses nothing', async () => {
    const environment = { DATA_DIR: tempDir() };
    const first = await startTestRelay({ environment });
    const tokens = await first.enrolDevice();
    const stream = await first.stream(tokens);
    await first.ring('before');
    await stream.until(() => stream.ids().length === 2);

    const line = await slowRequest(first.port);
    const closing = first.close();
    line.finish();
    await vi.waitFor(() => expect(line.got()).toMatch(/^HTTP\/1.1 503 .*"code":"shutting_down"/s), 5_000);
    expect(line.got()).toMatch(/connection: close/i);
    await stream.until(() => stream.over() === 'ended');
    await closing;
    await expect(fetch(`${first.url}/healthz`)).rejects.toThrow('fetch failed');

    const second = await startTestRelay({ environment });
    await second.ring('while away');
    const cursor = String(stream.ids().at(-1));
    const again = await second.stream(tokens, '/api/v1/events/stream', { 'last-event-id': cursor });
    await again.until(() => again.ids().length === 2);
    expect([...stream.ids(), ...again.ids()]).toEqual([2, 3, 4, 5]);
  });

  it('closing twice is closing once', async () => {
    const relay = await startTestRelay();
    await Promise.all([relay.close(), relay.close()]);
    await expect(fetch(`${relay.url}/healthz`)).rejects.toThrow('fetch failed');
  });

  it('does not wait for a client that never closes its side', async () => {
    const relay = await startTestRelay();
    const { accessToken } = await relay.enrolDevice();
    const line = connect({ port: relay.port, host: '127.0.0.1', allowHalfOpen: true });
    onTestFinished(() => void line.destroy());
    line.on('error', () => undefined);
    let got = '';
    line.on('data', (chunk) => (got += String(chunk)));
    line.write(`GET /api/v1/events/stream HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${accessToken}\r\n\r\n`);
    await vi.waitFor(() => expect(got).toContain('caught_up'), 5_000);
    await expect(relay.close()).resolves.toBeUndefined();
  });

  it('a webhook that is under way when the relay stops is stored', async () => {
    const environment = { DATA_DIR: tempDir() };
    const first = await startTestRelay({ environment });
    const tokens = await first.enrolDevice();
    const answers = Promise.all(Array.from({ length: 20 }, (_, n) => ring(first.url, `call-${n}`).catch(() => null)));
    await vi.waitFor(
      async () => expect(await first.storage.tenant('tenant-1').lastEventId()).toBeGreaterThan(1),
      5_000,
    );
    await first.close();
    const acknowledged = (await answers).filter((answer) => answer?.status === 200 || answer?.status === 202).length;
    expect(acknowledged).toBeGreaterThan(0);
    const second = await startTestRelay({ environment });
    const { body } = await second.ask('/api/v1/calls', { token: tokens.accessToken });
    expect(body['total']).toBeGreaterThanOrEqual(acknowledged);
  });
});

/** A request whose last byte is still missing, so that it arrives while the relay closes. */
async function slowRequest(port: number): Promise<{ finish(): void; got(): string }> {
  const line = connect(port, '127.0.0.1');
  onTestFinished(() => void line.destroy());
  let got = '';
  line.on('data', (chunk) => (got += String(chunk)));
  line.on('error', () => undefined);
  await new Promise((resolve) => line.once('connect', resolve));
  // Answered once, so that the relay surely has the line; then half a request.
  line.write('GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n');
  await vi.waitFor(() => expect(got).toContain('callbrief-relay'), 5_000);
  got = '';
  line.write('GET /api/v1/session HTTP/1.1\r\nHost: x\r\n');
  // The half line is in the relay's hands when another request on a new line was answered after it.
  (await openStream(`http://127.0.0.1:${port}/healthz`, {})).close();
  return { finish: () => void line.write('\r\n'), got: () => got };
}
