import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator } from '@playwright/test';
import { startCuttableProxy } from '../support/cuttable-proxy.ts';
import { enrolDesktop, openDesktop } from '../support/desktop-app.ts';
import type { AppUnderTest } from './harness/app-under-test.ts';
import { callers, expect, faultsIn, lines, test } from './harness/test.ts';

const row = (app: AppUnderTest, name: RegExp): Locator => app.main.getByRole('row', { name });
const side = (app: AppUnderTest) => app.main.getByRole('complementary', { name: 'Selected callback' });
const group = (app: AppUnderTest, name: RegExp): Locator => app.main.getByRole('rowgroup', { name });

async function openQueue(app: AppUnderTest): Promise<void> {
  await app.page.locator('body').focus();
  await app.main.getByRole('option').first().click();
  await app.page.keyboard.press('Control+2');
  await expect(row(app, /Étude Vandamme/)).toBeVisible();
}

/** The main window as a picture, to be laid beside png/callbacks-light.png. */
async function picture(app: AppUnderTest, name: string): Promise<void> {
  const path = app.framePath('main-window');
  const window = path === null ? app.page : app.page.locator(path);
  await window.screenshot({ path: `test-results/pictures/${name}.png` });
}

test('the queue stands in groups as in the design, light and dark, without a fault that axe finds', async ({ app }) => {
  await openQueue(app);
  await row(app, /Étude Vandamme/).click();
  await expect(group(app, /^Overdue/).getByRole('row', { name: /Étude Vandamme/ })).toContainText('min late');
  await expect(group(app, /^Within two hours/).getByRole('row', { name: /“Karim Haddad”/ })).toContainText('Take it');
  await expect(side(app)).toContainText('Needs the current address of Immo Delta');
  await expect(side(app)).toContainText('Sofie called, no answer');
  await expect(side(app)).toContainText('They called again, nobody free');
  for (const colorScheme of ['light', 'dark'] as const) {
    await app.page.emulateMedia({ colorScheme });
    await picture(app, `callbacks-${colorScheme}`);
    expect(await faultsIn(app, 'main-window')).toEqual([]);
  }
});

test('a callback is taken, moved, given away and closed by keyboard alone, and each is undone', async ({ app }) => {
  const { keyboard } = app.page;
  await openQueue(app);
  await row(app, /“Karim Haddad”/).click();
  await keyboard.press('a');
  await expect(app.main.getByRole('menu')).toBeVisible();
  await keyboard.press('ArrowDown');
  await app.main.getByRole('menuitemradio', { name: /Jonas Peeters/ }).press('Enter');
  await expect(row(app, /“Karim Haddad”/)).toContainText('Jonas');
  await keyboard.press('d');
  await expect(side(app).getByRole('button', { name: 'In 10 min' })).toBeFocused();
  await keyboard.press('Enter');
  await expect(row(app, /“Karim Haddad”/)).toContainText(/in (9|10) min/);
  await keyboard.press('x');
  await expect(side(app)).toContainText('Jonas called, no answer');
  await keyboard.press('Control+z');
  await expect(side(app)).not.toContainText('Jonas called, no answer');
  await keyboard.press('r');
  await expect(row(app, /“Karim Haddad”/)).toHaveCount(0);
  await expect(app.main.getByText('Karim Haddad: closed')).toBeVisible();
  await keyboard.press('Control+z');
  await expect(row(app, /“Karim Haddad”/)).toBeVisible();
});

test('somebody new is added, and what the word on a call says is what its callback says', async ({ app, ring }) => {
  const { keyboard } = app.page;
  await openQueue(app);
  await keyboard.press('n');
  await expect(app.main.getByRole('dialog', { name: 'Add a callback' })).toBeVisible();
  await expect(app.main.getByRole('combobox', { name: 'Who is to be called' })).toBeFocused();
  await keyboard.type('castel');
  await expect(app.main.getByRole('option', { name: /Eva Castel/ })).toBeVisible();
  await keyboard.press('ArrowDown');
  await keyboard.press('Enter');
  await app.main.getByRole('textbox', { name: 'Reason' }).fill('Asks for the bill of lading');
  await app.main.getByRole('button', { name: 'Add', exact: true }).last().click();
  await expect(row(app, /Eva Castel.*bill of lading/)).toBeVisible();

  const call = await ring(callers.wauters, { to: lines.litigation });
  await call.miss();
  await keyboard.press('Control+1');
  const newest = app.main.getByRole('option', { name: /Tom Wauters/ }).first();
  // Not an older call of his: the news may be on its way.
  await expect(newest).toContainText(/Unreturned/);
  await newest.click();
  await expect(app.main.getByRole('heading', { name: /Tom Wauters/ }).first()).toBeVisible();
  await keyboard.press('s');
  await expect(app.main.getByRole('menu')).toBeVisible();
  await keyboard.press('4');
  await expect(newest).toContainText('Please call back');
  await keyboard.press('Control+2');
  await expect(row(app, /Tom Wauters/)).toContainText('Please call back');
  await row(app, /Tom Wauters/).click();
  await keyboard.press('1');
  await expect(row(app, /Tom Wauters/)).toHaveCount(0);
  await keyboard.press('Control+1');
  await expect(app.main.getByRole('option', { name: /Tom Wauters/ }).first()).toContainText('OK');
});

test('what is written without a connection is kept, and a second computer has it when the connection is back', async ({
  launch,
  relay,
}) => {
  const proxy = await startCuttableProxy(() => ({ port: Number(new URL(relay.url).port) }));
  const link = new URL(relay.enrolLink);
  const enrolLink = `callbrief://enrol?relay=${encodeURIComponent(proxy.url)}&code=${link.searchParams.get('code') ?? ''}`;
  const app = await launch({ environment: { CALLBRIEF_ENROL: enrolLink } });
  await expect(app.main.getByText('Up to date').first()).toBeVisible();
  const folder = await mkdtemp(join(tmpdir(), 'callbrief-e2e-second-'));
  await enrolDesktop(folder, relay.url, new URL(await relay.invite()).searchParams.get('code') ?? '');
  const second = openDesktop({ dir: folder });
  await second.fill();
  second.link.start();
  second.sender.start();
  const kroeger = () => second.history.items.all('callback', 'all').find(({ contactId }) => contactId === 'kroeger');
  try {
    await openQueue(app);
    proxy.stall();
    proxy.cut();
    await expect(app.main.getByText(/Offline since/).first()).toBeVisible({ timeout: 40_000 });
    await row(app, /Dr. Matthias Kröger/).click();
    await app.page.keyboard.press('2');
    await expect(row(app, /Dr. Matthias Kröger/)).toHaveCount(0);
    expect(kroeger()?.closed).toBeNull();
    proxy.heal();
    await expect.poll(() => kroeger()?.closed?.byName, { timeout: 40_000 }).toBe('Jonas');
    // And the other way round, while this computer looks on.
    const rousselle = second.history.items.all('callback', 'owed').find(({ contactId }) => contactId === 'rousselle');
    const set = { urgency: 'high' as const };
    const edit = { kind: 'edit_item', item: 'callback', editId: 'second-computer', did: null } as const;
    second.history.changes.add({ ...edit, itemId: rousselle?.id ?? '', set }, new Date().toISOString());
    second.sender.nudge();
    await expect(row(app, /Camille Rousselle/)).toContainText('High', { timeout: 40_000 });
  } finally {
    await second.close();
    await proxy.close();
    await rm(folder, { recursive: true, force: true });
  }
  // Enter goes to the call that a callback is about.
  await row(app, /Camille Rousselle/).click();
  await app.page.keyboard.press('Enter');
  await expect(app.main.getByRole('article', { name: /Camille Rousselle/ })).toBeVisible();
});
