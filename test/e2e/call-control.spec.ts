import type { AppUnderTest } from './harness/app-under-test.ts';
import { callers, expect, faultsIn, jonas, test } from './harness/test.ts';
import type { RungCall } from '../../relay/simulator/pretend-ringer.ts';
import type { PretendUser } from '../../relay/simulator/pretend-call.ts';

type Ring = (from: string, ringing: { user: PretendUser }) => Promise<RungCall>;

/** Anneke calls, Jonas answers on his phone: his computer shows what he may do. */
async function answered(app: AppUnderTest, ring: Ring) {
  const call = await ring(callers.anneke, { user: jonas });
  await expect(app.popup.getByText('Anneke Verhulst').first()).toBeVisible();
  await call.answer(jonas);
  await app.main
    .getByRole('option', { name: /^Anneke Verhulst/ })
    .first()
    .click();
  const controls = app.main.getByRole('toolbar', { name: 'Controls of this call' });
  await expect(controls.getByRole('button', { name: 'Hold' })).toBeVisible();
  return { call, controls };
}

/** An older call of hers, found and selected by keyboard. */
async function findAnneke(app: AppUnderTest): Promise<void> {
  await app.page.keyboard.press('Control+k');
  await app.page.keyboard.type('anneke');
  const first = app.main.getByRole('option', { name: /^Anneke Verhulst/ }).first();
  await expect(first).toBeVisible();
  await first.click();
  await expect(app.main.getByRole('heading', { name: /Anneke Verhulst/ })).toBeVisible();
}

test('my call is held, taken back and muted from the main window, and the provider does it once each', async ({
  app,
  ring,
  relay,
}) => {
  const { controls } = await answered(app, ring);
  const hold = controls.getByRole('button', { name: 'Hold' });
  await hold.click();
  await expect(app.main.getByText('The caller is on hold.')).toBeVisible();
  await expect(hold).toHaveAttribute('aria-pressed', 'true');
  expect(relay.ringover.calls.live().flatMap((live) => live.phones.map((phone) => phone.hold))).toContain(true);
  await hold.click();
  await expect(hold).toHaveAttribute('aria-pressed', 'false');
  await controls.getByRole('button', { name: 'Mute' }).click();
  await expect(app.main.getByText('You are muted. The caller does not hear you.')).toBeVisible();
});

test('a refused transfer says the provider’s reason, and the call goes on', async ({ app, ring, relay }) => {
  const { controls } = await answered(app, ring);
  relay.ringover.failNext('transfer', 'refuse:Agent is not available');
  await controls.getByRole('button', { name: 'Transfer' }).click();
  await app.main.getByRole('option', { name: /Sofie/ }).last().click();
  await app.main.getByRole('button', { name: /^Transfer to Sofie/ }).click();
  await expect(app.main.getByText(/The provider refused\..*Agent is not available/)).toBeVisible();
  await expect(controls.getByRole('button', { name: 'Hold' })).toBeVisible();
  await expect(app.main.getByRole('option', { name: /^Anneke Verhulst.*on the phone/i }).first()).toBeVisible();
});

test('a provider that takes no more requests says so, and nothing is tried again by itself', async ({
  app,
  ring,
  relay,
}) => {
  const { controls } = await answered(app, ring);
  relay.ringover.failNext('hold', '429');
  await controls.getByRole('button', { name: 'Hold' }).click();
  await expect(app.main.getByText(/takes no more requests at the moment\. Nothing was done\./)).toBeVisible();
  await expect(controls.getByRole('button', { name: 'Hold' })).toHaveAttribute('aria-pressed', 'false');
});

test('I transfer my call to a colleague: it is one call, answered by her in the end', async ({ app, ring }) => {
  const { controls } = await answered(app, ring);
  await controls.getByRole('button', { name: 'Transfer' }).click();
  await app.main.getByRole('option', { name: /Sofie/ }).last().click();
  await app.main.getByRole('button', { name: /^Transfer to Sofie/ }).click();
  await expect(controls).toBeHidden();
  const rung = (name: string) => app.main.getByRole('listitem').filter({ hasText: name });
  await expect(rung('Sofie Maes').getByText('on the phone')).toBeVisible();
  await expect(rung('Jonas Peeters (you)').getByText('answered')).toBeVisible();
  expect(
    await app.main.getByRole('option', { name: /^Anneke Verhulst.*(on the phone|ringing)/i }).count(),
  ).toBeLessThan(2);
});

test('hanging up from the popup ends the call for everybody', async ({ app, ring }) => {
  await answered(app, ring);
  const hangUp = app.popup.getByRole('button', { name: 'Hang up' });
  await expect(async () => {
    await hangUp.click({ timeout: 1_000 });
    await expect(app.main.getByRole('option', { name: /^Anneke Verhulst.*Answered by you/ }).first()).toBeVisible({
      timeout: 2_500,
    });
  }).toPass({ timeout: 20_000 });
});

test('a number is dialled by keyboard only: my phone rings, then it is a call', async ({ app }) => {
  await findAnneke(app);
  await app.page.keyboard.press('c');
  const dialog = app.main.getByRole('dialog', { name: 'Call Anneke Verhulst?' });
  await expect(dialog.getByText('+32 440 27 18 36')).toBeVisible();
  await expect(dialog.getByRole('button', { name: 'Call', exact: true })).toBeFocused();
  await app.page.keyboard.press('Enter');
  await expect(app.main.getByText(/Your phone rings now, then Anneke Verhulst is called/)).toBeVisible();
  await expect(
    app.main.getByRole('option', { name: /^Anneke Verhulst.*(Calling|You called|on the phone)/i }).first(),
  ).toBeVisible();
});

test('an SMS is written and sent by keyboard, stands among the calls and is found again by its words', async ({
  app,
}) => {
  await findAnneke(app);
  await app.main.getByRole('button', { name: 'More' }).click();
  await app.main.getByRole('menuitem', { name: 'Send SMS' }).click();
  const composer = app.main.getByRole('textbox', { name: /Write an SMS to Anneke/ });
  await composer.click();
  await app.page.keyboard.type('Please bring the marmalade contract');
  await app.page.keyboard.press('Control+Enter');
  await expect(app.main.getByRole('log').getByText('Please bring the marmalade contract')).toBeVisible();
  await expect(composer).toHaveValue('');
  await app.page.keyboard.press('Control+k');
  await app.page.keyboard.type('marmalade');
  await expect(app.main.getByRole('option', { name: /marmalade/ })).toHaveCount(1);
});

test('live controls, the keypad and the transfer panel have no fault of accessibility', async ({ app, ring }) => {
  const { controls } = await answered(app, ring);
  await controls.getByRole('button', { name: 'Keypad' }).click();
  await expect(app.main.getByRole('button', { name: 'Key 5' })).toBeVisible();
  expect(await faultsIn(app, 'main-window')).toEqual([]);
  expect(await faultsIn(app, 'call-popup')).toEqual([]);
});

test('an administrator writes a rule, is told what would happen on Saturday evening, and saves it', async ({
  relay,
  launch,
}) => {
  const jonasAtTheFirm = await relay.store.person('jonas');
  if (!jonasAtTheFirm) throw new Error('The demo firm has no Jonas');
  await relay.store.putPerson({ ...jonasAtTheFirm, role: 'admin' });
  const app = await launch();
  await expect(app.main.getByText('Up to date').first()).toBeVisible();
  await app.page.keyboard.press('Control+,');
  await app.main.getByRole('button', { name: 'Call routing' }).click();
  await app.main.getByRole('button', { name: 'Add a rule' }).click();
  await app.main.getByRole('textbox', { name: 'Name', exact: true }).fill('Out of hours');
  await app.main.getByRole('radio', { name: 'Office closed' }).click();
  await app.main.getByRole('combobox', { name: 'What happens' }).first().selectOption('voicemail');
  await app.main.getByRole('button', { name: /^Saturday.*19:05/ }).click();
  await app.main.getByRole('textbox', { name: 'Number of the caller' }).fill('0440 27 18 36');
  await expect(app.main.getByText(/Decided by rule 1, “Out of hours”/)).toBeVisible();
  await expect(app.main.getByText('Anneke Verhulst is a contact of the firm: client.')).toBeVisible();
  await app.main.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(app.main.getByText('Saved. From now on calls go by these rules.')).toBeVisible();
  // The answer fades in anew once the rules are saved.
  await expect.poll(() => faultsIn(app, 'main-window')).toEqual([]);
});
