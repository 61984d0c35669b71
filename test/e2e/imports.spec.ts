import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from './harness/test.ts';

test('an administrator imports an odd file: previews it, says what a column means, sees it done and keeps the report', async ({
  relay,
  launch,
}) => {
  const folder = await mkdtemp(join(tmpdir(), 'callbrief-e2e-import-'));
  try {
    const people = (await relay.store.personPage(null, 100)).items;
    for (const person of people) await relay.store.putPerson({ ...person, role: 'admin' });
    const path = join(folder, 'klanten.csv');
    // As western Excel writes it, with a number that is none and a quotation mark that nobody closed.
    const rows = ['Naam;GSM;Bijnaam', 'Zoé Lefèvre;0470 55 66 77;Lefèvre NV', 'Mad Max;geen;', '"Half;0470 55 66 78;'];
    await writeFile(path, Buffer.from(rows.join('\r\n'), 'latin1'));
    const app = await launch();
    await expect(app.main.getByText('Up to date').first()).toBeVisible();
    await app.main.getByRole('button', { name: 'Settings' }).first().click();
    await app.main.getByRole('button', { name: 'Import', exact: true }).click();
    await app.answerOpenDialog(path);
    await app.main.getByRole('button', { name: 'Choose a file…' }).click();
    await expect(app.main.getByText('klanten.csv: 3 rows')).toBeVisible();
    await expect(app.main.getByRole('cell', { name: 'Zoé Lefèvre' })).toBeVisible();
    await expect(app.main.getByLabel('Meaning of GSM')).toHaveValue('mobile');
    await app.main.getByLabel('Meaning of Bijnaam').selectOption('organisation');
    await expect(app.main.getByLabel('Meaning of Bijnaam')).toHaveValue('organisation');
    const start = app.main.getByRole('button', { name: 'Import 3 rows' });
    await expect(start).toBeEnabled();
    await start.press('Enter');
    await expect(app.main.getByText('klanten.csv is imported.')).toBeVisible();
    await expect(app.main.getByText('3 of 3 rows')).toBeVisible();
    const [zoe] = await relay.store.contactsByNumber('+32470556677');
    expect(zoe).toMatchObject({ name: 'Zoé Lefèvre', organisation: 'Lefèvre NV' });

    const report = join(folder, 'report.csv');
    await app.answerSaveDialog(report);
    await app.main.getByRole('button', { name: 'Save the report…' }).click();
    await expect(app.main.getByText('The report is saved.')).toBeVisible();
    const text = await readFile(report, 'utf8');
    expect(text).toContain('3;Mobile;geen;This is not a telephone number.;Mad Max;geen;');
    expect(text).toContain('A quotation mark is not closed');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
