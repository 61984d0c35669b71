import type { DemoRelay } from '../virtual-electron/start/demo-relay.ts';
import { expect as usual, faultsIn, test } from './harness/test.ts';

/** The whole page with its drawing is looked through for faults three times, also on a busy machine. */
const expect = usual.configure({ timeout: 30_000 });

test.describe.configure({ timeout: 240_000 });
test.use({
  relayEnvironment: {
    LANGUAGE_MODEL: 'openai:https://models.example',
    LANGUAGE_MODEL_NAME: 'gpt-5-mini',
    LANGUAGE_MODEL_REGION: 'us',
  },
});

async function makeEverybodyAdministrator({ store }: DemoRelay): Promise<void> {
  for (const person of (await store.personPage(null, 100)).items) await store.putPerson({ ...person, role: 'admin' });
}

test('an administrator sets up the AI receptionist: reads its talk, writes a script, tries it, and turns it on', async ({
  launch,
  relay,
}, info) => {
  await makeEverybodyAdministrator(relay);
  const app = await launch();
  const page = app.main;
  await expect(page.getByText('Up to date').first()).toBeVisible();
  await page.getByRole('button', { name: 'Settings' }).first().click();
  await page.getByRole('button', { name: 'AI receptionist' }).click();

  // Nothing may leave the office's machine, so the model that is set up is refused, and the page says so.
  const engines = page.getByRole('region', { name: 'Engines' });
  await expect(engines.getByRole('row').filter({ hasText: 'gpt-5-mini' })).toContainText('Refused: nothing may leave');
  await expect(engines.getByRole('row').filter({ hasText: 'espeak-ng' })).toContainText('Allowed');
  await expect(page.getByText('No mistakes.')).toBeVisible();
  await app.page.screenshot({ path: info.outputPath('receptionist-top.png') });

  // The script that comes with the relay, as a talk.
  await page.getByRole('radio', { name: 'English' }).click();
  const greet = page.getByRole('article', { name: 'Step greet', exact: true });
  await expect(greet).toContainText('You are speaking with a computer');
  await greet.scrollIntoViewIfNeeded();
  await app.page.screenshot({ path: info.outputPath('receptionist-flow.png') });
  const consent = page.getByRole('article', { name: 'Step consent', exact: true });
  await consent.getByRole('button', { name: 'Go to the step recording_off' }).click();
  await expect(page.getByRole('article', { name: 'Step recording_off', exact: true })).toBeFocused();
  expect(await faultsIn(app, 'main-window')).toEqual([]);

  // A mistake is told by its line while it is written.
  await page.getByRole('button', { name: 'Start from the shipped one' }).click();
  const script = page.getByRole('textbox', { name: 'Script in English, YAML' });
  const text = await script.inputValue();
  await script.fill(text.replace('next: consent', 'next: konsent'));
  const mistake = page.getByRole('button', { name: 'There is no step "konsent".' });
  await expect(mistake).toContainText('Line');
  await expect(page.getByRole('article', { name: 'Step notice', exact: true })).toContainText('has a mistake');
  await mistake.click();
  await expect(script).toBeFocused();
  await app.page.screenshot({ path: info.outputPath('receptionist-mistake.png') });
  expect(await faultsIn(app, 'main-window')).toEqual([]);
  await script.fill(text.replace('How can we help you? Please tell me in a sentence or two.', 'What is it about?'));
  await expect(page.getByText('No mistakes.')).toBeVisible();

  // It answers in writing what a caller would say, by what stands there and was not saved yet.
  const talk = page.getByRole('region', { name: 'Try it in writing' });
  await talk.getByRole('button', { name: 'Begin' }).click();
  const lines = talk.getByRole('list', { name: 'The talk so far' });
  await expect(lines).toContainText('an AI receptionist');
  await talk.getByRole('textbox', { name: 'What the caller says' }).fill('Yes, that is fine');
  await talk.getByRole('textbox', { name: 'What the caller says' }).press('Enter');
  await expect(lines).toContainText('What is it about?');
  await app.page.screenshot({ path: info.outputPath('receptionist-talk.png') });
  expect((await relay.store.receptionist()).scripts).toEqual({});

  await page.getByRole('combobox', { name: 'Add a person…' }).selectOption({ label: 'Jonas Peeters' });
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('Saved. It holds from the next call on.')).toBeVisible();
  const saved = await relay.store.receptionist();
  expect(saved.scripts.en).toContain('What is it about?');
  expect(saved).toMatchObject({ isOn: true, revision: 2, thinks: 'script' });
  expect(saved.handOverTo).toHaveLength(1);
  expect(await faultsIn(app, 'main-window')).toEqual([]);
});
