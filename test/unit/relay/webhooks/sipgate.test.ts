import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it, vi } from 'vitest';
import { signSipgate } from '../../../../relay/simulator/sign-sipgate.ts';
import { StorageError, type Storage } from '../../../../relay/src/storage/port.ts';
import { firm, openDesk, vector, type Desk } from './webhook-desk.ts';

const golden = vector('sipgate');
const { publicKey, privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});
const PATH = '/hooks/sipgate/t_kanzlei';
const kanzlei = (keys = [publicKey]) => {
  const tenant = firm('kanzlei', { sipgatePublicKeys: keys });
  return { ...tenant, firm: { ...tenant.firm, country: 'DE' } };
};
const send = (desk: Desk, form: string) =>
  desk.post(PATH, form, { 'X-Sipgate-Signature': signSipgate(privateKey, form) });
const xml = (url: string) => `<?xml version="1.0" encoding="UTF-8"?><Response onAnswer="${url}" onHangup="${url}"/>`;
const goOn = xml('https://relay.example.test/hooks/sipgate/t_kanzlei?o=54566B');

const newCall =
  'event=newCall&direction=in&from=4930123456&to=4940987654&callId=54566B&origCallId=54566B&user%5B%5D=Alice&userId%5B%5D=w0&fullUserId%5B%5D=1234567w0&xcid=84';
const answer =
  'event=answer&callId=54566B&origCallId=54566B&user=Alice&userId=w0&fullUserId=1234567w0&from=4930123456&to=4940987654&direction=in&answeringNumber=4940987654&xcid=84';
const hangup =
  'event=hangup&cause=normalClearing&callId=54566B&origCallId=54566B&from=4930123456&to=4940987654&direction=in&answeringNumber=4940987654&xcid=84';

describe('sipgate’s push', () => {
  it('of the recorded vector verifies, rings, and is told where to send answer and hangup', async () => {
    await using desk = await openDesk([kanzlei([golden.publicKeyPem])]);
    const reply = await desk.post(PATH, golden.body, golden.headers);
    const text = goOn.replaceAll('54566B', '54566B150B0C0D3A5D53');
    expect(reply).toMatchObject({ status: 200, type: 'application/xml', text });
    expect(await desk.calls('kanzlei')).toMatchObject([
      {
        provider: 'sipgate',
        providerCallId: '54566B150B0C0D3A5D53',
        outcome: 'ringing',
        fromNumber: '+4930123456',
        toNumber: '+4940987654',
      },
    ]);
  });

  it('is refused once it was re-encoded on the way', async () => {
    await using desk = await openDesk([kanzlei([golden.publicKeyPem])]);
    const reencoded = golden.body.replaceAll('%5B%5D', '[]');
    expect((await desk.post(PATH, reencoded, golden.headers)).status).toBe(401);
    expect(await desk.inbox('kanzlei')).toMatchObject({ total: 0 });
    expect(desk.logLines().map((line) => line['msg'])).toEqual(['Webhook signature verification failed']);
  });

  it.each([
    ['without a signature', {}],
    ['with text as a signature', { 'X-Sipgate-Signature': 'yes' }],
    ['with a signature of somebody else’s key', golden.headers],
  ])('is refused %s', async (_, headers) => {
    await using desk = await openDesk([kanzlei()]);
    expect((await desk.post(PATH, golden.body, headers)).status).toBe(401);
  });

  it('is checked against sipgate’s published key when the firm names no other', async () => {
    await using desk = await openDesk([kanzlei([])]);
    expect((await send(desk, newCall)).status).toBe(401);
  });

  it('rings, is answered by Alice and ends', async () => {
    await using desk = await openDesk([kanzlei()]);
    for (const form of [newCall, answer, hangup, answer])
      expect(await send(desk, form)).toMatchObject({ status: 200, type: 'application/xml' });
    expect(await desk.calls('kanzlei')).toMatchObject([
      { outcome: 'answered', answeredBy: { providerUserId: 'w0', name: 'Alice' }, endCause: 'normal' },
    ]);
    expect(await desk.inbox('kanzlei')).toMatchObject({ total: 3 });
  });

  it('rings at everybody it names, and whoever answers has the call', async () => {
    await using desk = await openDesk([kanzlei([golden.publicKeyPem, publicKey])]);
    await desk.post(PATH, golden.body, golden.headers);
    const ofVector = (form: string) => form.replaceAll('54566B', '54566B150B0C0D3A5D53');
    expect(await desk.calls('kanzlei')).toMatchObject([
      {
        outcome: 'ringing',
        legs: [
          { name: 'Alice', state: 'ringing' },
          { name: 'Bob', state: 'ringing' },
        ],
      },
    ]);
    await send(desk, ofVector(answer).replace('user=Alice&userId=w0', 'user=Bob&userId=w1'));
    expect(await desk.calls('kanzlei')).toMatchObject([
      {
        outcome: 'talking',
        answeredBy: { name: 'Bob' },
        legs: [
          { name: 'Alice', state: 'not_answered' },
          { name: 'Bob', state: 'talking' },
        ],
      },
    ]);
    await send(desk, ofVector(hangup));
    const [call] = await desk.calls('kanzlei');
    expect(call).toMatchObject({
      outcome: 'answered',
      legs: [
        { name: 'Alice', state: 'not_answered' },
        { name: 'Bob', state: 'answered' },
      ],
    });
    expect(call?.legs).toHaveLength(2);
  });

  it('is over for everybody it rang at when the caller gives up', async () => {
    await using desk = await openDesk([kanzlei([golden.publicKeyPem, publicKey])]);
    await send(desk, hangup.replaceAll('54566B', '54566B150B0C0D3A5D53').replace('normalClearing', 'cancel'));
    await desk.post(PATH, golden.body, golden.headers);
    expect(await desk.calls('kanzlei')).toMatchObject([
      {
        outcome: 'missed',
        endCause: 'cancelled',
        legs: [
          { name: 'Alice', state: 'not_answered' },
          { name: 'Bob', state: 'not_answered' },
        ],
      },
    ]);
  });

  it('of an outgoing call is answered and ended although those pushes name no user', async () => {
    await using desk = await openDesk([kanzlei()]);
    const id = 'callId=AB13&origCallId=AB13';
    await send(
      desk,
      `event=newCall&direction=out&from=4940987654&to=4915799912345&${id}&user%5B%5D=Alice&userId%5B%5D=w0`,
    );
    await send(desk, `event=answer&direction=out&from=4940987654&to=4915799912345&${id}`);
    expect(await desk.calls('kanzlei')).toMatchObject([
      { outcome: 'talking', legs: [{ name: 'Alice', state: 'talking' }] },
    ]);
    await send(desk, `event=hangup&cause=normalClearing&direction=out&from=4940987654&to=4915799912345&${id}`);
    const [call] = await desk.calls('kanzlei');
    expect(call).toMatchObject({ outcome: 'answered', legs: [{ name: 'Alice', state: 'answered' }] });
    expect(call?.legs).toHaveLength(1);
  });

  it('stays one call when it is forwarded under a new callId', async () => {
    await using desk = await openDesk([kanzlei()]);
    await send(desk, newCall);
    await send(desk, hangup.replace('normalClearing', 'forwarded'));
    await send(desk, newCall.replace('callId=54566B&', 'callId=NEXT&'));
    expect(await desk.calls('kanzlei')).toMatchObject([{ providerCallId: '54566B', outcome: 'ringing' }]);
  });

  it('of an anonymous caller, with an empty user and our aliases for names, rings too', async () => {
    await using desk = await openDesk([kanzlei()]);
    await send(
      desk,
      'event=newCall&direction=in&from=anonymous&to=4940987654&callId=AB12&originalCallId=AB11&user%5B%5D=&xcid=77aa&diversion=4940111222',
    );
    expect(await desk.calls('kanzlei')).toMatchObject([
      {
        providerCallId: 'AB11',
        fromNumber: null,
        anonymous: true,
        legs: [{ legId: 'AB12', providerUserId: null, name: null }],
      },
    ]);
  });

  it('of an outgoing call is an outbound call', async () => {
    await using desk = await openDesk([kanzlei()]);
    await send(
      desk,
      'event=newCall&direction=out&from=4940987654&to=4915799912345&callId=AB13&user%5B0%5D=Alice&userId%5B0%5D=w0',
    );
    expect(await desk.calls('kanzlei')).toMatchObject([
      { direction: 'outbound', toNumber: '+4915799912345', legs: [{ providerUserId: 'w0', name: 'Alice' }] },
    ]);
  });

  it.each([
    ['keys pressed before its call', 'event=dtmf&dtmf=012&callId=54566B', { total: 1, unreadable: 0, unknown: 0 }],
    ['an event nobody has heard of', 'event=sing&callId=54566B', { total: 1, unreadable: 0, unknown: 1 }],
    ['a form without an event', 'callId=54566B', { total: 1, unreadable: 1, unknown: 0 }],
    ['a form with broken encoding', 'event=newCall&callId=%ZZ', { total: 1, unreadable: 1, unknown: 0 }],
  ])('with %s is kept and acknowledged', async (_, form, counts) => {
    await using desk = await openDesk([kanzlei()]);
    expect(await send(desk, form)).toMatchObject({ status: 200, type: 'application/xml' });
    expect(await desk.inbox('kanzlei')).toEqual(counts);
  });
});

describe('while the store is full', () => {
  /** Fails as a full disk does, until told otherwise. */
  function fullDisk() {
    const disk = { full: true, tries: 0 };
    const wrap = (storage: Storage): Storage => ({
      ...storage,
      tenant: (id) => {
        const store = storage.tenant(id);
        return {
          ...store,
          accept: (delivery) => {
            disk.tries += 1;
            return disk.full ? Promise.reject(new StorageError('full', 'disk full')) : store.accept(delivery);
          },
        };
      },
    });
    return { disk, wrap };
  }

  it('the caller’s phone is not held up, and the call is in the history once there is room', async () => {
    const { disk, wrap } = fullDisk();
    let now = Date.now();
    await using desk = await openDesk([kanzlei()], { wrap, now: () => new Date(now) });
    expect(await send(desk, newCall)).toMatchObject({ status: 200, text: goOn });
    now += 20_000;
    expect(await send(desk, hangup)).toMatchObject({ status: 200 });
    expect(desk.published).toEqual([]);
    expect(desk.counts.heldBack).toBe(2);
    disk.full = false;
    await vi.waitFor(async () => expect(await desk.calls('kanzlei')).toMatchObject([{ outcome: 'missed' }]), 5_000);
    expect(desk.published).toHaveLength(2);
  });

  it('a bug of ours still lets the human call go on', async () => {
    await using desk = await openDesk([kanzlei()], {
      wrap: (storage) => ({
        ...storage,
        tenant: (id) => ({ ...storage.tenant(id), accept: () => Promise.reject(new Error('bug')) }),
      }),
    });
    expect(await send(desk, newCall)).toMatchObject({ status: 200, text: goOn });
    expect(desk.counts.lost).toBe(1);
  });

  it('a store that does not answer holds no caller up', async () => {
    await using desk = await openDesk([kanzlei()], {
      wrap: (storage) => ({
        ...storage,
        tenant: (id) => ({ ...storage.tenant(id), accept: () => new Promise(() => undefined) }),
      }),
    });
    expect(await send(desk, newCall)).toMatchObject({ status: 200, text: goOn });
  });
});
