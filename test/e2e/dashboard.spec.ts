import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, faultsIn, test } from './harness/test.ts';

test('the statistics of the firm are added up on this computer, and every chart is a table too', async ({
  app,
}, testInfo) => {
  await app.page.keyboard.press('Control+6');
  await expect(app.main.getByRole('heading', { name: 'Statistics' })).toBeVisible();
  const figures = app.main.getByRole('region', { name: 'Key figures' });
  await expect(figures).toContainText('Spoke with someone');
  await expect(figures).toContainText(/Unreturned.*of \d+/s);
  const perDay = app.main.getByRole('region', { name: 'Calls per day' });
  await expect(perDay.getByRole('img')).toBeVisible();
  await app.page.screenshot({ path: testInfo.outputPath('dashboard.png') });
  await perDay.getByRole('button', { name: 'Show as table' }).click();
  await expect(perDay.getByRole('row')).toHaveCount(31);
  await perDay.getByRole('button', { name: 'Show as chart' }).click();
  expect(await faultsIn(app, 'main-window')).toEqual([]);
});

test('a filter and a period change every figure, offline too', async ({ app, relay }) => {
  await app.page.keyboard.press('Control+6');
  const figures = app.main.getByRole('region', { name: 'Key figures' });
  const total = async () =>
    Number(/of ([\d,]+)/.exec((await figures.textContent()) ?? '')?.[1]?.replace(',', '') ?? '0');
  await expect.poll(total).toBeGreaterThan(50);
  const month = await total();
  await relay.close();
  await app.main.getByRole('radio', { name: '7 days' }).click();
  await expect.poll(total).toBeLessThan(month);
  const week = await total();
  await app.main.getByLabel('Person').selectOption({ index: 1 });
  await expect.poll(total).toBeLessThan(week);
});

test('unreturned calls are one press away', async ({ app }) => {
  await app.page.keyboard.press('Control+6');
  await app.main.getByRole('button', { name: 'Show them' }).click();
  await expect(app.main.getByRole('button', { name: /^Unreturned/ })).toHaveAttribute('aria-pressed', 'true');
});

test('the numbers are saved as a file for spreadsheets, the charts as a picture', async ({ app }, testInfo) => {
  const folder = await mkdtemp(join(tmpdir(), 'callbrief-e2e-statistics-'));
  try {
    await app.page.keyboard.press('Control+6');
    await expect(app.main.getByRole('region', { name: 'Calls per day' })).toBeVisible();
    await app.answerSaveDialog(join(folder, 'statistics.csv'));
    await app.main.getByRole('button', { name: 'Export CSV' }).click();
    await expect(app.main.getByText(/Saved as .*statistics\.csv/)).toBeVisible();
    const csv = await readFile(join(folder, 'statistics.csv'), 'utf8');
    expect(csv).toMatch(/^\uFEFFKey figures/);
    expect(csv.split('\r\n').filter((row) => /^20\d\d-\d\d-\d\d,/.test(row))).toHaveLength(30);

    const picture = testInfo.outputPath('statistics.png');
    await app.answerSaveDialog(picture);
    await app.main.getByRole('button', { name: 'Export PNG' }).click();
    await expect(app.main.getByText(/Saved as .*statistics\.png/)).toBeVisible();
    const png = await readFile(picture);
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    // As wide as the charts, twice as fine.
    expect(png.readUInt32BE(16)).toBeGreaterThan(2_000);
    expect(png.length).toBeGreaterThan(50_000);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
