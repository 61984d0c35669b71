import { describe, expect, it } from 'vitest';
import type {
  CheckedScript,
  ReceptionistEngine,
  ReceptionistSettings,
  TriedScript,
} from '@callbrief/relay/wire/receptionist';
import { startTestRelay, TENANT } from '../../../support/relay-under-test.ts';
import { scriptText } from '../../../support/scripted-talk.ts';

const hearing = { AGENT_HEARING: 'sherpa:nemotron-3.5-streaming-160ms' };
const cloud = {
  AGENT_HEARING: 'deepgram',
  DEEPGRAM_API_KEY: 'key-d',
  LANGUAGE_MODEL: 'openai:https://models.example',
  LANGUAGE_MODEL_NAME: 'mistral-small',
  LANGUAGE_MODEL_REGION: 'us',
};

async function firm(environment: Record<string, string> = hearing) {
  const relay = await startTestRelay({ environment });
  const admin = (await relay.enrolDevice('delcourt', 'admin')).accessToken;
  const lawyer = (await relay.enrolDevice('peeters', 'lawyer')).accessToken;
  const store = relay.storage.tenant(TENANT);
  const path = '/api/v1/receptionist';
  return {
    relay,
    store,
    admin,
    lawyer,
    settings: () => store.receptionist(),
    read: async (token = lawyer) => (await relay.ask(path, { token })).body as unknown as ReceptionistSettings,
    save: (body: unknown, token = admin) => relay.ask(path, { token, method: 'PUT', body }),
    engines: async () =>
      (await relay.ask(`${path}/engines`, { token: lawyer })).body['engines'] as ReceptionistEngine[],
    check: async (body: unknown) =>
      (await relay.ask(`${path}/check`, { token: lawyer, method: 'POST', body })).body as unknown as CheckedScript,
    tried: (body: unknown) => relay.ask(`${path}/try`, { token: lawyer, method: 'POST', body }),
    allow: async (mayLeaveMachine: boolean, regions: string[] = []) => {
      const policy = await store.capturePolicy();
      const next = {
        ...policy,
        revision: policy.revision + 1,
        otherwise: { ...policy.otherwise, mayLeaveMachine, regions },
      };
      expect(await store.setCapturePolicy(next, policy.revision)).toBe(true);
    },
  };
}

describe('The firm sets up its AI receptionist', () => {
  it('is off until an administrator turns it on, and then everybody reads it', async () => {
    const { read, save, store } = await firm();
    const before = await read();
    expect(before).toMatchObject({ revision: 0, isOn: false, languages: ['fr', 'nl', 'en', 'de'] });
    const saved = await save({ ...before, isOn: true, handOverTo: ['peeters'], lastResort: '+3222223344' });
    expect(saved).toMatchObject({ status: 200, body: { revision: 1, isOn: true } });
    expect(await read()).toMatchObject({ revision: 1, isOn: true, handOverTo: ['peeters'] });
    const { items } = await store.auditPage({ callId: null }, null, 10);
    expect(items).toMatchObject([{ what: 'receptionist_saved', personId: 'delcourt', detail: 'revision 1, on' }]);
  });

  it('is not for anybody but an administrator to change', async () => {
    const { read, save, lawyer, settings } = await firm();
    expect(await save({ ...(await read()), isOn: true }, lawyer)).toMatchObject({
      status: 403,
      body: { code: 'not_allowed' },
    });
    expect((await settings()).revision).toBe(0);
  });

  it('is never written over: who saves an older one is told', async () => {
    const { read, save, settings } = await firm();
    const before = await read();
    expect((await save({ ...before, about: 'first' })).status).toBe(200);
    expect(await save({ ...before, about: 'second' })).toMatchObject({
      status: 409,
      body: { code: 'revision_conflict' },
    });
    expect((await settings()).about).toBe('first');
  });

  it('hands over to people of the firm only, each named once', async () => {
    const { read, save } = await firm();
    const before = await read();
    for (const [handOverTo, field] of [
      [['peeters', 'a-stranger'], 'handOverTo.1'],
      [['peeters', 'peeters'], 'handOverTo.1'],
    ] as const) {
      expect(await save({ ...before, handOverTo })).toMatchObject({ status: 422, body: { code: 'malformed', field } });
    }
  });

  it('refuses a script with mistakes, and says in which line', async () => {
    const { read, save } = await firm();
    const before = await read();
    const broken = scriptText('nl').replace('next: consent', 'next: nowhere');
    const line = broken.split('\n').findIndex((one) => one.includes('nowhere')) + 1;
    const answer = await save({ ...before, scripts: { nl: broken } });
    expect(answer).toMatchObject({ status: 422, body: { code: 'receptionist_refused', field: 'scripts.nl' } });
    expect(answer.body['detail']).toBe(`Line ${String(line)}: There is no step "nowhere".`);
  });

  it('refuses the script of another language', async () => {
    const { read, save } = await firm();
    const answer = await save({ ...(await read()), scripts: { fr: scriptText('nl') } });
    expect(answer.body).toMatchObject({ field: 'scripts.fr' });
    expect(answer.body['detail']).toMatch(/"language" must be fr/);
  });

  it('is not turned on where nothing hears a language of it', async () => {
    const { read, save } = await firm({ AGENT_HEARING: 'sherpa:zipformer-fr' });
    const before = await read();
    const on = { ...before, isOn: true };
    expect(await save(on)).toMatchObject({ status: 422, body: { code: 'receptionist_refused', field: 'hearing' } });
    expect((await save({ ...on, languages: ['fr'] })).status).toBe(200);
  });

  it('is not turned on with engines that the firm’s policy refuses, and can always be turned off', async () => {
    const { read, save, allow, engines } = await firm(cloud);
    const on = { ...(await read()), isOn: true };
    expect((await save(on)).body).toMatchObject({ code: 'receptionist_refused', field: 'hearing' });
    await allow(true, ['eu']);
    expect(await engines()).toEqual([
      {
        stage: 'hearing',
        id: 'deepgram:nova-3',
        leavesMachine: true,
        region: 'eu',
        languages: null,
        refused: null,
        onlyOnSome: false,
      },
      {
        stage: 'thinking',
        id: 'openai-compatible:mistral-small',
        leavesMachine: true,
        region: 'us',
        languages: null,
        refused: 'region',
        onlyOnSome: false,
      },
      {
        stage: 'voice',
        id: 'espeak-ng:en-gb+fr+nl+de@150',
        leavesMachine: false,
        region: null,
        languages: null,
        refused: null,
        onlyOnSome: false,
      },
    ]);
    expect((await save({ ...on, thinks: 'model' })).body).toMatchObject({ field: 'thinks' });
    await allow(true);
    expect((await save({ ...on, thinks: 'model' })).status).toBe(200);
    await allow(false);
    expect((await engines()).map(({ refused }) => refused)).toEqual(['leaves_machine', 'leaves_machine', null]);
    expect((await save({ ...(await read()), isOn: false })).status).toBe(200);
  });

  it('does not think with a model where there is none', async () => {
    const { read, save } = await firm();
    const answer = await save({ ...(await read()), isOn: true, thinks: 'model' });
    expect(answer.body).toMatchObject({ field: 'thinks', detail: 'No language model is set up at this relay.' });
  });
});

describe('A script is read before it talks with anybody', () => {
  it('shows the shipped one, with the steps in the order of the talk', async () => {
    const { check } = await firm();
    const shipped = await check({ language: 'en', script: null });
    expect(shipped.problems).toEqual([]);
    expect(shipped.script).toBe(scriptText('en'));
    expect(shipped.steps.slice(0, 4).map(({ name }) => name)).toEqual(['greet', 'notice', 'consent', 'reason']);
    expect(shipped.steps[0]).toMatchObject({
      entries: ['start'],
      isInterruptible: false,
      to: [{ answer: null, step: 'notice' }],
    });
    expect(shipped.steps[2]).toMatchObject({
      ask: 'consent',
      keys: [
        { key: '1', answer: 'yes' },
        { key: '2', answer: 'no' },
      ],
      to: [
        { answer: 'no', step: 'recording_off' },
        { answer: null, step: 'reason' },
      ],
    });
  });

  it('keeps the drawing while there are mistakes, and names the step of each', async () => {
    const { check } = await firm();
    const { problems, steps } = await check({
      language: 'en',
      script: scriptText('en').replace('ask: consent', 'ask: concent'),
    });
    expect(problems).toMatchObject([{ step: 'consent' }]);
    expect(steps.map(({ name }) => name)).toContain('consent');
    expect((await check({ language: 'en', script: 'steps: [' })).steps).toEqual([]);
  });
});

describe('A script is tried in writing', () => {
  it('answers what a caller would type, and writes nothing', async () => {
    const { tried, store } = await firm();
    const eventsBefore = await store.lastEventId();
    const { status, body } = await tried({
      language: 'en',
      script: null,
      turns: [{ kind: 'words', text: 'Yes, that is fine' }],
      somebodyIsFree: false,
    });
    expect(status).toBe(200);
    const { lines, step } = body as unknown as TriedScript;
    expect(lines[0]).toMatchObject({ who: 'receptionist', text: expect.stringContaining('My firm') });
    expect(lines.filter(({ who }) => who === 'caller').map(({ text }) => text)).toEqual(['Yes, that is fine']);
    expect(lines.at(-1)?.text).toMatch(/How can we help/);
    expect(step).toBe('reason');
    expect(await store.lastEventId()).toBe(eventsBefore);
  });

  it('finds somebody or nobody, as whoever tries it wants, and ends', async () => {
    const { tried } = await firm();
    const talk = async (somebodyIsFree: boolean) =>
      (
        await tried({
          language: 'en',
          script: null,
          turns: [{ kind: 'words', text: 'I want to speak to a person' }],
          somebodyIsFree,
        })
      ).body as unknown as TriedScript;
    const handedOver = await talk(true);
    expect(handedOver.lines.map(({ text }) => text)).toEqual(expect.arrayContaining(['find_person', 'transfer']));
    expect(handedOver.step).toBeNull();
    expect((await talk(false)).step).not.toBeNull();
  });

  it('goes from one silence to goodbye', async () => {
    const { tried } = await firm();
    const turns = [{ kind: 'silence' }, { kind: 'silence' }, { kind: 'silence' }];
    const { body } = await tried({ language: 'en', script: null, turns, somebodyIsFree: false });
    expect((body as unknown as TriedScript).lines.map(({ text }) => text).join(' ')).toMatch(/I cannot hear you, so/);
    expect(body['step']).toBeNull();
  });

  it('tells the mistakes of a draft instead', async () => {
    const { tried } = await firm();
    const { body } = await tried({ language: 'en', script: 'version: 1', turns: [], somebodyIsFree: false });
    expect(body['lines']).toEqual([]);
    expect(body['problems']).not.toEqual([]);
  });
});
