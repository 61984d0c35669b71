import { callers, expect, test } from './harness/test.ts';

test('the list shows the calls of the firm by day, newest first', async ({ app }) => {
  await expect(app.main.getByText(/on this computer/)).toBeVisible();
  await expect(app.main.getByText(/^Today/).first()).toBeVisible();
  expect(await app.main.getByRole('option').count()).toBeGreaterThan(5);
});

test('search finds names, numbers and notes and marks what it found', async ({ app }) => {
  await app.page.locator('body').focus();
  await app.main.getByRole('option').first().click();
  await app.page.keyboard.press('Control+k');
  await app.page.keyboard.type('verhu');
  await expect(app.main.getByText(/of \d+, searched in/)).toBeVisible();
  await expect(app.main.locator('mark').first()).toHaveText(/verhu/i);
  await app.page.keyboard.press('Control+a');
  await app.page.keyboard.type('0440 27');
  await expect(app.main.getByRole('option', { name: /Verhulst/ }).first()).toBeVisible();
  await app.page.keyboard.press('Control+a');
  await app.page.keyboard.type('zzzzzz');
  await expect(app.main.getByRole('option')).toHaveCount(0);
});

test('a call that rings stands at the top at once', async ({ app, ring }) => {
  await ring(callers.anneke);
  await expect(app.main.getByRole('option').first()).toHaveAccessibleName(/Anneke Verhulst/);
});

test('the status of a call is set by keyboard and is still there after the relay confirmed it', async ({ app }) => {
  await app.main.getByRole('option').first().click();
  await app.page.keyboard.press('s');
  await app.main
    .getByRole('menuitemradio', { name: 'For info' })
    .or(app.main.getByRole('menuitem', { name: 'For info' }))
    .first()
    .click();
  await expect(app.main.getByRole('option').first()).toContainText('For info');
});

test('everything in the main window is reached and worked by keyboard alone', async ({ app }) => {
  await app.main.getByRole('option').first().click();
  const first = await app.main.getByRole('option', { selected: true }).getAttribute('data-row');
  await app.page.keyboard.press('ArrowDown');
  await expect.poll(() => app.main.getByRole('option', { selected: true }).getAttribute('data-row')).not.toBe(first);
  await app.page.keyboard.press('Control+,');
  await expect(app.main.getByRole('heading', { name: 'Settings' }).first()).toBeVisible();
  await app.page.keyboard.press('Control+1');
  await expect(app.main.getByRole('listbox')).toBeVisible();
  const isInList = () =>
    app.main.getByRole('option', { selected: true }).evaluate((row) => row === document.activeElement);
  await expect(async () => {
    await app.page.keyboard.press('F6');
    expect(await isInList()).toBe(true);
  }).toPass({ timeout: 10_000 });
  await app.page.keyboard.press('?');
  await expect(app.main.getByRole('dialog')).toBeVisible();
  await app.page.keyboard.press('Escape');
  await expect(app.main.getByRole('dialog')).toBeHidden();
});

test('a call that comes in moves the days down and leaves no hole under a heading', async ({ app, ring }) => {
  const holes = () =>
    app.main.locator('[role=listbox]').evaluate((list) => {
      const boxes = [...list.children].map((item) => item.getBoundingClientRect()).sort((a, b) => a.top - b.top);
      return boxes.slice(1).map((box, index) => Math.round(box.top - (boxes[index]?.bottom ?? 0)));
    });
  for (const from of [callers.anneke, callers.wauters, callers.castel]) {
    const before = await app.main.getByRole('option').first().getAttribute('aria-setsize');
    await ring(from);
    await expect(app.main.getByRole('option').first()).not.toHaveAttribute('aria-setsize', before ?? '');
    await expect.poll(async () => (await holes()).every((gap) => Math.abs(gap) <= 1)).toBe(true);
  }
});
