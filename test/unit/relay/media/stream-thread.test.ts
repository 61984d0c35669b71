import { once } from 'node:events';
import { createServer } from 'node:http';
import { createServer as createTcpServer, type AddressInfo } from 'node:net';
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

it('a thread that dies takes its calls with it, each is told to be gone, and the port takes calls again', async () => {
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

it('where its port is taken the relay says so and does not start', async () => {
  const taken = createTcpServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  onTestFinished(() => void taken.close());
  const { port } = taken.address() as AddressInfo;
  await expect(mediaUnderTest({}, { host: '127.0.0.1', port })).rejects.toThrow('EADDRINUSE');
});

it('what is no sound is answered by the relay itself', async () => {
  const { base } = await mediaUnderTest();
  const answer = await fetch(`${base.replace('ws', 'http')}/api/v1/nothing-here`);
  expect(answer.status).toBe(404);
});
