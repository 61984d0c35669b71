import { onTestFinished, describe, expect, it, vi } from 'vitest';
import pino from 'pino';
import type { Language } from '@callbrief/relay/wire/scalars';
import type { PersonPresence } from '@callbrief/relay/wire/control';
import { createFirmTools } from '../../relay/src/agent/firm-tools.ts';
import { callbackIdOf } from '@callbrief/relay/wire/callback';
import { contactNamed, matterOf, NOW } from '../contract/storage/made-up.ts';
import { personNamed, startTestRelay, TENANT } from '../support/relay-under-test.ts';
import { intakes, shippedScript, startScriptedTalk } from '../support/scripted-talk.ts';

/** A Thursday at eleven in Brussels. */
const TALK_AT = new Date('2026-11-19T10:00:00.000Z');
const CALLER = '+32470271836';
const never = new AbortController().signal;

/** A firm with Me Peeters at a desktop, and a caller whom nobody could answer. */
async function firmWithCaller(given: { presence?: PersonPresence[]; isAnswered?: boolean } = {}) {
  const relay = await startTestRelay();
  const tokens = await relay.enrolDevice('peeters');
  const store = relay.storage.tenant(TENANT);
  const stream = await relay.stream(tokens);
  const tenant = await relay.storage.tenants.byId(TENANT);
  if (!tenant) throw new Error('no tenant');
  const transfer = vi.fn(async () => ({ isAnswered: given.isAnswered ?? false }));
  const talkTo = async (language: Language, callId: string, number: string | null = CALLER) => {
    const tools = createFirmTools({
      store,
      now: () => TALK_AT,
      log: pino({ level: 'silent' }),
      publish: () => undefined,
      presence: async () => given.presence ?? [],
      hours: async () => tenant.routing.hours,
      transfer,
      caller: { callId, number, wantedPersonId: null, since: TALK_AT.toISOString() },
      noteOf: (spoken) => shippedScript(spoken).note,
    });
    const talk = await startScriptedTalk(language, (call) => tools.run(call, never), {
      callerNumber: number,
      now: () => TALK_AT,
    });
    return { talk, tools };
  };
  /** As a desktop reads it. */
  const owed = async (callId: string) => {
    const { status, body } = await relay.ask(`/api/v1/callbacks/${callbackIdOf(callId)}`, {
      token: tokens.accessToken,
    });
    return { status, body };
  };
  onTestFinished(() => stream.close());
  return { relay, store, talkTo, owed, transfer };
}

describe('A caller who talks to the scripted receptionist', () => {
  it.each(Object.keys(intakes) as Language[])(
    'in %s is owed a call with name, number, urgency and language',
    async (language) => {
      const { talkTo, owed } = await firmWithCaller();
      const { talk } = await talkTo(language, `call-${language}`);
      const { says, name, number, urgency, language: spoken } = intakes[language];
      await talk.sayAll(says);
      expect(talk.ended()).toBe('done');
      const { status, body } = await owed(`call-${language}`);
      expect(status).toBe(200);
      expect(body).toMatchObject({
        source: 'agent',
        callId: `call-${language}`,
        callerName: name,
        number,
        urgency,
        status: 'please_call_back',
        closed: null,
        contactId: null,
        matterId: null,
      });
      expect(body['reason']).toContain(says[1]);
      expect(body['reason']).toContain(spoken);
    },
  );

  it('is filed under the only open matter of the contact whose number it is, and no matter is named to them', async () => {
    const { store, talkTo, owed } = await firmWithCaller();
    await store.putContacts([{ ...contactNamed('Anna Whittaker', CALLER), id: 'anna' }], NOW);
    await store.putContacts([{ ...contactNamed('Immo Zuid', '+3225550000'), id: 'immo' }], NOW);
    await store.putMatters(
      [
        matterOf('anna', {
          id: 'm1',
          number: '2026/0318',
          title: 'Whittaker / Immo Zuid',
          parties: [
            { contactId: 'anna', role: 'client', representedBy: null },
            { contactId: 'immo', role: 'opposing_party', representedBy: null },
          ],
        }),
      ],
      NOW,
    );
    const { talk, tools } = await talkTo('en', 'call-1');
    await talk.sayAll(intakes.en.says);
    const { body } = await owed('call-1');
    expect(body).toMatchObject({
      contactId: 'anna',
      matterId: 'm1',
      // Three in the afternoon of the next day, by the firm's clock.
      dueFrom: '2026-11-20T14:00:00.000Z',
    });
    expect(tools.partyHit()).toEqual({ name: 'Immo Zuid', matterNumber: '2026/0318' });
    expect(talk.everythingSaid()).not.toMatch(/2026\/0318|Whittaker \/|Immo/);
  });

  it('of two open matters gets none, unless they say its number', async () => {
    const { store, talkTo, owed } = await firmWithCaller();
    await store.putContacts([{ ...contactNamed('Anna', CALLER), id: 'anna' }], NOW);
    await store.putMatters(
      [matterOf('anna', { id: 'm1', number: '2026/0318' }), matterOf('anna', { id: 'm2', number: '2026/0400' })],
      NOW,
    );
    const begin = intakes.en.says.slice(0, 6);
    for (const [party, matterId] of [
      ['none', null],
      ['It is about 2026/0400', 'm2'],
    ] as const) {
      const callId = `call-${party}`.slice(0, 12);
      const { talk } = await talkTo('en', callId);
      await talk.sayAll([...begin, party, 'call back', 'as soon as possible']);
      expect((await owed(callId)).body).toMatchObject({ contactId: 'anna', matterId });
    }
  });

  it('cannot be filed under a name that they only say', async () => {
    const { store, talkTo, owed } = await firmWithCaller();
    await store.putContacts([{ ...contactNamed('Anna Whittaker', '+32479999999'), id: 'anna' }], NOW);
    await store.putMatters([matterOf('anna', { id: 'm1' })], NOW);
    const { talk } = await talkTo('en', 'call-1');
    await talk.sayAll(intakes.en.says);
    expect((await owed('call-1')).body).toMatchObject({
      contactId: null,
      matterId: null,
      callerName: 'Anna Whittaker',
    });
  });

  it('does not learn of a restricted matter through its parties, and neither does the firm', async () => {
    const { store, talkTo } = await firmWithCaller();
    await store.putContacts([{ ...contactNamed('Immo Zuid', '+3225550000'), id: 'immo' }], NOW);
    await store.putMatters([matterOf('immo', { id: 'm1', restrictedTo: [], responsiblePersonId: 'peeters' })], NOW);
    const { talk, tools } = await talkTo('en', 'call-1');
    await talk.sayAll(intakes.en.says);
    expect(tools.partyHit()).toBeNull();
  });

  it('gets the next free half hour when somebody else has theirs, and no Sunday', async () => {
    const { talkTo, owed } = await firmWithCaller();
    const begin = [...intakes.en.says.slice(0, 6), 'none', 'call back'];
    const first = await talkTo('en', 'call-1');
    await first.talk.sayAll([...begin, 'tomorrow at ten']);
    const second = await talkTo('en', 'call-2', '+32471000000');
    expect(await second.talk.sayAll([...begin, 'tomorrow at ten'])).toContain('10:30');
    await second.talk.say('yes');
    expect((await owed('call-2')).body).toMatchObject({ dueFrom: '2026-11-20T09:30:00.000Z' });
    const third = await talkTo('en', 'call-3', '+32472000000');
    expect(await third.talk.sayAll([...begin, 'on Sunday morning'])).toContain('Monday 23 November at 9:00');
  });

  it('who wants a person gets the one who is free, and is owed a call when that one does not answer', async () => {
    const presence: PersonPresence[] = [
      { personId: 'peeters', state: 'talking', until: null },
      { personId: 'maes', state: 'free', until: null },
    ];
    const { store, talkTo, owed, transfer } = await firmWithCaller({ presence });
    await store.putPerson(personNamed('maes', 'receptionist'));
    const { talk } = await talkTo('en', 'call-1');
    expect(await talk.say('I want to speak to a human')).toMatch(/Person maes.*nobody could take the call/);
    expect(transfer).toHaveBeenCalledWith('maes', expect.anything());
    await talk.say('About my lease');
    await talk.hear({ kind: 'gone' });
    expect((await owed('call-1')).body).toMatchObject({
      number: CALLER,
      reason: expect.stringContaining('About my lease') as string,
    });
  });

  it('whose call was missed is on that call: desktops show one entry, not two', async () => {
    const { relay, store, talkTo, owed } = await firmWithCaller();
    await relay.ring('missed-1');
    const callId = (await store.callPage(null, 1)).items[0]?.id ?? '';
    const { talk } = await talkTo('en', callId, '+32470123456');
    await talk.sayAll(intakes.en.says);
    expect((await owed(callId)).body).toMatchObject({ source: 'agent', number: '+32470123456' });
    expect(await store.openCallbacks()).toHaveLength(1);
  });
});
