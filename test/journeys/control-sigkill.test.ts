import { expect, it, onTestFinished, vi } from 'vitest';
import { startPretendRingoverApi } from '../../relay/simulator/pretend-ringover-api.ts';
import { createInvitation } from '../../relay/src/devices/invitation.ts';
import { enrolmentWith, personNamed, TENANT } from '../support/relay-under-test.ts';
import { relayProcess } from './webhook-relay-process.ts';

const KEY = 'key-of-the-firm';
const LINE = '+3225550001';
const CLIENT = '+32470271836';

it('a relay killed while the provider is asked rings nobody and sends nothing a second time', async () => {
  const ringover = await startPretendRingoverApi({ keys: [{ key: KEY }], users: [], defaultNumber: LINE });
  onTestFinished(() => ringover.close());
  await using relay = await relayProcess({
    RINGOVER_API_KEY: KEY,
    RINGOVER_API_BASE_URL: ringover.url,
    RINGOVER_DEFAULT_CALLER_ID: LINE,
  });
  await relay.start();
  await relay.kill();
  const storage = await relay.open();
  await storage.tenant(TENANT).putPerson(personNamed('peeters', 'lawyer'));
  const deps = { storage, now: () => new Date(), publicBaseUrl: relay.url };
  const { code } = await createInvitation(deps, { tenantId: TENANT, personId: 'peeters' });
  await storage.close();
  await relay.start();
  const ask = async (path: string, body: object, token?: string): Promise<Record<string, unknown>> => {
    const answer = await fetch(`${relay.url}/api/v1${path}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify(body),
    });
    return (await answer.json()) as Record<string, unknown>;
  };
  const token = String((await ask('/enrolment', enrolmentWith(code)))['accessToken']);
  const dial = () => ask('/dial', { actionId: 'dial-1', to: CLIENT }, token);
  const write = () => ask('/messages', { id: 'message-1', to: CLIENT, body: 'Your file is ready.' }, token);

  ringover.failNext('dial', 'hang');
  ringover.failNext('sms', 'hang');
  const cut = Promise.allSettled([dial(), write()]);
  await vi.waitFor(
    () => expect([ringover.seenOf('dial').length, ringover.seenOf('sms').length]).toEqual([1, 1]),
    10_000,
  );
  await relay.kill();
  expect((await cut).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  await relay.start();
  expect(await dial()).toEqual({ actionId: 'dial-1', state: 'unconfirmed' });
  expect(await write()).toMatchObject({ id: 'message-1', state: 'sending' });
  expect([ringover.seenOf('dial').length, ringover.seenOf('sms').length]).toEqual([1, 1]);
});
