import { callers, expect, faultsIn, test } from './harness/test.ts';
import type { AppUnderTest } from './harness/app-under-test.ts';

async function openMatter(app: AppUnderTest, number: RegExp): Promise<void> {
  await app.main.getByRole('option').first().click();
  await app.page.keyboard.press('Control+5');
  await app.main.getByRole('option', { name: number }).click();
  await expect(app.main.getByRole('feed')).toBeVisible();
}

test('matters are found by a party, opened by keyboard, and left with Esc', async ({ app }) => {
  await app.main.getByRole('option').first().click();
  await app.page.keyboard.press('Control+5');
  await expect(app.main.getByRole('option', { name: /2026\/0318/ })).toBeVisible();
  await app.page.keyboard.press('/');
  await app.page.keyboard.type('vandamme');
  await expect(app.main.getByRole('option')).toHaveCount(1);
  await app.page.keyboard.press('Enter');
  await app.page.keyboard.press('Enter');
  await expect(app.main.getByRole('heading', { name: 'Verhulst / Immo Delta' })).toBeVisible();
  await expect(app.main.getByRole('article').first()).toBeVisible();
  await app.page.keyboard.press('Escape');
  await expect(app.main.getByRole('listbox', { name: 'Matters' })).toBeVisible();
});

test('a matter looks as it was drawn, and axe finds no fault in it, light and dark', async ({
  app,
  ring,
  relay,
}, info) => {
  await app.page.setViewportSize({ width: 1400, height: 900 });
  const call = await ring(callers.anneke);
  await call.answer();
  await call.hangUp();
  await call.recorded(await relay.recordings.record('hearing-nl'));
  await openMatter(app, /2026\/0318/);
  await app.main.getByRole('button', { name: 'Unfold the call with Anneke Verhulst' }).first().click();
  await expect(app.main.getByText('Transcript', { exact: true }).first()).toBeVisible({ timeout: 60_000 });
  await expect(app.main.getByRole('button', { name: /^Play the recording of Anneke/ })).toBeEnabled();
  await expect(app.main.getByText('Hidden defects')).toBeVisible();
  await expect(app.main.getByText('Opposing party is represented')).toBeVisible();
  for (const colorScheme of ['light', 'dark'] as const) {
    await app.page.emulateMedia({ colorScheme });
    await app.page.screenshot({ path: info.outputPath(`matter-${colorScheme}.png`) });
    expect(await faultsIn(app, 'main-window')).toEqual([]);
  }
  await app.page.keyboard.press('e');
  await expect(app.main.getByRole('textbox', { name: 'Title' })).toBeVisible();
  expect(await faultsIn(app, 'main-window')).toEqual([]);
  await app.page.screenshot({ path: info.outputPath('form.png') });
  await app.main.getByRole('button', { name: 'Cancel', exact: true }).last().click();
  await app.page.keyboard.press('Escape');
  await expect(app.main.getByRole('option', { name: /2026\/0318/ })).toBeVisible();
  expect(await faultsIn(app, 'main-window')).toEqual([]);
  await app.page.screenshot({ path: info.outputPath('list.png') });
});

test('a party that is said to be represented warns when it rings next', async ({ app, ring, relay }) => {
  const say = async (counsel: string) => {
    await app.main.getByRole('button', { name: 'More', exact: true }).click();
    await app.main.getByRole('menuitem', { name: 'Edit matter' }).click();
    await app.main.getByRole('textbox', { name: 'Counsel of Tom Wauters' }).fill(counsel);
    await app.main.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(app.main.getByRole('dialog')).toBeHidden();
    await expect
      .poll(async () => (await relay.store.matter('2026-0318'))?.parties.find((p) => p.contactId === 'wauters'))
      .toMatchObject({ representedBy: counsel === '' ? null : counsel });
  };
  await openMatter(app, /2026\/0318/);
  await say('');
  await expect(app.main.getByText('Opposing party is represented')).toBeHidden();
  const first = await ring(callers.wauters);
  await expect.poll(() => app.popupIsVisible()).toBe(true);
  await expect(app.popup.getByRole('heading', { name: 'Tom Wauters' })).toBeVisible();
  await expect(app.popup.getByText(/Represented by/)).toHaveCount(0);
  await first.miss();
  await expect.poll(() => app.popupIsVisible()).toBe(false);
  await say('Me T. Aerts');
  await app.page.keyboard.press('Escape');
  await expect(app.main.getByRole('listbox', { name: 'Matters' })).toBeVisible();
  await ring(callers.wauters);
  await expect.poll(() => app.popupIsVisible()).toBe(true);
  await expect(app.popup.getByText(/Represented by Me T\. Aerts/)).toBeVisible();
  await app.popup.getByRole('button', { name: 'Open matter' }).click({ delay: 700 });
  await expect(app.main.getByRole('heading', { name: 'Verhulst / Immo Delta' })).toBeVisible();
});

test('two contacts are merged: the name that was chosen stays, and everything of the other goes to it', async ({
  app,
  relay,
}, info) => {
  await app.main.getByRole('option').first().click();
  await app.page.keyboard.press('Control+5');
  await app.main.getByRole('radio', { name: 'Contacts' }).click();
  await app.page.keyboard.press('n');
  await app.main.getByRole('textbox', { name: 'Name', exact: true }).fill('A. Verhulst');
  await app.main.getByRole('button', { name: 'Add a number' }).click();
  await app.main.getByRole('textbox', { name: 'Telephone number 1' }).fill('12');
  await app.main.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(app.main.getByText('This is not a telephone number. Type it as you would dial it.')).toBeVisible();
  await app.main.getByRole('textbox', { name: 'Telephone number 1' }).fill('0440 27 18 36');
  await app.main.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(app.main.getByRole('heading', { name: 'A. Verhulst' })).toBeVisible();
  await app.main.getByRole('button', { name: 'Find duplicates' }).click();
  const proposal = app.main.getByRole('listitem').filter({ hasText: 'Same number' }).filter({ hasText: 'Verhulst' });
  await proposal.getByRole('button', { name: 'Compare' }).click();
  await app.main.getByRole('radio', { name: /Anneke Verhulst/ }).check();
  expect(await faultsIn(app, 'main-window')).toEqual([]);
  await app.page.screenshot({ path: info.outputPath('merge.png') });
  await app.main.getByRole('button', { name: 'Merge', exact: true }).click();
  await expect(app.main.getByText(/A\. Verhulst is now Anneke Verhulst/)).toBeVisible();
  await app.main.getByRole('button', { name: 'Close', exact: true }).click();
  await app.main.getByRole('textbox', { name: 'Search contacts' }).fill('Verhulst');
  await expect(app.main.getByRole('option')).toHaveCount(1);
  await app.main.getByRole('option').click();
  await expect(app.main.getByRole('button', { name: /Open matter 2026\/0318/ })).toBeVisible();
  await app.page.screenshot({ path: info.outputPath('contacts.png') });
  expect(await faultsIn(app, 'main-window')).toEqual([]);
  expect(await relay.store.contact('verhulst')).toMatchObject({ numbers: [{ number: '+32440271836' }] });
});

test('a matter that is restricted to others is not here any more, whoever has it open', async ({ app, relay }) => {
  await openMatter(app, /2026\/0299/);
  const at = new Date().toISOString();
  const edit = { editId: 'restricted', at, set: { restrictedTo: ['claire'] } };
  await relay.store.editMatter('2026-0299', edit, { personId: 'claire', name: 'Me C. Delcourt' }, at);
  // An event that is published as the relay's own routes do brings the others.
  await app.main.getByRole('button', { name: 'Task', exact: true }).click();
  await app.main.getByRole('textbox', { name: 'Task' }).fill('Call the notary');
  await app.main.getByRole('button', { name: 'Add the task' }).click();
  await expect(app.main.getByText('This matter is not here any more').first()).toBeVisible();
  await app.main.getByRole('button', { name: 'Back to the list' }).first().click();
  await expect(app.main.getByRole('option', { name: /2026\/0318/ })).toBeVisible();
  await expect(app.main.getByRole('option', { name: /2026\/0299/ })).toHaveCount(0);
});
