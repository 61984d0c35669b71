import type { Locator } from '@playwright/test';
import { newTask, type TaskFields } from '../../relay/src/wire/task.ts';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { enrolDesktop, openDesktop } from '../support/desktop-app.ts';
import type { AppUnderTest } from './harness/app-under-test.ts';
import { expect, faultsIn, test } from './harness/test.ts';

const row = (app: AppUnderTest, name: RegExp): Locator => app.main.getByRole('row', { name });

async function openTasks(app: AppUnderTest): Promise<void> {
  await app.page.locator('body').focus();
  await app.main.getByRole('option').first().click();
  await app.page.keyboard.press('Control+3');
  await expect(row(app, /Find annex 4/)).toBeVisible();
}

test('tasks stand by when they are due, light and dark, without a fault that axe finds', async ({ app }) => {
  await openTasks(app);
  await row(app, /Find annex 4/).click();
  await expect(row(app, /Find annex 4/)).toContainText('annex four is missing in my copy');
  await expect(app.main.getByRole('rowgroup', { name: /^Overdue/ })).toContainText('Send Mr. Falk the draft');
  const path = app.framePath('main-window');
  for (const colorScheme of ['light', 'dark'] as const) {
    await app.page.emulateMedia({ colorScheme });
    const window = path === null ? app.page : app.page.locator(path);
    await window.screenshot({ path: `test-results/pictures/tasks-${colorScheme}.png` });
    expect(await faultsIn(app, 'main-window')).toEqual([]);
  }
});

test('a task is added, given a day, renamed, done and taken back by keyboard alone', async ({ app, relay }) => {
  const { keyboard } = app.page;
  await openTasks(app);
  await keyboard.press('n');
  await expect(app.main.getByRole('textbox', { name: 'What is to be done' })).toBeFocused();
  await keyboard.type('Ask the court for the file');
  await keyboard.press('Enter');
  await expect(row(app, /Ask the court for the file/)).toBeFocused();
  await keyboard.press('e');
  await expect(app.main.getByRole('textbox', { name: 'Title of the task' })).toBeFocused();
  await keyboard.type('Ask the court for the whole file');
  await keyboard.press('Enter');
  await expect(row(app, /whole file/)).toBeFocused();
  await keyboard.press('Space');
  await expect(row(app, /whole file/)).toHaveCount(0);
  await keyboard.press('Control+z');
  await expect(row(app, /whole file/)).toBeVisible();
  await expect
    .poll(async () => {
      const { items } = await relay.store.itemPage('task', null, 100);
      return items.filter(({ title }) => title.includes('whole file')).map(({ state }) => state);
    })
    .toEqual(['open']);
  // Enter opens the call that a task is from.
  await row(app, /Find annex 4/).click();
  await keyboard.press('Enter');
  await expect(app.main.getByRole('article', { name: /Hélène Castaing/ })).toBeVisible();
});

test('a reminder that is due is told once, quietly and without what it says', async ({ app, relay }) => {
  const folder = await mkdtemp(join(tmpdir(), 'callbrief-e2e-second-'));
  await enrolDesktop(folder, relay.url, new URL(await relay.invite()).searchParams.get('code') ?? '');
  const second = openDesktop({ dir: folder });
  await second.fill();
  second.link.start();
  second.sender.start();
  const at = new Date().toISOString();
  const set: Partial<TaskFields> = {
    ...newTask,
    kind: 'reminder',
    title: 'Secret of the client',
    remindAt: at,
    assigneePersonId: 'jonas',
    matterId: '2026-0318',
  };
  const change = { kind: 'edit_item', item: 'task', itemId: 'from-second', editId: 'e1', set, did: null } as const;
  second.history.changes.add(change, at);
  second.sender.nudge();
  await expect
    .poll(async () => (await app.notificationsShown()).map(({ title }) => title))
    .toEqual(['Reminder: 2026/0318']);
  expect(JSON.stringify(await app.notificationsShown())).not.toContain('Secret');
  await second.close();
  await rm(folder, { recursive: true, force: true });
});
