import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, faultsIn, test } from './harness/test.ts';

test('a call is reviewed by key, charged in the firm’s unit, and saved as a table once', async ({
  app,
  relay,
}, info) => {
  const { keyboard } = app.page;
  const button = (name: string) => app.main.getByRole('button', { name, exact: true });
  await keyboard.press('Control+4');
  await expect(app.main.getByRole('heading', { name: 'Time', level: 1 })).toBeVisible();
  await app.main.getByRole('radio', { name: 'Everybody’s' }).click();
  const drafts = app.main.getByRole('listitem', { name: /Draft, not posted/ });
  await expect(drafts.first()).toBeVisible();
  expect(await faultsIn(app, 'main-window')).toEqual([]);

  // Whose it is decides who takes it out; the firm's newest call is anybody's.
  const own = drafts.filter({ has: app.main.getByText('Jonas', { exact: true }) });
  await own.first().getByRole('button').first().focus();
  await keyboard.press('v');
  const reviewed = app.main.getByRole('listitem', { name: /Reviewed/ });
  await expect(reviewed).toHaveCount(1);
  await expect(reviewed).toContainText('→');
  await reviewed.getByRole('textbox', { name: 'Narrative' }).fill('=Advised on the lease');
  await keyboard.press('Tab');
  await app.page.screenshot({ path: info.outputPath('time.png') });
  await expect
    .poll(async () => (await relay.store.itemPage('time_entry', null, 10)).items)
    .toMatchObject([{ state: 'reviewed', narrative: '=Advised on the lease', narrativeFrom: 'written' }]);

  const path = join(info.outputDir, 'time.csv');
  await app.answerSaveDialog(path);
  await button('Table (CSV)').click();
  await expect(app.main.getByText(`1 entry was saved to ${path}.`)).toBeVisible();
  expect(await readFile(path, 'utf8')).toContain("'=Advised on the lease");
  await expect(reviewed.getByText(/In a table since/)).toBeVisible();

  await button('Table (CSV)').click();
  await expect(app.main.getByText('1 of these entries went out before.')).toBeVisible();
  await button('Send to Clio').click();
  await expect(app.main.getByText('Clio is not connected.')).toBeVisible();
});

test('the firm’s units, codes and rates stand in the settings with Clio’s state; who is no administrator changes none', async ({
  app,
}) => {
  await app.main.getByRole('button', { name: 'Settings' }).first().click();
  await app.main.getByRole('button', { name: 'Time and practice software' }).click();
  await expect(app.main.getByRole('heading', { name: 'Time and practice software' })).toBeVisible();
  await expect(app.main.getByText('Not connected.')).toBeVisible();
  await expect(app.main.getByRole('switch', { name: 'Drafts of time' })).toBeDisabled();
  await expect(app.main.getByRole('button', { name: 'Save', exact: true })).toHaveCount(0);
  await expect(app.main.getByRole('button', { name: 'Connect…' })).toHaveCount(0);
  expect(await faultsIn(app, 'main-window')).toEqual([]);
});
