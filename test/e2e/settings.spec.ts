import type { DemoRelay } from '../virtual-electron/start/demo-relay.ts';
import { callers, expect, faultsIn, test } from './harness/test.ts';

async function makeJonasAdministrator(relay: DemoRelay): Promise<void> {
  const [jonasOfFirm] = (await relay.store.personPage(null, 100)).items.filter(({ name }) => name === 'Jonas Peeters');
  if (!jonasOfFirm) throw new Error('Jonas is not of this firm.');
  await relay.store.putPerson({ ...jonasOfFirm, role: 'admin' });
}

test('the ring test measures rings from the relay to pixels, without taking the keyboard', async ({ app }) => {
  test.setTimeout(90_000);
  await app.main.getByRole('button', { name: 'Settings' }).first().click();
  await app.main.getByRole('button', { name: 'Popup', exact: true }).first().click();
  await app.main.getByRole('button', { name: 'Run ring test' }).click();
  await expect(app.popup.getByText('Ring test').first()).toBeVisible();
  await expect(app.main.getByText(/median of 10/)).toBeVisible({ timeout: 40_000 });
  await expect(app.main.getByText('Keyboard stayed where it was')).toBeVisible();
  await expect(app.main.getByText('Right screen')).toBeVisible();
  await expect(app.main.getByText('Every popup was shown')).toBeVisible();
});

test('dark and French at once, in both windows', async ({ app, ring }) => {
  await app.main.getByRole('button', { name: 'Settings' }).first().click();
  await app.main.getByRole('button', { name: 'Language and display' }).first().click();
  await app.main.getByRole('radio', { name: 'Dark' }).click();
  await expect(app.main.locator('html')).toHaveAttribute('data-theme', 'dark');
  await app.main.getByRole('radio', { name: 'Français' }).click();
  await ring(callers.anneke);
  await expect(app.popup.getByText('Appel entrant').first()).toBeVisible();
  await expect(app.popup.locator('html')).toHaveAttribute('data-theme', 'dark');
});

test('a combination that another program has is said to be taken', async ({ launch }) => {
  const app = await launch({ flags: ['--virtual-taken-shortcuts=Control+Shift+F2'] });
  await expect(app.main.getByText('Up to date').first()).toBeVisible();
  await app.main.getByRole('button', { name: 'Settings' }).first().click();
  await app.main.getByRole('button', { name: 'Popup', exact: true }).first().click();
  await expect(app.main.getByText('Taken').first()).toBeVisible();
});

test('diagnostics hold no name, number or note', async ({ app }) => {
  await app.main.getByRole('button', { name: 'Settings' }).first().click();
  await app.main.getByRole('button', { name: 'About' }).first().click();
  await app.main.getByRole('button').filter({ hasText: 'Copy' }).click();
  await expect.poll(() => app.clipboardText()).toContain('"callbrief"');
  expect(await app.clipboardText()).not.toMatch(/Verhulst|Jonas|\+32\d|\+33\d/);
});

test('an administrator changes what is kept of calls, and sees before what it means for a number', async ({
  launch,
  relay,
}) => {
  await makeJonasAdministrator(relay);
  const app = await launch();
  await expect(app.main.getByText('Up to date').first()).toBeVisible();
  await app.main.getByRole('button', { name: 'Settings' }).first().click();
  await app.main.getByRole('button', { name: 'Recording and AI' }).click();
  const ask = app.main.getByRole('region', { name: 'What would be decided for this number?' });
  await app.main.getByRole('textbox', { name: 'Number of the caller' }).fill('0440 27 18 36');
  await expect(ask).toContainText('Recorded, with announced consent.');
  await expect(ask).toContainText('Anneke Verhulst');
  await app.main.getByRole('button', { name: 'Add a rule' }).click();
  await app.main.getByRole('textbox', { name: 'Contact' }).fill('verh');
  await app.main.getByRole('button', { name: 'Anneke Verhulst' }).click();
  await expect(ask).toContainText('Nothing is kept.');
  expect((await relay.store.capturePolicy()).rules).toEqual([]);
  await app.main.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(app.main.getByText('Saved. It holds from the next call on.')).toBeVisible();
  expect((await relay.store.capturePolicy()).rules).toMatchObject([{ audio: 'none', when: { countries: [] } }]);
  expect(await faultsIn(app, 'main-window')).toEqual([]);
});

test('a tag that an administrator saves is proposed at a call', async ({ launch, relay }) => {
  await makeJonasAdministrator(relay);
  const app = await launch();
  await expect(app.main.getByText('Up to date').first()).toBeVisible();
  await app.main.getByRole('button', { name: 'Settings' }).first().click();
  await app.main.getByRole('button', { name: 'After the call' }).click();
  await app.main.getByRole('textbox', { name: 'New tag' }).fill('Conflict check');
  await app.main.getByRole('textbox', { name: 'New tag' }).press('Enter');
  await app.main.getByRole('radio', { name: 'Initials' }).click();
  await expect(app.main.getByRole('figure')).toContainText('A. V.');
  expect(await faultsIn(app, 'main-window')).toEqual([]);
  await app.main.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(app.main.getByText('Saved.')).toBeVisible();
  expect(await relay.store.practice()).toMatchObject({
    tags: expect.arrayContaining(['Conflict check']),
    callerCard: { name: 'initials' },
  });
  await app.main.getByRole('button', { name: 'Calls' }).first().click();
  await app.main.getByRole('option').first().click();
  await app.main.getByRole('button', { name: 'Add a tag' }).click();
  await app.main.getByRole('button', { name: 'Conflict check' }).click();
  await expect(app.main.getByRole('list', { name: 'Tags' })).toContainText('Conflict check');
});
