import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { signSipgate } from '../../../../relay/simulator/sign-sipgate.ts';
import { StorageError, type Storage, type Tenant } from '../../../../relay/src/storage/port.ts';
import { dial, gather, play, respond } from '../../../../relay/src/webhooks/providers/sipgate/reply.ts';
import type { RouteOutcome, Routing } from '@callbrief/relay/wire/routing';
import { personNamed } from '../../../support/relay-under-test.ts';
import { routingOf, rule } from '../routing/rules.ts';
import { firm, openDesk, type Desk } from './webhook-desk.ts';

const { publicKey, privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});
const PATH = '/hooks/sipgate/t_kanzlei';
const ADDRESS = `https://relay.example.test${PATH}`;
const newCall = 'event=newCall&direction=in&from=4930123456&to=4940987654&callId=A1&origCallId=A1&user%5B%5D=&xcid=84';

function kanzlei(then: RouteOutcome, routing: Partial<Routing> = {}): Tenant {
  const tenant = firm('kanzlei', { sipgatePublicKeys: [publicKey] });
  return { ...tenant, firm: { ...tenant.firm, country: 'DE' }, routing: routingOf([rule('r', {}, then)], routing) };
}
const send = (desk: Desk, form: string, to = PATH) =>
  desk.post(to, form, { 'X-Sipgate-Signature': signSipgate(privateKey, form) });

/** What stands between the root's tags; the root must ask for answer and hangup. */
function actionsIn(xml: string, callId = 'A1'): string {
  const url = `${ADDRESS}?o=${callId}`;
  const root = `<?xml version="1.0" encoding="UTF-8"?><Response onAnswer="${url}" onHangup="${url}"`;
  expect(xml.slice(0, root.length)).toBe(root);
  const rest = xml.slice(root.length);
  return rest === '/>' ? '' : (/^>(.*)<\/Response>$/.exec(rest)?.[1] ?? `not a reply: ${rest}`);
}
const routed = async (desk: Desk, form = newCall) => actionsIn((await send(desk, form)).text);

async function lines(desk: Desk, ...given: [string, string[]][]) {
  for (const [id, own] of given) {
    await desk.storage.tenant('kanzlei').putPerson({ ...personNamed(id, 'lawyer'), lines: own });
  }
}
const ring = (...personIds: string[]) => ({ kind: 'ring' as const, personIds, seconds: 20 });

describe('A call at sipgate is', () => {
  it.each<[string, RouteOutcome, string]>([
    ['let through', { kind: 'proceed' }, ''],
    ['sent to voicemail', { kind: 'voicemail' }, '<Dial><Voicemail/></Dial>'],
    ['sent to voicemail while there is no receptionist', { kind: 'agent' }, '<Dial><Voicemail/></Dial>'],
    ['told that the line is busy', { kind: 'reject', reason: 'busy' }, '<Reject reason="busy"/>'],
    ['rejected', { kind: 'reject', reason: 'rejected' }, '<Reject/>'],
    [
      'passed on to a number, to which the firm’s own is shown',
      { kind: 'transfer', to: '+491701234567' },
      '<Dial callerId="4940987654"><Number>491701234567</Number></Dial>',
    ],
  ])('%s', async (_, then, actions) => {
    await using desk = await openDesk([kanzlei(then)]);
    const answer = await send(desk, newCall);
    expect(answer).toMatchObject({ status: 200, type: 'application/xml' });
    expect(actionsIn(answer.text)).toBe(actions);
    expect(await desk.calls('kanzlei')).toMatchObject([{ providerCallId: 'A1', outcome: 'ringing' }]);
  });

  it('rung at the first line of each person that is not the line dialled', async () => {
    await using desk = await openDesk([kanzlei(ring('ada', 'bob', 'none', 'gone'))]);
    await lines(desk, ['ada', ['+4940987654', '+4940111']], ['bob', ['+4940222', '+4940223']], ['none', []]);
    expect(await routed(desk)).toBe('<Dial><Number>4940111</Number><Number>4940222</Number></Dial>');
  });

  it('let through when nobody named has a line', async () => {
    await using desk = await openDesk([kanzlei(ring('none'))]);
    await lines(desk, ['none', ['+4940987654']]);
    expect(await routed(desk)).toBe('');
    expect(desk.logText()).toContain('route_left_to_provider');
  });

  it('rung at five people at most, which is logged', async () => {
    const ids = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
    await using desk = await openDesk([kanzlei(ring(...ids))]);
    await lines(desk, ...ids.map((id, n): [string, string[]] => [id, [`+49401110${n}`]]));
    expect((await routed(desk)).match(/<Number>\d+<\/Number>/g)).toEqual(
      [0, 1, 2, 3, 4].map((n) => `<Number>49401110${n}</Number>`),
    );
    expect(desk.logLines()).toContainEqual(expect.objectContaining({ msg: 'route_rings_first_only', people: 7 }));
  });

  it('routed by who calls and which line was dialled', async () => {
    const voicemail = { kind: 'voicemail' as const };
    const rules = [
      rule('other', { lines: ['+4940000'] }, { kind: 'reject', reason: 'busy' as const }),
      rule('hidden', { caller: 'withheld' }, { kind: 'reject', reason: 'rejected' as const }),
      rule('german', { languages: ['de'], lines: ['+4940987654'] }, voicemail),
    ];
    await using desk = await openDesk([kanzlei(voicemail, { rules })]);
    expect(await routed(desk)).toBe('<Dial><Voicemail/></Dial>');
    expect(await routed(desk, newCall.replace('4930123456', 'anonymous'))).toBe('<Reject/>');
    expect(await routed(desk, newCall.replace('4930123456', '33612345678'))).toBe('');
  });

  it('rejected when the number is blocked, although a rule rings everybody', async () => {
    await using desk = await openDesk([kanzlei({ kind: 'voicemail' })]);
    const at = '2026-11-19T11:00:00.000Z';
    const blocked = { number: '+4930123456', comment: 'sells wine', byName: 'Ada', at };
    await desk.storage.tenant('kanzlei').setBlocked(blocked.number, blocked, at);
    expect(await routed(desk)).toBe('<Reject/>');
    expect(await routed(desk, newCall.replace('4930123456', '4930999999'))).toBe('<Dial><Voicemail/></Dial>');
    await desk.storage.tenant('kanzlei').setBlocked(blocked.number, null, at);
    expect(await routed(desk)).toBe('<Dial><Voicemail/></Dial>');
  });

  it('never touched when the firm itself calls', async () => {
    await using desk = await openDesk([kanzlei({ kind: 'reject', reason: 'busy' })]);
    expect(await routed(desk, newCall.replace('direction=in', 'direction=out'))).toBe('');
  });

  it('left where a person sent it: a leg that was passed on is not routed again', async () => {
    await using desk = await openDesk([kanzlei({ kind: 'voicemail' })]);
    const leg = newCall.replace('callId=A1&', 'callId=B2&').replace('xcid=84', 'xcid=84&diversion=4940987654');
    expect(await routed(desk, leg)).toBe('');
  });
});

it('an answer and a hangup that do not name their call are known by the address they were pushed to', async () => {
  await using desk = await openDesk([kanzlei({ kind: 'proceed' })]);
  await send(desk, newCall);
  await send(desk, newCall.replace('callId=A1&', 'callId=B2&'));
  await send(
    desk,
    'event=answer&direction=in&from=4930123456&to=4940987654&callId=B2&user=Ada&userId=w0',
    `${PATH}?o=A1`,
  );
  await send(
    desk,
    'event=hangup&cause=normalClearing&direction=in&from=4930123456&to=4940987654&callId=B2',
    `${PATH}/?o=A1`,
  );
  expect(await desk.calls('kanzlei')).toMatchObject([{ providerCallId: 'A1', answeredBy: { name: 'Ada' } }]);
});

it('an address that names a call is no signature: unsigned it is refused', async () => {
  await using desk = await openDesk([kanzlei({ kind: 'proceed' })]);
  expect((await desk.post(`${PATH}?o=A1`, newCall)).status).toBe(401);
  expect(await desk.inbox('kanzlei')).toMatchObject({ total: 0 });
});

describe('A menu', () => {
  const menu: RouteOutcome = {
    kind: 'menu',
    playUrl: 'https://firm.example/menu.wav?lang=de&v=2',
    maxDigits: 2,
    timeoutSeconds: 5,
    choices: [
      { digits: '1', then: { kind: 'transfer', to: '+491701234567' } },
      { digits: '2', then: ring('ada') },
      { digits: '09', then: { kind: 'voicemail' } },
      { digits: '*', then: { kind: 'reject', reason: 'busy' } },
      { digits: '7', then: { kind: 'proceed' } },
    ],
    otherwise: { kind: 'voicemail' },
  };
  const onData = (xml: string) => {
    const [, url = ''] = /onData="([^"]*)"/.exec(xml) ?? [];
    return url.replaceAll('&amp;', '&').replace('https://relay.example.test', '');
  };
  const press = async (desk: Desk, digits: string, to: string) =>
    actionsIn((await send(desk, `event=dtmf${digits}&callId=A1`, to)).text);

  it('is played and listens, and the keys come back to an address that knows the call, the menu and the line', async () => {
    await using desk = await openDesk([kanzlei(menu)]);
    const actions = await routed(desk);
    expect(actions).toBe(
      `<Gather onData="${ADDRESS}?o=A1&amp;m=r&amp;t=4940987654" maxDigits="2" timeout="5000" type="dtmf">` +
        '<Play><Url>https://firm.example/menu.wav?lang=de&amp;v=2</Url></Play></Gather>',
    );
    expect(onData(actions)).toBe(`${PATH}?o=A1&m=r&t=4940987654`);
  });

  it.each([
    ['1', '&dtmf=1', '<Dial callerId="4940987654"><Number>491701234567</Number></Dial>'],
    ['2', '&dtmf=2', '<Dial><Number>4940111</Number></Dial>'],
    ['2 and # to end', '&dtmf=2%23', '<Dial><Number>4940111</Number></Dial>'],
    ['0 and 9', '&dtmf=09', '<Dial><Voicemail/></Dial>'],
    ['*, which rejects a call that was taken for its menu already', '&dtmf=*', '<Hangup/>'],
    ['7', '&dtmf=7', ''],
    ['a key without meaning', '&dtmf=5', '<Dial><Voicemail/></Dial>'],
    ['nothing (empty)', '&dtmf=', '<Dial><Voicemail/></Dial>'],
    ['nothing (left out)', '', '<Dial><Voicemail/></Dial>'],
  ])('answers %s', async (_, digits, expected) => {
    await using desk = await openDesk([kanzlei(menu)]);
    await lines(desk, ['ada', ['+4940987654', '+4940111']]);
    expect(await press(desk, digits, onData(await routed(desk)))).toBe(expected);
  });

  it('without anything to play just listens', async () => {
    await using desk = await openDesk([kanzlei({ ...menu, playUrl: null })]);
    expect(await routed(desk)).toMatch(/^<Gather [^>]*><\/Gather>$/);
  });

  it('may be what happens when no rule holds', async () => {
    await using desk = await openDesk([kanzlei(menu, { rules: [], otherwise: menu })]);
    const back = onData(await routed(desk));
    expect(back).toBe(`${PATH}?o=A1&m=&t=4940987654`);
    expect(await press(desk, '&dtmf=09', back)).toBe('<Dial><Voicemail/></Dial>');
  });

  it('that was changed away while the caller listened lets the call go on', async () => {
    await using desk = await openDesk([kanzlei({ kind: 'voicemail' })]);
    expect(await press(desk, '&dtmf=1', `${PATH}?o=A1&m=r`)).toBe('');
    expect(await press(desk, '&dtmf=1', `${PATH}?o=A1&m=unknown`)).toBe('');
    expect(await press(desk, '&dtmf=1', `${PATH}?o=A1`)).toBe('');
  });
});

describe('Whatever happens on our side, the human call goes on:', () => {
  const never = () => new Promise<never>(() => undefined);
  const reject = { kind: 'reject' as const, reason: 'busy' as const };

  it.each<[string, (storage: Storage) => Storage]>([
    ['the directory hangs', (storage) => ({ ...storage, tenant: (id) => ({ ...storage.tenant(id), person: never }) })],
    [
      'the directory fails',
      (storage) => ({
        ...storage,
        tenant: (id) => ({ ...storage.tenant(id), person: () => Promise.reject(new Error('bug')) }),
      }),
    ],
    [
      'everything hangs',
      (storage) => ({ ...storage, tenant: (id) => ({ ...storage.tenant(id), person: never, accept: never }) }),
    ],
  ])('%s', async (_, wrap) => {
    await using desk = await openDesk([kanzlei(ring('ada'))], { wrap });
    expect(await routed(desk)).toBe('');
  });

  it.each<[string, () => Promise<never>]>([
    ['who calls cannot be found out in time', never],
    ['who calls cannot be found out', () => Promise.reject(new StorageError('unavailable', 'gone'))],
  ])('%s', async (_, ask) => {
    await using desk = await openDesk([kanzlei(reject)], {
      wrap: (storage) => ({
        ...storage,
        tenant: (id) => ({ ...storage.tenant(id), contactsByNumber: ask, openMattersOf: ask, isBlocked: ask }),
      }),
    });
    expect(await routed(desk)).toBe('');
    expect(await desk.calls('kanzlei')).toMatchObject([{ outcome: 'ringing' }]);
  });

  it('a store that is full changes nothing about what the rules say', async () => {
    await using desk = await openDesk([kanzlei(reject)], {
      wrap: (storage) => ({
        ...storage,
        tenant: (id) => ({ ...storage.tenant(id), accept: () => Promise.reject(new StorageError('full', 'full')) }),
      }),
    });
    expect(await routed(desk)).toBe('<Reject reason="busy"/>');
  });

  it.each<[string, Storage['tenants']['byHookToken']]>([
    ['whose address it is cannot be found out', () => Promise.reject(new StorageError('unavailable', 'gone'))],
    ['whose address it is cannot be found out in time', never],
  ])('%s', async (_, byHookToken) => {
    await using desk = await openDesk([kanzlei(reject)], {
      wrap: (storage) => ({ ...storage, tenants: { ...storage.tenants, byHookToken } }),
    });
    const answer = await send(desk, newCall);
    expect(answer).toMatchObject({ status: 200, type: 'application/xml' });
    expect(answer.text).toContain(`<Response onAnswer="${ADDRESS}" onHangup="${ADDRESS}"/>`);
    expect(desk.counts.lost).toBe(1);
  });
});

describe('The XML', () => {
  it('keeps hostile texts as texts', () => {
    const hostile = `https://x.example/"><Hangup/>&'<!--]]>\u0000\u0008\ud800`;
    const inert = 'https://x.example/&quot;&gt;&lt;Hangup/&gt;&amp;&apos;&lt;!--]]&gt;';
    expect(play(hostile)).toBe(`<Play><Url>${inert}</Url></Play>`);
    expect(respond(hostile)).toBe(
      `<?xml version="1.0" encoding="UTF-8"?><Response onAnswer="${inert}" onHangup="${inert}"/>`,
    );
    expect(gather({ onData: hostile, maxDigits: 1, timeoutMs: 2_000, prompt: null })).toContain(`onData="${inert}"`);
    expect(dial(['+49<Hangup/>'], '+49"')).toBe('<Dial callerId="49&quot;"><Number>49&lt;Hangup/&gt;</Number></Dial>');
  });

  it('of a call id made to break out of it stays one address', async () => {
    await using desk = await openDesk([kanzlei({ kind: 'proceed' })]);
    const id = encodeURIComponent('"/><Hangup/>&m=r');
    const { text } = await send(desk, newCall.replaceAll('A1', id));
    expect(text).not.toContain('<Hangup');
    expect(text).toContain('?o=%22%2F%3E%3CHangup%2F%3E%26m%3Dr"');
  });
});
