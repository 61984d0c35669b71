import { join } from 'node:path';
import Database from 'better-sqlite3';
import { defaultPolicy } from '../../relay/src/policy/default-policy.ts';
import { besideMock } from './harness/beside-mock.ts';
import type { AppUnderTest } from './harness/app-under-test.ts';
import { callers, expect, faultsIn, jonas, lines, sofie, test } from './harness/test.ts';
import { told } from './harness/told-talk.ts';

/** The twelve states of the design, each as it comes from a signed ring. Pictures go to test-results/popup-states. */
const brabant = '+3220006140';
const stranger = '+33639984107';

const shown = (app: AppUnderTest) => expect.poll(() => app.popupIsVisible()).toBe(true);
const handOver = async (app: AppUnderTest) => {
  await shown(app);
  await app.page.keyboard.press('Control+Shift+F2');
  await expect.poll(() => app.keyboardIn()).toBe('call-popup');
  await expect(app.popup.locator('[data-primary]').first()).toBeFocused();
};

test('1: a known client, with the matter, the lawyer, the deadline and the last words', async ({ app, ring }) => {
  await ring(callers.anneke);
  await expect(app.popup.getByRole('heading', { name: 'Anneke Verhulst' })).toBeVisible();
  await expect(app.popup.getByText('Client', { exact: true })).toBeVisible();
  await expect(app.popup.getByText('2026/0318', { exact: true })).toBeVisible();
  await expect(app.popup.getByText(/in court until/)).toBeVisible();
  await expect(app.popup.getByText('Litigation line')).toBeVisible();
  await expect(app.popup.getByText(/^Deadline|^Hearing/).first()).toBeVisible();
  await besideMock(app, 1, 'known-client');
  expect(await app.keyboardIn()).not.toBe('call-popup');
});

test('1: more can be done with the call from its menu, by keyboard', async ({ app, ring }) => {
  await ring(callers.anneke);
  await handOver(app);
  await app.page.keyboard.press('m');
  await app.page.keyboard.press('ArrowDown');
  await expect(app.popup.getByRole('menuitem', { name: 'Copy number' })).toBeFocused();
  await app.page.keyboard.press('Enter');
  await expect.poll(() => app.clipboardText()).toBe('+32 440 27 18 36');
  await app.page.keyboard.press('Escape');
  await expect(app.popup.getByRole('menu')).toBeHidden();
});

test('2: the other side is warned about first, and nothing of the client stands there', async ({ app, ring }) => {
  await ring(callers.wauters, { to: lines.main });
  await expect(app.popup.getByText(/Represented by Me T\. Aerts/)).toBeVisible();
  await expect(app.popup.getByText('Opposing party', { exact: true })).toBeVisible();
  await expect(app.popup.getByText(/^Deadline|^Hearing/)).toBeHidden();
  await besideMock(app, 2, 'opposing-party');
});

test('3: an unknown number, where the firm records nothing until the call is filed', async ({
  relay,
  launch,
  ring,
}) => {
  const off = { audio: 'none', analyse: false, mayLeaveMachine: false } as const;
  const rule = { id: 'r', when: { lines: [], countries: [], matterIds: ['2026-0318'], contactIds: [] } };
  const policy = { ...defaultPolicy, otherwise: { ...off, regions: [] } };
  await relay.store.setCapturePolicy(
    { ...policy, revision: 1, rules: [{ ...rule, audio: 'record', analyse: true, mayLeaveMachine: false }] },
    0,
  );
  const app = await launch();
  await expect(app.main.getByText('Up to date').first()).toBeVisible();
  await ring(stranger, { to: lines.newMatters });
  await shown(app);
  await expect(app.popup.getByText('Possible client: recording and AI stay off until you decide.')).toBeVisible();
  await besideMock(app, 3, 'unknown-number');
  // By keyboard only: the matter is found by its number, Enter files the call to it.
  await handOver(app);
  await app.popup.getByPlaceholder('Who is it? Name, company or matter…').focus();
  await app.page.keyboard.type('0318 immo');
  await expect(app.popup.getByRole('option').first()).toHaveAccessibleName(/2026\/0318 Verhulst.*Matter/);
  await app.page.keyboard.press('ArrowDown');
  await app.page.keyboard.press('Enter');
  await expect(app.main.getByRole('option', { name: /2026\/0318.*[Rr]inging/ }).first()).toBeVisible();
});

test('4: several matches: one key files the call, and next time that one stands first', async ({ app, ring }) => {
  const first = await ring(brabant, { to: lines.main });
  const list = app.popup.getByRole('listbox', { name: 'Who is calling?' });
  await expect(list.getByRole('option')).toHaveCount(4);
  await expect(app.popup.getByText('3 matches', { exact: true })).toBeVisible();
  await besideMock(app, 4, 'several-matches');
  expect(await faultsIn(app, 'call-popup')).toEqual([]);
  expect(await app.keyboardIn()).not.toBe('call-popup');
  await handOver(app);
  await expect(list).toBeFocused();
  const lemaire = list.getByRole('option', { name: /Paul Lemaire/ });
  const digit = await lemaire.getAttribute('data-digit');
  await app.page.keyboard.press(`Digit${digit ?? ''}`);
  await expect(app.popup.getByRole('heading', { name: 'Paul Lemaire' })).toBeVisible();
  await expect(app.popup.getByText('2026/0291', { exact: true })).toBeVisible();
  // Whoever has the keyboard keeps the card; Esc gives it back.
  await app.page.keyboard.press('Escape');
  await first.miss();
  await expect.poll(() => app.popupIsVisible()).toBe(false);
  await ring(brabant, { to: lines.main });
  await expect(list.getByRole('option').first()).toHaveAccessibleName(/Paul Lemaire.*chosen last time, today/);
});

test('4: what nobody chose waits under Not filed, and is filed there with one key', async ({ app, ring }) => {
  const call = await ring(brabant, { to: lines.main });
  await shown(app);
  await call.miss();
  await app.main.getByRole('button', { name: 'Not filed' }).click();
  await app.main.getByRole('option').first().click();
  await expect(app.main.getByText('Several people or matters fit.', { exact: false })).toBeVisible();
  await app.page.keyboard.press('w');
  const list = app.main.getByRole('listbox', { name: 'Who is calling?' });
  await expect(list).toBeFocused();
  await app.page.keyboard.press('Digit1');
  await expect(app.main.getByRole('heading', { name: /Inès Brabant|Paul Lemaire/ })).toBeVisible();
  await expect(app.main.getByText('Several people or matters fit.', { exact: false })).toBeHidden();
});

test('5: the AI receptionist is read along, and told what to do once it takes orders', async ({ app, relay, ring }) => {
  await ring(stranger, { to: lines.newMatters });
  await shown(app);
  const callId = (await relay.store.callPage(null, 1)).items[0]?.id ?? '';
  relay.agentLive.tell(told(callId));
  await expect(app.popup.getByRole('heading', { name: '“Karim Haddad”' })).toBeVisible();
  await expect(app.popup.getByText('says so, not checked')).toBeVisible();
  await expect(app.popup.getByRole('log')).toContainText('My landlord, Immo Delta.');
  await expect(app.popup.getByText('“Immo Delta” is a party in 2026/0318. Not cleared.')).toBeVisible();
  const take = app.popup.getByRole('button', { name: 'Take call' });
  const orders: string[] = [];
  relay.agentLive.onAct(({ ask, personId }) => {
    orders.push(`${ask.act} for ${personId}`);
    return Promise.resolve();
  });
  await expect(take).toBeEnabled();
  await besideMock(app, 5, 'agent-live');
  expect(await faultsIn(app, 'call-popup')).toEqual([]);
  await handOver(app);
  await app.page.keyboard.press('b');
  await expect(app.popup.getByText('Promised to the caller, and queued for you.')).toBeVisible();
  expect(orders).toEqual(['call_back for jonas']);
  await expect
    .poll(async () => (await relay.store.itemPage('callback', null, 100)).items.find((one) => one.callId === callId))
    .toMatchObject({ source: 'agent', ownerPersonId: 'jonas', callerName: 'Karim Haddad', urgency: 'high' });
  relay.agentLive.tell(told(callId, { state: 'over' }));
  await expect.poll(() => app.popupIsVisible()).toBe(false);
});

test('6: a second call stands as a strip above the card that is being read', async ({ app, ring }) => {
  await ring(callers.anneke);
  await expect(app.popup.getByRole('heading', { name: 'Anneke Verhulst' })).toBeVisible();
  await ring('+3220007001', { to: lines.main });
  await expect(app.popup.getByRole('group', { name: 'Second call, Commercial Court, registry' })).toBeVisible();
  await besideMock(app, 6, 'two-calls');
});

test('7: a colleague answered', async ({ app, ring }) => {
  const call = await ring(callers.anneke);
  await shown(app);
  await call.answer(sofie);
  await expect(app.popup.getByText(/^Answered by Sofie/).first()).toBeVisible();
  await besideMock(app, 7, 'colleague-answered');
});

test('8: you answered, and the note by keyboard alone', async ({ app, ring }) => {
  const call = await ring(callers.anneke, { user: jonas });
  await shown(app);
  await call.answer(jonas);
  await expect(app.popup.getByRole('group', { name: /^On the phone with Anneke Verhulst/ })).toBeVisible();
  await besideMock(app, 8, 'you-answered');
  // No provider lets us stop its recording, so nothing offers it.
  await expect(app.popup.getByText(/Stop recording/)).toBeHidden();
});

test('9: privacy mode: initials everywhere, and everything as long as the button is held', async ({ app, ring }) => {
  await app.page.keyboard.press('Control+Shift+P');
  await expect(app.main.getByRole('switch', { name: 'Details hidden' })).toBeVisible();
  await expect(app.main.getByRole('option', { name: /Verhulst/ })).toHaveCount(0);
  await expect(app.main.getByText('Others may see this screen.')).toBeVisible();
  await ring(callers.anneke);
  await expect(app.popup.getByRole('heading', { name: 'A. V.' })).toBeVisible();
  await expect(app.popup.getByText('Number hidden')).toBeVisible();
  await expect(app.popup.getByText('Verhulst')).toHaveCount(0);
  await besideMock(app, 9, 'privacy');
  expect(await faultsIn(app, 'call-popup')).toEqual([]);
  const hold = app.popup.getByRole('button', { name: 'Hold to reveal' });
  await hold.hover();
  await app.page.mouse.down();
  await expect(app.popup.getByRole('heading', { name: 'Anneke Verhulst' })).toBeVisible();
  await app.page.mouse.up();
  await expect(app.popup.getByRole('heading', { name: 'A. V.' })).toBeVisible();
  await handOver(app);
  await hold.focus();
  await app.page.keyboard.down('Enter');
  await expect(app.popup.getByRole('heading', { name: 'Anneke Verhulst' })).toBeVisible();
  await app.page.keyboard.up('Enter');
  await expect(app.popup.getByRole('heading', { name: 'A. V.' })).toBeVisible();
});

test.describe('in French', () => {
  test.use({ locale: 'fr-BE' });
  test('10: the longest labels fit, and what is not urgent folds to a strip', async ({ launch, relay, ring }) => {
    const app = await launch({ flags: ['--lang=fr-BE'] });
    await expect(app.main.getByText('À jour').first()).toBeVisible();
    await ring('+33639981255', { to: lines.main });
    await shown(app);
    const callId = (await relay.store.callPage(null, 1)).items[0]?.id ?? '';
    relay.agentLive.onAct(() => Promise.resolve());
    relay.agentLive.tell(
      told(callId, {
        urgency: { level: 'today', withinMinutes: null },
        topic: null,
        partyHit: null,
        lines: [
          { who: 'caller', text: 'Je voulais parler à Maître Delcourt.', isPartial: false },
          { who: 'agent', text: 'Souhaitez-vous que Maître Delcourt vous rappelle ?', isPartial: false },
          { who: 'caller', text: 'Oui, avant ce soir. C’est au sujet du protocole', isPartial: true },
        ],
      }),
    );
    await expect(app.popup.getByText('Réceptionniste IA', { exact: true })).toBeVisible();
    const last = app.popup.getByRole('button', { name: 'Rappeler d’ici 10 min' });
    await expect(last).toBeEnabled();
    expect(await last.evaluate((button) => button.scrollWidth <= button.clientWidth)).toBe(true);
    await besideMock(app, 10, 'agent-french');
    await app.page.mouse.move(10, 10);
    await expect.poll(async () => (await app.popupBounds()).height, { timeout: 15_000 }).toBe(56);
    await besideMock(app, 10, 'agent-folded');
  });
});

test('11: after sleep one card says what happened meanwhile', async ({ launch, ring, userData }) => {
  const before = await launch();
  await expect(before.main.getByText('Up to date').first()).toBeVisible();
  await before.stop();
  const db = new Database(join(userData, 'history.sqlite'));
  const hourAgo = new Date(Date.now() - 3_600_000).toISOString();
  expect(db.prepare("UPDATE facts SET value = ? WHERE key = 'remembered.last-online'").run(hourAgo).changes).toBe(1);
  db.close();
  const call = await ring('+3220003318', { to: lines.main });
  await call.miss();
  const app = await launch();
  await expect(app.popup.getByText(/while this computer was offline/)).toBeVisible();
  await expect(app.popup.getByText(/Étude Vandamme/).first()).toBeVisible();
  await besideMock(app, 11, 'after-sleep');
});

test('12: a notification instead, that says less on a locked screen', async ({ launch, ring }) => {
  const app = await launch({ environment: { XDG_SESSION_TYPE: 'wayland' } });
  await expect(app.main.getByText('Up to date').first()).toBeVisible();
  const first = await ring(callers.anneke);
  await expect
    .poll(() => app.notificationsShown())
    .toMatchObject([{ title: 'Anneke Verhulst, client', body: expect.stringMatching(/^2026\/0318 Verhulst/) }]);
  await app.power('lock-screen');
  await expect
    .poll(async () => (await app.notificationsShown()).at(-1))
    .toMatchObject({ title: 'Incoming call', body: '' });
  await first.miss();
  await app.power('unlock-screen');
  await ring(callers.castel, { to: lines.main });
  await expect.poll(async () => (await app.notificationsShown()).at(-1)?.title).toBe('Eva Castel, client');
});

test('at a text size of 130 % the window is wider and nothing is cut', async ({ app, ring }) => {
  await app.page.keyboard.press('Control+,');
  await app.main.getByRole('radio', { name: '130 %' }).click();
  await ring(brabant, { to: lines.main });
  await expect(app.popup.getByText('3 matches', { exact: true })).toBeVisible();
  await expect.poll(async () => (await app.popupBounds()).width).toBe(494);
  const cut = await app.popup
    .locator('[data-popup] button')
    .evaluateAll((buttons) =>
      buttons.filter((one) => one.scrollWidth > one.clientWidth + 1).map((one) => one.textContent),
    );
  expect(cut).toEqual([]);
  await besideMock(app, 4, 'at-130-percent');
});
