import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { plainPhone, ringoverPhone } from '../../../../relay/simulator/phone/phone-dialect.ts';
import { callRelay } from '../../../../relay/simulator/phone/virtual-phone.ts';
import { readConfig } from '../../../../relay/src/config.ts';
import { createPlayoutClock } from '../../../../relay/src/media/playout/playout-clock.ts';
import { startTestRelay, TENANT } from '../../../support/relay-under-test.ts';
import { echo, loudFrames, tone, until } from './media-under-test.ts';

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return port;
}

describe('a relay', () => {
  it('takes streams on its own port and tells its firm which run', async () => {
    const relay = await startTestRelay();
    relay.media.setAudioHandler(echo);
    const { urls } = relay.media.expect({ tenantId: TENANT, callId: '7000000000000000001' });
    const { pathname, search } = new URL(urls.plain);
    const caller = await callRelay({
      url: `ws://127.0.0.1:${relay.port}${pathname}${search}`,
      dialect: plainPhone(8_000),
      clock: createPlayoutClock(),
    });
    onTestFinished(() => caller.hangUp());
    await caller.say(tone(100));
    await until(() => expect(loudFrames(caller.heard.frames)).toBe(5));
    const { accessToken } = await relay.enrolDevice();
    const status = await relay.ask('/api/v1/ringover/status', { token: accessToken });
    expect(status.body).toEqual({
      initialized: true,
      webhook_security_enabled: true,
      streaming_server: { is_running: true, host: '127.0.0.1', port: relay.port },
      active_streaming_calls: ['7000000000000000001'],
    });
    expect((await relay.ask('/api/v1/ringover/status')).status).toBe(401);
    expect((await relay.ask('/api/v1/ringover/status?tenant_id=other', { token: accessToken })).status).toBe(403);
  });

  it('stops within seconds though a call runs, and the caller is told', async () => {
    const relay = await startTestRelay();
    const { token } = relay.media.expect({ tenantId: TENANT, callId: 'call-1' });
    const caller = await callRelay({
      url: `ws://127.0.0.1:${relay.port}/ws/audio/call-1?token=${token}`,
      dialect: plainPhone(8_000),
      clock: createPlayoutClock(),
    });
    const beganMs = performance.now();
    await relay.close();
    expect(performance.now() - beganMs).toBeLessThan(4_000);
    expect((await caller.closed).code).toBe(1_001);
  });

  it('opens the port of the old guide for the streamer, with its token', async () => {
    const port = await freePort();
    const relay = await startTestRelay({
      environment: { RINGOVER_WEBSOCKET_PORT: String(port), RINGOVER_STREAMER_AUTH_TOKEN: 'streamer-token' },
    });
    relay.media.setAudioHandler(echo);
    relay.media.expect({ tenantId: TENANT, callId: 'call-1' });
    const caller = await callRelay({
      url: `ws://127.0.0.1:${port}/ws/ringover/streamer-token`,
      dialect: ringoverPhone(8_000),
      clock: createPlayoutClock(),
    });
    onTestFinished(() => caller.hangUp());
    await until(() => expect(relay.media.activeCalls(TENANT)).toEqual(['call-1']));
    expect(relay.media.server).toEqual({ isRunning: true, host: '127.0.0.1', port });
  });

  it('leads providers to the address that its streams have of their own', async () => {
    const relay = await startTestRelay({
      environment: { RINGOVER_WEBSOCKET_PORT: '0', MEDIA_PUBLIC_URL: 'https://media.firm.example/' },
    });
    const { token, urls } = relay.media.expect({ tenantId: TENANT, callId: 'call-1' });
    expect(urls.twilio).toBe(`wss://media.firm.example/ws/twilio/call-1/${token}`);
    expect(() => readConfig({ MEDIA_PUBLIC_URL: 'media.firm.example' })).toThrow('MEDIA_PUBLIC_URL');
  });

  it('has port 8001 for streams as soon as it is told of a streamer, and none before', () => {
    expect(readConfig({}).mediaStreams).toEqual({
      server: null,
      publicUrl: null,
      streamerToken: null,
      voiceAuthToken: null,
    });
    expect(readConfig({ RINGOVER_STREAMER_AUTH_TOKEN: 'streamer-token' }).mediaStreams.server).toEqual({
      host: '127.0.0.1',
      port: 8_001,
    });
  });

  it('closes all that it opened when the port for streams is taken', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    onTestFinished(() => void taken.close());
    await once(taken, 'listening');
    const { port } = taken.address() as AddressInfo;
    await expect(startTestRelay({ environment: { RINGOVER_WEBSOCKET_PORT: String(port) } })).rejects.toThrow(
      'EADDRINUSE',
    );
  });
});
