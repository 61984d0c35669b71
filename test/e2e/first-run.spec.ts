import { callers, expect, test } from './harness/test.ts';

const codeOf = (link: string) => new URL(link).searchParams.get('code') ?? '';

test('address and code connect this computer, and the history arrives', async ({ launch, relay }) => {
  const app = await launch({ enrolled: false });
  const [address, code] = [app.main.getByRole('textbox').first(), codeOf(relay.enrolLink)];
  await address.fill(relay.url);
  await app.main.getByLabel(/code/i).first().click();
  await app.page.keyboard.type(code.replace('-', ''));
  await app.main.getByRole('button', { name: /^Connect/ }).click();
  await expect(app.main.getByText(/Jonas Peeters/).first()).toBeVisible();
});

test('a link fills the form and does not connect by itself', async ({ launch, relay }) => {
  const app = await launch({ enrolled: false });
  await app.openLink(relay.enrolLink);
  await expect(app.main.getByRole('textbox').first()).toHaveValue(relay.url);
  await expect(app.main.getByRole('button', { name: /^Connect/ })).toBeVisible();
});

test('an address without a relay is told in the field', async ({ launch }) => {
  const app = await launch({ enrolled: false });
  await app.main.getByRole('textbox').first().fill('http://127.0.0.1:9');
  await app.page.keyboard.press('Tab');
  await expect(app.main.getByText(/not be reached|not reach|no answer|does not answer/i).first()).toBeVisible();
});

test('a second start is enrolled already, with the same history', async ({ launch }) => {
  const first = await launch();
  await expect(first.main.getByText('Up to date').first()).toBeVisible();
  await expect(first.main.getByRole('option').first()).toBeVisible();
  const counted = await first.main.getByText(/on this computer/).textContent();
  await first.stop();
  const second = await launch({ enrolled: false });
  await expect(second.main.getByText('Up to date').first()).toBeVisible();
  await expect(second.main.getByText(/on this computer/)).toHaveText(counted ?? '');
});

test('without a key store the person is told, and must connect again at the next start', async ({ launch }) => {
  const first = await launch({ flags: ['--virtual-key-store=none'] });
  await expect(first.main.getByText('You will have to sign in at every start.')).toBeVisible();
  await first.stop();
  const second = await launch({ enrolled: false, flags: ['--virtual-key-store=none'] });
  await expect(second.main.getByRole('button', { name: /^Connect/ })).toBeVisible();
});

test('removing this computer deletes the history here; connected again, the phone pops up again', async ({
  app,
  relay,
  ring,
}) => {
  await (await ring(callers.anneke)).miss();
  await app.main.getByRole('button', { name: 'Settings' }).first().click();
  await app.main.getByRole('button', { name: /^Remove this computer/ }).click();
  await app.main.getByRole('button', { name: 'Remove and delete' }).click();
  await expect(app.main.getByRole('button', { name: /^Connect/ })).toBeVisible();
  await app.openLink(await relay.invite());
  await app.main.getByRole('button', { name: /^Connect/ }).click();
  await expect(app.main.getByText(/Connected as Jonas Peeters/)).toBeVisible();
  await expect(app.main.getByText(/\d+ calls on this computer/)).toBeVisible();
  await ring(callers.castel);
  await expect(app.popup.getByText('Eva Castel').first()).toBeVisible();
  expect(await app.popupIsVisible()).toBe(true);
});
