import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect, createServer as createTcpServer, type AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { pino } from 'pino';
import { plainPhone } from '../../../../relay/simulator/phone/phone-dialect.ts';
import { callRelay } from '../../../../relay/simulator/phone/virtual-phone.ts';
import { createPlayoutClock } from '../../../../relay/src/media/playout/playout-clock.ts';
import type { MediaCall } from '../../../../relay/src/media/session/handlers.ts';
import { usualMediaLimits } from '../../../../relay/src/media/session/limits.ts';
import { openStreamsElsewhere } from '../../../../relay/src/media/thread/streams-elsewhere.ts';
import { mediaUnderTest, tone, until } from './media-under-test.ts';

const call = { tenantId: 'firm-a', callId: 'call-1' };

/** Streams whose thread dies when one of them is told to dial 666. */
async function dyingStreams() {
  const clock = createPlayoutClock();
  const begun: MediaCall[] = [];
  const ended: string[] = [];
  const streams = await openStreamsElsewhere(
    {
      admit: () => Promise.resolve({ kind: 'sound', dialect: 'plain', knownCall: call, bind: () => call } as never),
      main: createServer(),
      handlers: {
        audio: {
          begin: (live) => void begun.push(live),
          frame: () => {},
          end: (_, reason) => void ended.push(reason),
        },
        event: null,
      },
      limits: usualMediaLimits,
      nowMs: clock.nowMs,
      now: () => new Date(),
      log: pino({ level: 'silent' }),
    },
    { host: '127.0.0.1', port: 0 },
    new URL('../../../support/dying-stream-thread.ts', import.meta.url),
  );
  onTestFinished(() => streams.close());
  const dial = async () => {
    const url = `ws://127.0.0.1:${streams.port}/ws/audio/call-1?token=any`;
    const phone = await callRelay({ url, dialect: plainPhone(8_000), clock });
    onTestFinished(() => phone.hangUp());
    return phone;
  };
  return { dial, begun, ended, streams };
}

it('a thread that dies takes its calls with it, each is told to be gone, and the port takes calls again', async () => {
  const { dial, begun, ended, streams } = await dyingStreams();
  const phone = await dial();
  await until(() => expect(begun).toHaveLength(1));
  const [first] = begun;
  first?.playout.enqueue(1, tone(5_000).samples);
  const played = first?.playout.played();
  first?.sendDigits('666');
  expect((await phone.closed).code).toBe(1_006);
  await until(() => expect(ended).toEqual(['phone_gone']));
  expect(first?.signal.aborted).toBe(true);
  expect(await played).toBe(false);
  expect(streams.sessionCount).toBe(0);
  await until(dial);
  await until(() => expect(begun).toHaveLength(2));
});

it('a call that the thread has lost cannot end the next one', async () => {
  const { dial, begun, ended } = await dyingStreams();
  const phone = await dial();
  await until(() => expect(begun).toHaveLength(1));
  begun[0]?.sendDigits('666');
  await phone.closed;
  await until(() => expect(ended).toEqual(['phone_gone']));
  const next = await until(dial);
  await until(() => expect(begun).toHaveLength(2));
  begun[0]?.end();
  begun[1]?.sendDigits('1');
  await until(() => expect(next.heard.commands).toMatchObject([{ kind: 'digits', value: '1' }]));
  expect(ended).toEqual(['phone_gone']);
  expect(begun[1]?.signal.aborted).toBe(false);
});

it('where its port is taken the relay says so and does not start', async () => {
  const taken = createTcpServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  onTestFinished(() => void taken.close());
  const { port } = taken.address() as AddressInfo;
  await expect(mediaUnderTest({}, { host: '127.0.0.1', port })).rejects.toThrow('EADDRINUSE');
});

it('what is no sound is answered by the relay itself, also a body of unknown or too great a length', async () => {
  const { base } = await mediaUnderTest();
  const url = base.replace('ws', 'http');
  const post = (body: BodyInit) =>
    fetch(`${url}/api/v1/media/voice/hook-a`, { method: 'POST', body, duplex: 'half' } as RequestInit);
  const piecemeal = new ReadableStream({
    start(pieces) {
      pieces.enqueue(Buffer.from('CallSid='));
      pieces.enqueue(Buffer.from('CA1234567890ABCDE'));
      pieces.close();
    },
  });
  expect((await fetch(`${url}/api/v1/nothing-here`)).status).toBe(404);
  // Read to its end: only then it is known that nobody signed it.
  expect((await post(piecemeal)).status).toBe(401);
  expect((await post(new Uint8Array(200_000))).status).toBe(413);
});

it('a handshake that is none takes nobody’s place', async () => {
  const { media } = await mediaUnderTest();
  const { token } = media.expect(call);
  const line = connect(media.server.port, '127.0.0.1');
  onTestFinished(() => void line.destroy());
  await once(line, 'connect');
  const closed = once(line, 'close');
  const head = ['Host: relay', 'Connection: Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Version: 13'];
  line.write([`GET /ws/audio/call-1?token=${token} HTTP/1.1`, ...head, '', ''].join('\r\n'));
  line.resume();
  await closed;
  await until(() => expect(media.sessionCount).toBe(0));
});
