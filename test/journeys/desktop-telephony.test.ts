import { afterEach, describe, expect, it, vi } from 'vitest';
import { deliver } from '../../relay/simulator/deliver.ts';
import { ringoverMessage } from '../../relay/simulator/ringover-message.ts';
import { ProviderError } from '../../relay/src/providers/port.ts';
import { createDesktop, type Desktop } from '../../src-main/desktop.ts';
import { silentLog } from '../../src-main/logging/log.ts';
import { systemClock } from '../../src-main/relay-link/clock.ts';
import { FIRM_LINE, startFirm, type Firm } from '../support/desktop-firm.ts';
import { createPretendEdge, type PretendEdge } from '../support/pretend-edge.ts';
import { pretendKeyStore } from '../support/pretend-key-store.ts';
import { accountsOf, scriptedAccount, type ScriptedAccount } from '../support/scripted-account.ts';
import { tempDir } from '../support/temp-dir.ts';

const CALLER = '+32470123456';
const me = { id: '1', firstname: 'Jonas', lastname: 'Peeters', email: 'jonas@firm.example' };
const until = (assertion: () => void | Promise<void>) => vi.waitFor(assertion, { timeout: 20_000, interval: 20 });

const opened: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0).toReversed()) await close();
});

interface Desk {
  desktop: Desktop;
  edge: PretendEdge;
}

async function openDesk(firm: Firm): Promise<Desk> {
  const edge = createPretendEdge();
  const desktop = createDesktop({
    dataFolder: tempDir(),
    platform: 'linux',
    version: '0.1.0',
    computerName: 'PC-LIT-07',
    keyStore: pretendKeyStore(),
    clock: systemClock,
    timeZone: () => 'Europe/Brussels',
    windowOrigin: 'app://callbrief',
    edge: () => edge,
    log: silentLog,
  });
  opened.push(() => desktop.close());
  const ask = { relayUrl: firm.relay.url, code: await firm.code(), deviceName: 'PC-LIT-07' };
  expect(await desktop.handlers['enrolment:start'](ask)).toMatchObject({ result: 'connected' });
  await until(() => expect(desktop.state().connection.kind).toBe('up_to_date'));
  return { desktop, edge };
}

/** A real relay whose provider does what the test says, and a whole desktop but its windows. */
async function atTheDesk(account: ScriptedAccount = scriptedAccount()) {
  const firm = await startFirm({ dataDir: tempDir(), accounts: accountsOf(account) });
  opened.push(() => firm.relay.close());
  const person = await firm.store.person('jonas');
  if (!person) throw new Error('no person');
  await firm.store.putPerson({ ...person, providerUserIds: [me.id] });
  return { firm, account, ...(await openDesk(firm)) };
}

/** Rings and is answered here. */
async function talking({ firm, edge }: { firm: Firm } & Desk) {
  const rung = await firm.ringer.ring({ from: CALLER, to: FIRM_LINE, user: me });
  await until(() => expect(edge.views.at(-1)?.card).toMatchObject({ kind: 'ringing', control: null }));
  await rung.answer(me);
  await until(() => expect(edge.views.at(-1)?.card).toMatchObject({ kind: 'you_answered' }));
  const card = edge.views.at(-1)?.card;
  if (card?.kind !== 'you_answered') throw new Error('no card');
  return { rung, callId: card.callId, card };
}

describe('my call', () => {
  it('is held, muted and handed on from the desktop: the provider is asked once for each', async () => {
    const desk = await atTheDesk();
    const { rung, callId, card } = await talking(desk);
    expect(card.control).toMatchObject({ onHold: false, muted: false, can: { hold: true } });
    const act = desk.desktop.handlers['popup:act'];
    expect(await act({ callId, act: { action: 'hold', on: true } })).toEqual({ result: 'done' });
    expect(await act({ callId, act: { action: 'mute', on: true } })).toEqual({ result: 'done' });
    expect(desk.edge.views.at(-1)?.card).toMatchObject({ control: { onHold: true, muted: true } });
    const transfer = { action: 'transfer', to: '+3221234568', attended: false } as const;
    expect(await desk.desktop.handlers['call:act']({ callId, act: transfer })).toEqual({ result: 'done' });
    const leg = rung.call.channelId;
    expect(desk.account.asked).toEqual([`hold ${leg} true`, `mute ${leg} true`, `transfer ${leg} +3221234568 false`]);
    await rung.hangUp();
    await until(async () =>
      expect(await desk.desktop.handlers['calls:get']({ callId })).toMatchObject({
        outcome: 'answered',
        control: null,
      }),
    );
    expect(await act({ callId, act: { action: 'hang_up' } })).toMatchObject({ refusal: 'call_over' });
    expect(desk.account.asked).toHaveLength(3);
  });

  it('stays as it is when the provider refuses the transfer, and its reason is told', async () => {
    const desk = await atTheDesk();
    const { callId } = await talking(desk);
    desk.account.behaves(() =>
      Promise.reject(new ProviderError('provider_refused', 'refused', { detail: 'Target is not available' })),
    );
    const transfer = { action: 'transfer', to: '+3221234568', attended: false } as const;
    expect(await desk.desktop.handlers['call:act']({ callId, act: transfer })).toEqual({
      result: 'refused',
      refusal: 'provider_refused',
      detail: 'Target is not available',
    });
    desk.account.behaves(() => Promise.reject(new ProviderError('provider_busy', 'limit', { retryAfterMs: 4_000 })));
    expect(await desk.desktop.handlers['call:act']({ callId, act: transfer })).toMatchObject({
      refusal: 'provider_busy',
    });
    expect(desk.account.asked).toHaveLength(2);
    expect(await desk.desktop.handlers['calls:get']({ callId })).toMatchObject({ outcome: 'talking' });
  });

  it('whose provider never says whether it did is unconfirmed, and shown as not held', async () => {
    const desk = await atTheDesk();
    const { callId } = await talking(desk);
    const silent = new ProviderError('provider_unreachable', 'no answer', { didNotHappen: false });
    desk.account.behaves(() => Promise.reject(silent));
    const hold = { callId, act: { action: 'hold', on: true } } as const;
    expect(await desk.desktop.handlers['call:act'](hold)).toEqual({ result: 'unconfirmed' });
    expect(await desk.desktop.handlers['calls:get']({ callId })).toMatchObject({ control: { onHold: false } });
  });
});

describe('dialling', () => {
  it('a linked number asks first, and rings my phone only when I say so', async () => {
    const desk = await atTheDesk();
    await desk.desktop.handlers['app:state']();
    desk.desktop.openLink('tel:0470-12-34-56');
    const [asked] = desk.edge.pushed.filter(({ name }) => name === 'dial:asked');
    const target = await desk.desktop.handlers['dial:look-up'](asked?.push as { text: string });
    expect(target).toMatchObject({ number: CALLER, cannotBecause: null });
    expect(desk.account.asked).toEqual([]);
    expect(await desk.desktop.handlers['dial:call']({ number: target.number ?? '' })).toEqual({ result: 'done' });
    expect(desk.account.asked).toEqual([`dial ${CALLER} jonas`]);
  });

  it('without a connection does nothing, then or later', async () => {
    const desk = await atTheDesk();
    await desk.firm.relay.close();
    await until(() => expect(desk.desktop.state().connection.kind).not.toBe('up_to_date'));
    expect(await desk.desktop.handlers['dial:call']({ number: CALLER })).toMatchObject({ refusal: 'offline' });
    expect(await desk.desktop.handlers['dial:look-up']({ text: CALLER })).toMatchObject({ cannotBecause: 'offline' });
    expect(desk.account.asked).toEqual([]);
  });
});

describe('a conversation', () => {
  it('has what came in and what was answered, on every desktop, found by one search with the calls', async () => {
    const desk = await atTheDesk();
    const other = await openDesk(desk.firm);
    const sms = {
      from: CALLER,
      to: FIRM_LINE,
      body: 'Is the hearing still on Thursday?',
      at: new Date(),
      userId: null,
    };
    await deliver(ringoverMessage(desk.firm.side, { ...sms, conversationId: 7, messageId: 1 }, 'received'), {
      giveUpAfterMs: 0,
    });
    await until(() => expect(desk.desktop.state().unseenMessages).toBe(1));
    await until(() => expect(desk.edge.notified).toMatchObject([{ from: '+32 470 12 34 56' }]));

    const answer = { messageId: 'answer-1', number: CALLER, text: 'Yes, at nine.' };
    expect(await desk.desktop.handlers['messages:send'](answer)).toEqual({ result: 'done' });
    // Pressed twice.
    expect(await desk.desktop.handlers['messages:send'](answer)).toEqual({ result: 'done' });
    expect(desk.account.asked).toEqual([`sms ${FIRM_LINE} ${CALLER} Yes, at nine.`]);
    for (const { desktop } of [desk, other])
      await until(async () =>
        expect(
          (await desktop.handlers['messages:conversation']({ number: CALLER, messageId: null }))?.entries,
        ).toMatchObject([
          { direction: 'inbound', text: 'Is the hearing still on Thursday?', state: 'received' },
          { direction: 'outbound', text: 'Yes, at nine.', state: 'sent', byName: 'Jonas Peeters' },
        ]),
      );
    const found = await other.desktop.handlers['calls:list']({
      filter: 'all',
      search: 'hearing',
      offset: 0,
      limit: 10,
    });
    expect(found.rows).toMatchObject([{ kind: 'message', messageKind: 'sms' }]);

    // A computer that is connected later has them too, and they are no news to it.
    const later = await openDesk(desk.firm);
    const list = await later.desktop.handlers['calls:list']({ filter: 'messages', search: '', offset: 0, limit: 10 });
    expect(list).toMatchObject({ total: 2, unseenMessages: 0 });
  });

  it('keeps a message that the provider refused, with why', async () => {
    const desk = await atTheDesk();
    desk.account.behaves(() => Promise.reject(new ProviderError('provider_no_credit', 'no credit')));
    const answer = { messageId: 'answer-1', number: CALLER, text: 'Yes.' };
    expect(await desk.desktop.handlers['messages:send'](answer)).toMatchObject({ refusal: 'provider_no_credit' });
    await until(async () =>
      expect(
        (await desk.desktop.handlers['messages:conversation']({ number: CALLER, messageId: null }))?.entries,
      ).toMatchObject([{ state: 'failed', failure: 'provider_no_credit' }]),
    );
  });
});

describe('the firm', () => {
  it('blocks a number for everybody, and takes it back', async () => {
    const desk = await atTheDesk();
    const other = await openDesk(desk.firm);
    const block = { number: CALLER, blocked: true, comment: 'Threats' };
    expect(await desk.desktop.handlers['blocked:set'](block)).toEqual({ result: 'done' });
    await until(async () =>
      expect(await other.desktop.handlers['blocked:list']()).toMatchObject([{ number: CALLER, comment: 'Threats' }]),
    );
    await desk.desktop.handlers['blocked:set']({ ...block, blocked: false });
    await until(async () => expect(await other.desktop.handlers['blocked:list']()).toEqual([]));
  });

  it('sees who of it is free as soon as the stream has caught up', async () => {
    const account = scriptedAccount();
    account.tellsPresence(() => Promise.resolve([{ providerUserId: '2', state: 'free', until: null }]));
    const firm = await startFirm({ dataDir: tempDir(), accounts: accountsOf(account) });
    opened.push(() => firm.relay.close());
    const jonas = await firm.store.person('jonas');
    if (!jonas) throw new Error('no person');
    await firm.store.putPerson({ ...jonas, id: 'sofie', name: 'Sofie Maes', providerUserIds: ['2'], lines: [] });
    const { desktop, edge } = await openDesk(firm);
    await until(() =>
      expect(edge.pushed.findLast(({ name }) => name === 'colleagues:changed')?.push).toMatchObject([
        { personId: 'sofie', presence: 'free' },
      ]),
    );
    expect(await desktop.handlers['colleagues:list']()).toMatchObject([{ name: 'Sofie Maes', presence: 'free' }]);
  });
});
