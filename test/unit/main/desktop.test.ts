import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { noCapabilities } from '@callbrief/relay/wire/control';
import type { Message } from '@callbrief/relay/wire/message';
import { defaultPractice } from '@callbrief/relay/wire/practice';
import { createDesktop, type Desktop } from '../../../src-main/desktop.ts';
import { createTokenKeeper } from '../../../src-main/enrolment/token-keeper.ts';
import { silentLog } from '../../../src-main/logging/log.ts';
import type { DesktopFacts } from '../../../src-main/desktop-edge.ts';
import { callChanged, sampleCall, sampleSession } from '../../support/desktop-link.ts';
import { createManualClock, type ManualClock } from '../../support/manual-clock.ts';
import { createPretendEdge, type PretendEdge } from '../../support/pretend-edge.ts';
import { pretendKeyStore } from '../../support/pretend-key-store.ts';
import { startScriptedRelay, type ScriptedRelay, type ScriptedStream } from '../../support/scripted-relay.ts';
import { tempDir } from '../../support/temp-dir.ts';
import { sampleMessage } from './history/sample-firm.ts';

const LINE = '+3221234567';
const until = (assertion: () => void | Promise<void>) => vi.waitFor(assertion, { timeout: 10_000, interval: 5 });

let relay: ScriptedRelay;
let clock: ManualClock;
const opened: Desktop[] = [];
beforeEach(async () => {
  relay = await startScriptedRelay();
  clock = createManualClock();
  const { person, ...session } = sampleSession(clock.now().toISOString());
  const can = { ...noCapabilities, dial: true, hangUp: true, hold: true, sms: true };
  const told = {
    ...session,
    person: { ...person, lines: [LINE] },
    capabilities: { ...session.capabilities, ringover: can },
  };
  const page = () => ({ body: { items: [], next: null, total: 0 } });
  relay.answers.set('GET /session', () => ({ body: told }));
  for (const path of ['calls', 'messages', 'contacts', 'matters', 'blocked-numbers'])
    relay.answers.set(`GET /${path}`, page);
  const people = [told.person, { ...person, id: 'sofie', name: 'Sofie Maes', lines: ['+3221234568'] }];
  relay.answers.set('GET /people', () => ({ body: { items: people, next: null, total: 2 } }));
});
afterEach(async () => {
  for (const desktop of opened.splice(0)) await desktop.close();
  await relay.close();
});

/** An enrolled desktop; `facts` is what the system would tell it. */
function start(): { desktop: Desktop; edge: PretendEdge; facts: DesktopFacts } {
  const dataFolder = tempDir();
  const keyStore = pretendKeyStore();
  createTokenKeeper({ path: join(dataFolder, 'device.json'), keyStore }).store({
    relayUrl: relay.url,
    deviceId: 'device-1',
    deviceName: 'PC-LIT-07',
    enrolledAt: clock.now().toISOString(),
    accessToken: 'access-1',
    refreshToken: 'refresh-1-of-sufficient-length',
  });
  const edge = createPretendEdge();
  let facts: DesktopFacts | null = null;
  const desktop = createDesktop({
    dataFolder,
    platform: 'linux',
    version: '0.1.0',
    computerName: 'PC-LIT-07',
    keyStore,
    clock,
    timeZone: () => 'Europe/Brussels',
    windowOrigin: 'app://callbrief',
    edge(given) {
      facts = given;
      return edge;
    },
    log: silentLog,
  });
  opened.push(desktop);
  if (!facts) throw new Error('no facts');
  return { desktop, edge, facts };
}

async function connected() {
  const app = start();
  const stream = await relay.nextStream();
  stream.open({ lastEventId: 0 });
  stream.caughtUp(0);
  await until(() => expect(app.desktop.state().connection.kind).toBe('up_to_date'));
  return { ...app, stream };
}
const asked = (edge: PretendEdge) => edge.pushed.filter(({ name }) => name === 'dial:asked').map(({ push }) => push);
const hops = { providerAt: null, receivedAt: '2026-11-19T09:00:00.000Z', committedAt: '2026-11-19T09:00:00.000Z' };
const text = (stream: ScriptedStream, id: number, message: Message, receivedAt = hops.receivedAt) =>
  stream.event('message_changed', { message, hops: { ...hops, receivedAt } }, id);
const toMe = (id: string, more: Partial<Message> = {}) =>
  sampleMessage(id, { contactId: null, matterId: null, toNumber: LINE, ...more });

describe('a telephone link', () => {
  it('never dials: it opens the window, which asks', async () => {
    const { desktop, edge } = await connected();
    await desktop.handlers['app:state']();
    const before = relay.requests.length;
    desktop.openLink('tel:+32-440-27-18-36;ext=2');
    expect(edge.opened()).toBe(1);
    expect(asked(edge)).toEqual([{ text: '+32-440-27-18-36' }]);
    expect(relay.requests.slice(before)).toEqual([]);
  });

  it('that starts the app is asked about when its page listens, once', async () => {
    const { desktop, edge } = start();
    desktop.openLink('callto:0440271836');
    expect(asked(edge)).toEqual([]);
    await desktop.handlers['app:state']();
    await until(() => expect(asked(edge)).toEqual([{ text: '0440271836' }]));
    await desktop.handlers['app:state']();
    await new Promise(setImmediate);
    expect(asked(edge)).toHaveLength(1);
  });

  it.each(['tel:javascript:alert(1)', `tel:+${'1'.repeat(10_000)}`, 'tel:**21*+32440271836#', 'sms:+32440271836'])(
    'with anything else only opens the window: %#',
    async (link) => {
      const { desktop, edge } = start();
      await desktop.handlers['app:state']();
      desktop.openLink(link);
      expect(edge.opened()).toBe(1);
      expect(asked(edge)).toEqual([]);
    },
  );

  it('goes to this app only when the person says so, and is given back', async () => {
    const { desktop, edge } = start();
    expect(edge.telLinksSet).toEqual([]);
    await desktop.handlers['settings:change']({ openTelLinks: true });
    await desktop.handlers['settings:change']({ popupsOn: false });
    await desktop.handlers['settings:change']({ openTelLinks: false });
    expect(edge.telLinksSet).toEqual([true, false]);
  });
});

describe('the dial hotkey', () => {
  it('asks about what is selected; more than any number is an empty question', async () => {
    const { desktop, edge, facts } = start();
    await desktop.handlers['app:state']();
    facts.dialSelection('  0440\n27 18 36 ');
    facts.dialSelection(`0440 27 18 36 ${'and so on '.repeat(1_000)}`);
    facts.dialSelection('');
    expect(asked(edge)).toEqual([{ text: '0440 27 18 36' }, { text: '' }, { text: '' }]);
  });
});

describe('colleagues', () => {
  // The connection and the clock tell the windows things too, at their own moments: the last of all need not be this one.
  const colleaguesTold = (pushes: readonly { name: string; push: unknown }[]) =>
    pushes.filter(({ name }) => name === 'colleagues:changed');

  it('are told whenever the stream tells of their phones, and unknown without a connection', async () => {
    const { desktop, edge, stream } = await connected();
    const presence = (state: string) => ({
      presence: { at: hops.receivedAt, people: [{ personId: 'sofie', state, until: null }] },
    });
    stream.event('presence', presence('free'));
    await until(() => expect(colleaguesTold(edge.toPopup).at(-1)).toMatchObject({ push: [{ presence: 'free' }] }));
    expect(await desktop.handlers['colleagues:list']()).toEqual([
      {
        personId: 'sofie',
        name: 'Sofie Maes',
        shortName: 'Jonas',
        number: '+3221234568',
        presence: 'free',
        until: null,
        whereabouts: null,
      },
    ]);
    stream.event('presence', presence('talking'));
    await until(() => expect(colleaguesTold(edge.pushed).at(-1)).toMatchObject({ push: [{ presence: 'talking' }] }));
    stream.cut();
    await until(async () =>
      expect(await desktop.handlers['colleagues:list']()).toMatchObject([{ presence: 'unknown' }]),
    );
  });

  it('asked for before the stream told are asked of the relay', async () => {
    const people = [{ personId: 'sofie', state: 'snoozed', until: null }];
    relay.answers.set('GET /presence', () => ({ body: { at: hops.receivedAt, people } }));
    const { desktop } = await connected();
    expect(await desktop.handlers['colleagues:list']()).toMatchObject([{ presence: 'snoozed' }]);
  });
});

describe('how the firm works after a call', () => {
  it('is told to the window when somebody saves it, though nothing else happens', async () => {
    const { edge, stream } = await connected();
    const practice = { ...defaultPractice, revision: 1, tags: ['Conflict check'] };
    const before = edge.pushed.length;
    stream.event('practice_changed', { practice, hops }, 1);
    // Lists are read again, and with them what the app is like.
    await until(() =>
      expect(edge.pushed.slice(before)).toContainEqual({ name: 'calls:changed', push: { callIds: [] } }),
    );
    await until(() =>
      expect(edge.pushed.findLast(({ name }) => name === 'app:state-changed')).toMatchObject({
        push: { practice: { tags: ['Conflict check'] } },
      }),
    );
  });
});

describe('a new SMS', () => {
  it('to my line is notified with who wrote and not what, once, and counted as unseen', async () => {
    const { desktop, edge, stream } = await connected();
    text(stream, 1, toMe('m1'));
    text(stream, 2, toMe('m1', { contactId: 'linked later' }));
    text(stream, 3, toMe('m2', { fromNumber: null, senderName: 'Proximus' }));
    text(stream, 4, toMe('m3', { fromNumber: null }));
    await until(() => expect(desktop.state().unseenMessages).toBe(3));
    expect(edge.notified).toEqual([
      { id: 'm1', from: '+32 440 27 18 36' },
      { id: 'm2', from: 'Proximus' },
      { id: 'm3', from: null },
    ]);
    const changed = edge.pushed.flatMap(({ name, push }) =>
      name === 'calls:changed' ? (push as { callIds: string[] }).callIds : [],
    );
    expect(new Set(changed)).toEqual(new Set(['m1', 'm2', 'm3']));
    await desktop.handlers['messages:seen']({ messageIds: ['m1', 'm2'] });
    const pushes = edge.pushed.length;
    await desktop.handlers['messages:seen']({ messageIds: ['m1', 'm2'] });
    expect(edge.pushed.slice(pushes).filter(({ name }) => name === 'calls:changed')).toEqual([]);
    expect(desktop.state().unseenMessages).toBe(1);
  });

  it('says only that somebody wrote while the screen is locked, and initials in privacy mode', async () => {
    const { desktop, edge, stream } = await connected();
    edge.screen({ locked: true });
    text(stream, 1, toMe('locked', { fromNumber: null, senderName: 'Anneke Verhulst' }));
    await until(() => expect(desktop.state().unseenMessages).toBe(1));
    edge.screen({ locked: false });
    await desktop.handlers['settings:change']({ privacyMode: true });
    text(stream, 2, toMe('hidden', { fromNumber: null, senderName: 'Anneke Verhulst' }));
    await until(() => expect(desktop.state().unseenMessages).toBe(2));
    expect(edge.notified).toEqual([{ id: 'locked' }, { id: 'hidden', from: 'A. V.' }]);
  });

  it('of the time the computer slept, or to somebody else, comes into the list without a notification', async () => {
    const { desktop, edge, stream } = await connected();
    text(stream, 1, toMe('old'), '2026-11-19T08:59:00.000Z');
    text(stream, 2, toMe('other', { toNumber: '+3221234568' }));
    await until(() => expect(desktop.state().unseenMessages).toBe(2));
    expect(edge.notified).toEqual([]);
  });
});

describe('names that others may see on the screen', () => {
  it('are initials in the callbacks and tasks while they are hidden, and whole as long as the button is held', async () => {
    const { desktop } = start();
    const { handlers } = desktop;
    const nobody = { contactId: null, matterId: null, number: null, forPersonId: null, forTeamId: null };
    const owed = { ...nobody, callerName: 'Anneke Verhulst', reason: 'The offer', ownerPersonId: null, dueAt: null };
    await handlers['callbacks:add']({ callbackId: 'b1', set: { ...owed, urgency: 'normal' } });
    await handlers['settings:change']({ privacyMode: true });
    expect((await handlers['callbacks:list']()).rows).toMatchObject([{ title: 'A. V.', reason: '••••••' }]);
    await handlers['privacy:reveal']({ held: true });
    expect((await handlers['callbacks:list']()).rows).toMatchObject([
      { title: 'Anneke Verhulst', reason: 'The offer' },
    ]);
    await handlers['privacy:reveal']({ held: false });
    expect((await handlers['callbacks:list']()).rows).toMatchObject([{ title: 'A. V.' }]);
  });
});

describe('my live call', () => {
  const talking = sampleCall('a', {
    outcome: 'talking',
    answeredAt: '2026-11-19T09:00:03.000Z',
    answeredBy: { providerUserId: null, personId: 'jonas', name: 'Jonas' },
    toNumber: LINE,
  });

  it('can be held from the popup and the window; what was done stands on both', async () => {
    const { desktop, edge, stream } = await connected();
    relay.answers.set('POST /calls/a/actions', ({ body }) => ({
      body: { actionId: (body as { actionId: string }).actionId, state: 'done' },
    }));
    stream.event('call_changed', callChanged(sampleCall('a', { toNumber: LINE })), 1);
    await until(() => expect(edge.views.at(-1)?.card).toMatchObject({ kind: 'ringing', control: null }));
    stream.event('call_changed', { ...callChanged(talking), cause: 'answered' }, 2);
    await until(() =>
      expect(edge.views.at(-1)?.card).toMatchObject({ kind: 'you_answered', control: { onHold: false } }),
    );
    const hold = { callId: 'a', act: { action: 'hold', on: true } } as const;
    expect(await desktop.handlers['popup:act'](hold)).toEqual({ result: 'done' });
    expect(edge.views.at(-1)?.card).toMatchObject({ control: { onHold: true, muted: false, can: { hold: true } } });
    expect(await desktop.handlers['calls:get']({ callId: 'a' })).toMatchObject({ control: { onHold: true } });
    const over = { ...talking, outcome: 'answered', endedAt: '2026-11-19T09:01:00.000Z' } as const;
    stream.event('call_changed', { ...callChanged(over), cause: 'ended' }, 3);
    await until(async () =>
      expect(await desktop.handlers['calls:get']({ callId: 'a' })).toMatchObject({ control: null }),
    );
  });
});

describe('the state', () => {
  it('has what can be done at each provider as soon as the relay told', async () => {
    const { desktop } = start();
    expect(desktop.state().capabilities).toBeNull();
    await until(() => expect(desktop.state().capabilities?.ringover).toMatchObject({ dial: true, mute: false }));
  });

  it('the list of blocked numbers comes with the first fill and follows the office', async () => {
    const blocked = { number: '+33639984107', comment: 'Threats', byName: 'Sofie', at: hops.receivedAt };
    relay.answers.set('GET /blocked-numbers', () => ({ body: { items: [blocked] } }));
    const { desktop, stream } = await connected();
    expect(await desktop.handlers['blocked:list']()).toEqual([blocked]);
    stream.event('number_blocked', { number: blocked.number, blocked: null, hops }, 1);
    await until(async () => expect(await desktop.handlers['blocked:list']()).toEqual([]));
  });
});
