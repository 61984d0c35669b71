import { createHmac, generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { signRingoverV1 } from '../../../../relay/simulator/sign-ringover.ts';
import { signSipgate } from '../../../../relay/simulator/sign-sipgate.ts';
import type { Tenant } from '../../../../relay/src/storage/port.ts';
import { noReceptionist, type ReceptionistDoor } from '../../../../relay/src/webhooks/receptionist-door.ts';
import type { RouteOutcome } from '@callbrief/relay/wire/routing';
import { routingOf, rule } from '../routing/rules.ts';
import { firm, openDesk, type Desk } from './webhook-desk.ts';

const { publicKey, privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});
const JSON_SECRET = 'sipgate-webhook-secret-01';
const RINGOVER_KEY = 'key-of-call-events-01';
const BRIDGE = '+4940987699';
const agent = { kind: 'agent' as const };

function kanzlei(then: RouteOutcome = agent): Tenant {
  const tenant = firm('kanzlei', {
    sipgatePublicKeys: [publicKey],
    sipgateWebhookSecrets: [JSON_SECRET],
    ringoverWebhookKeys: [RINGOVER_KEY],
  });
  return { ...tenant, firm: { ...tenant.firm, country: 'DE' }, routing: routingOf([rule('r', {}, then)]) };
}

function onDuty(more: Partial<ReceptionistDoor> = {}) {
  const handedOver: unknown[] = [];
  const receptionist: ReceptionistDoor = {
    ...noReceptionist,
    takes: () => true,
    bridgeNumber: () => BRIDGE,
    handedOver: (call) => void handedOver.push(call),
    streamOf: ({ tenantId, callId }) => `wss://relay.example.test/ws/audio/${callId}?token=${tenantId}`,
    ...more,
  };
  return { receptionist, handedOver };
}

const push = (desk: Desk, form: string, query = '') =>
  desk.post(`/hooks/sipgate/t_kanzlei${query}`, form, { 'X-Sipgate-Signature': signSipgate(privateKey, form) });
const newCall = 'event=newCall&direction=in&from=4930123456&to=4940987654&callId=A1&origCallId=A1&user%5B%5D=&xcid=84';
const json = (desk: Desk) => {
  const text = JSON.stringify({
    event: 'newCall',
    callId: 'j1',
    from: '4930123456',
    to: '4940987654',
    direction: 'in',
  });
  return desk.post('/api/v1/webhooks/sipgate/call', text, {
    'X-Sipgate-Signature': createHmac('sha256', JSON_SECRET).update(text).digest('hex'),
    'Content-Type': 'application/json',
  });
};
const smartRouting = (desk: Desk) => {
  const at = '/hooks/ringover/t_kanzlei/routing';
  const body =
    '{"event":"routing","resource":"call","timestamp":1790000000,"data":{"call_id":7534779999276888538,"direction":"inbound","from_number":"4930123456","to_number":"4940987654"}}';
  const signature = signRingoverV1(RINGOVER_KEY, `https://relay.example.test${at}`, body);
  return desk.post(at, body, { 'X-Ringover-Webhook-Signature': signature });
};

describe('A call that the rules give to the receptionist', () => {
  it('is led by sipgate to the SIP bridge, with the caller’s own number, and is known again there', async () => {
    const { receptionist, handedOver } = onDuty();
    await using desk = await openDesk([kanzlei()], { receptionist });
    expect((await push(desk, newCall)).text).toContain('<Dial><Number>4940987699</Number></Dial>');
    expect(handedOver).toEqual([{ tenantId: 'kanzlei', providerCallId: 'A1', from: '+4930123456' }]);
  });

  it('is led there from a menu too', async () => {
    const { receptionist, handedOver } = onDuty();
    const menu: RouteOutcome = {
      kind: 'menu',
      playUrl: null,
      maxDigits: 1,
      timeoutSeconds: 5,
      choices: [{ digits: '1', then: agent }],
      otherwise: { kind: 'voicemail' },
    };
    await using desk = await openDesk([kanzlei(menu)], { receptionist });
    await push(desk, newCall);
    const answer = await push(desk, 'event=dtmf&dtmf=1&callId=A1', '?o=A1&m=r&t=4940987654');
    expect(answer.text).toContain('<Number>4940987699</Number>');
    expect(handedOver).toEqual([{ tenantId: 'kanzlei', providerCallId: 'A1', from: '+4930123456' }]);
  });

  it('is the receptionist’s when sipgate says that the bridge answered, and nobody’s of the firm', async () => {
    const { receptionist } = onDuty();
    await using desk = await openDesk([kanzlei()], { receptionist });
    await push(desk, newCall);
    const leg = 'direction=in&from=4930123456&to=4940987699&callId=B1&origCallId=A1&diversion=4940987654';
    await push(desk, `event=answer&${leg}&answeringNumber=4940987699`);
    expect(await desk.calls('kanzlei')).toMatchObject([{ outcome: 'talking', answeredBy: null }]);
    await push(desk, `event=hangup&cause=normalClearing&${leg}&answeringNumber=4940987699`);
    expect(await desk.calls('kanzlei')).toMatchObject([{ outcome: 'agent' }]);
  });

  it('is accepted in the JSON dialect with the address of its sound', async () => {
    await using desk = await openDesk([kanzlei()], { receptionist: onDuty().receptionist });
    expect((await json(desk)).json()).toEqual({
      action: 'accept',
      audio_stream: 'wss://relay.example.test/ws/audio/j1?token=kanzlei',
    });
  });

  it('is forwarded by Ringover to the number of the streamer, and left to its scenario without one', async () => {
    const { receptionist } = onDuty({ streamerNumber: () => '+4940987698' });
    await using desk = await openDesk([kanzlei()], { receptionist });
    expect((await smartRouting(desk)).json()).toMatchObject({ agents: [{ number: 4940987698 }] });
    await using other = await openDesk([kanzlei()], { receptionist: onDuty().receptionist });
    expect((await smartRouting(other)).status).toBe(204);
  });

  it.each([false, 'full'] as const)(
    'never reaches it when it takes none (%s): voicemail, and people’s own settings',
    async (takes) => {
      const { receptionist, handedOver } = onDuty({ takes: () => takes, streamerNumber: () => '+4940987698' });
      await using desk = await openDesk([kanzlei()], { receptionist });
      expect((await push(desk, newCall)).text).toContain('<Dial><Voicemail/></Dial>');
      expect((await json(desk)).json()).toEqual({ action: 'accept' });
      expect((await smartRouting(desk)).status).toBe(204);
      expect(handedOver).toEqual([]);
    },
  );

  it('is not kept waiting by a receptionist of which nothing is heard', async () => {
    const { receptionist } = onDuty({ takes: () => new Promise(() => {}) });
    await using desk = await openDesk([kanzlei()], { receptionist });
    const answer = await push(desk, newCall);
    expect(answer.status).toBe(200);
    expect(answer.text).not.toContain('<Dial>');
  });
});
