import type { Page } from '@playwright/test';
import type { AppUnderTest } from './harness/app-under-test.ts';
import { callers, expect, faultsIn, lines, test } from './harness/test.ts';

const inBothThemes = async (app: AppUnderTest, look: () => Promise<void>) => {
  for (const colorScheme of ['light', 'dark'] as const) {
    await (app.page satisfies Page).emulateMedia({ colorScheme });
    await look();
  }
};

test('calls and settings have no fault that axe finds, light and dark', async ({ app }) => {
  await app.main.getByRole('option').first().click();
  await inBothThemes(app, async () => expect(await faultsIn(app, 'main-window')).toEqual([]));
  await app.main.getByRole('button', { name: 'Settings' }).first().click();
  for (const section of ['Connection', 'Popup', 'Language and display', 'About']) {
    await app.main.getByRole('button', { name: section, exact: true }).first().click();
    await inBothThemes(app, async () => expect(await faultsIn(app, 'main-window')).toEqual([]));
  }
});

test('the first run has no fault that axe finds, light and dark', async ({ launch }) => {
  const app = await launch({ enrolled: false });
  await expect(app.main.getByRole('button', { name: /^Connect/ })).toBeVisible();
  await inBothThemes(app, async () => expect(await faultsIn(app, 'main-window')).toEqual([]));
});

test('the popup has no fault that axe finds, for a client, an opposing party and somebody unknown', async ({
  app,
  ring,
}) => {
  for (const [from, to] of [
    [callers.anneke, lines.litigation],
    [callers.wauters, lines.litigation],
    ['+32440998877', lines.newMatters],
  ] as const) {
    const call = await ring(from, { to });
    await expect.poll(() => app.popupIsVisible()).toBe(true);
    await inBothThemes(app, async () => expect(await faultsIn(app, 'call-popup')).toEqual([]));
    await call.miss();
    await expect.poll(() => app.popupIsVisible()).toBe(false);
  }
});
