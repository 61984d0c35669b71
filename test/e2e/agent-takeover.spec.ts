import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { PretendCaller } from '../../relay/simulator/agent/caller.ts';
import { otherSideHasSpoken } from '../../relay/simulator/phone/pretend-caller.ts';
import type { VirtualPhone } from '../../relay/simulator/phone/virtual-phone.ts';
import { speakOnce } from '../../relay/simulator/sound/speak.ts';
import { lacks } from '../support/lacks-programs.ts';
import type { DemoRelay } from '../virtual-electron/start/demo-relay.ts';
import type { AppUnderTest } from './harness/app-under-test.ts';
import { expect, faultsIn, lines, test } from './harness/test.ts';

/** A caller who speaks, a receptionist that hears and answers, and a person who steps in: all of it in real time. */
const aminaNair = '+447700900318';
const folder = join(import.meta.dirname, '..', '..', 'test-results', 'agent-takeover');
const say = speakOnce();
const SPOKEN = { timeout: 40_000 };

test.skip(lacks('espeak-ng'), 'Nobody can speak here: espeak-ng is missing.');
test.describe.configure({ timeout: 240_000 });

async function picture(app: AppUnderTest, name: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await app.page.waitForTimeout(300);
  await app.page.screenshot({ path: join(folder, `${name}.png`) });
}

const logOf = (app: AppUnderTest) => app.popup.getByRole('log');
const newestCall = async (relay: DemoRelay) => (await relay.store.callPage(null, 1)).items[0];

/** They agree to the recording and say why they call; then they have been asked for their name. */
async function untilAskedForName(
  app: AppUnderTest,
  relay: DemoRelay,
): Promise<{ caller: PretendCaller; phone: VirtualPhone }> {
  const caller = await relay.callReceptionist({ from: aminaNair, to: lines.newMatters });
  const phone = await caller.stream(0);
  if (phone === null) throw new Error('The receptionist did not take the call.');
  // A card that somebody is at does not fold.
  await expect(logOf(app)).toBeVisible(SPOKEN);
  await handOver(app);
  await answers(app, phone, 'Is that all right with you?', 'yes please');
  await answers(app, phone, 'Please tell me in a sentence or two.', 'i received a letter from the court');
  await expect(logOf(app)).toContainText('What is your first and last name', SPOKEN);
  return { caller, phone };
}

/** When they are asked this they say that, and again where it was not heard, as people do. */
async function answers(app: AppUnderTest, phone: VirtualPhone, asked: string, text: string): Promise<void> {
  await expect(logOf(app)).toContainText(asked, SPOKEN);
  await expect(async () => {
    await otherSideHasSpoken(phone, 4_000);
    await phone.say(await say(text, 'en'));
    await expect(logOf(app)).toContainText(text, { timeout: 8_000 });
  }).toPass({ timeout: 60_000 });
}

async function handOver(app: AppUnderTest): Promise<void> {
  await app.page.keyboard.press('Control+Shift+F2');
  await expect.poll(() => app.keyboardIn()).toBe('call-popup');
}

test.describe('A person who is there', () => {
  test.use({ hasReceptionist: true, peopleManners: { transferAnswerAfterMs: 2_500 } });

  test('reads along, has a line said, takes the call by keyboard, and it is their call', async ({ app, relay }) => {
    const { caller, phone } = await untilAskedForName(app, relay);
    await picture(app, '1-reads-along');
    expect(await faultsIn(app, 'call-popup')).toEqual([]);

    await app.page.keyboard.press('w');
    const before = phone.heard.arrivals.length;
    await app.page.keyboard.type('The hearing is on Monday.');
    await app.page.keyboard.press('Enter');
    const log = logOf(app);
    await expect(log).toContainText('YouThe hearing is on Monday.', SPOKEN);
    await expect(log.getByText('not said yet')).toHaveCount(0, SPOKEN);
    expect(phone.heard.arrivals.length, 'the caller hears it').toBeGreaterThan(before);
    await picture(app, '2-whispered');

    await app.page.keyboard.press('t');
    await expect(app.popup.getByText('Ringing your phone. The caller stays on the line.')).toBeVisible();
    await expect(log).toContainText('I will connect you with Jonas Peeters. Please stay on the line.', SPOKEN);
    await expect.poll(() => caller.state, SPOKEN).toBe('passed_on');
    await picture(app, '3-rings');
    await expect.poll(() => caller.state, SPOKEN).toBe('person');
    await phone.closed;
    await expect(app.popup.getByRole('group', { name: /^On the phone with/ })).toBeVisible();
    await picture(app, '4-on-the-phone');

    await caller.hangUp();
    await expect.poll(async () => (await newestCall(relay))?.outcome).toBe('answered');
    const call = await newestCall(relay);
    expect(call).toMatchObject({ fromNumber: aminaNair, answeredBy: { personId: 'jonas' } });
    const { items } = await relay.store.callPage(null, 20);
    expect(items.filter(({ startedAt }) => startedAt === call?.startedAt)).toHaveLength(1);
    const talk = await relay.store.agentTalk(call?.id ?? '');
    expect(talk?.ended).toBe('handed_over');
    expect(talk?.lines.map(({ text }) => text)).toContain('The hearing is on Monday.');
    await picture(app, '5-in-the-list');
  });
});

test.describe('A person who does not answer', () => {
  test.use({ hasReceptionist: true, peopleManners: { transferAnswerAfterMs: 1_500, transferIsAnswered: false } });

  test('reads so; the caller is back with the receptionist, goes on, and is told goodbye', async ({ app, relay }) => {
    const { caller, phone } = await untilAskedForName(app, relay);
    await app.page.keyboard.press('t');
    await phone.closed;
    const again = await caller.stream(1);
    if (again === null) throw new Error('The caller did not come back.');
    await expect(app.popup.getByText('You did not answer; the receptionist goes on.')).toBeVisible();
    await expect(logOf(app)).toContainText('nobody could take the call', SPOKEN);
    await expect.poll(async () => (await newestCall(relay))?.outcome).toBe('talking');
    expect(again.heard.arrivals.length, 'the caller hears it').toBeGreaterThan(0);
    await answers(app, again, 'What is your first and last name, please?', 'friday');
    await picture(app, '6-came-back');
    expect(await faultsIn(app, 'call-popup')).toEqual([]);

    await app.page.keyboard.press('m');
    await app.page.keyboard.press('ArrowUp');
    await app.page.keyboard.press('Enter');
    await app.page.keyboard.press('Enter');
    await expect(logOf(app)).toContainText('I have to end this call now', SPOKEN);
    await again.closed;
    await expect.poll(() => caller.state).toBe('over');
    await expect.poll(async () => (await newestCall(relay))?.outcome).toBe('agent');
    const call = await newestCall(relay);
    await expect.poll(async () => (await relay.store.agentTalk(call?.id ?? ''))?.ended).toBe('ended_by_person');
    const owed = (await relay.store.openCallbacks()).find(({ callId }) => callId === call?.id);
    expect(owed?.reason).toContain('letter from the court');
    await picture(app, '7-ended');
  });
});
