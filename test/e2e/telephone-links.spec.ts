import { expect, test } from './harness/test.ts';
import type { AppUnderTest } from './harness/app-under-test.ts';

/** As the page of the main window asks and hears it; what it draws has specs of its own. */
const inMain = (app: AppUnderTest) => app.main.locator('body');

async function listen(app: AppUnderTest): Promise<() => Promise<unknown>> {
  await inMain(app).evaluate(() => {
    const heard: string[] = [];
    Object.assign(window, { heard });
    window.callbrief.on('dial:asked', ({ text }) => heard.push(text));
  });
  return () => inMain(app).evaluate(() => (window as unknown as { heard: string[] }).heard);
}

test('a telephone link asks about its number, and one with a script in it only opens the window', async ({ app }) => {
  const heard = await listen(app);
  await app.openLink('tel:javascript:alert(1)');
  await app.openLink('tel:+32-440-27-18-36;ext=2');
  await expect.poll(heard).toEqual(['+32-440-27-18-36']);
});

test('the hotkey asks about what is selected in another program', async ({ app }) => {
  const heard = await listen(app);
  await app.selectText('0440 27 18 36');
  await app.page.keyboard.press('Control+Shift+F3');
  await expect.poll(heard).toEqual(['0440 27 18 36']);
});

test('the system gives its telephone links to the app only when a person says so, and where it can takes them back', async ({
  app,
}) => {
  const change = (openTelLinks: boolean) =>
    inMain(app).evaluate((_, on) => window.callbrief.request('settings:change', { openTelLinks: on }), openTelLinks);
  expect(await app.linkSchemes()).toEqual(['callbrief']);
  await change(true);
  expect(await app.linkSchemes()).toEqual(['callbrief', 'tel', 'callto']);
  await change(false);
  // Linux cannot be told so: another program is chosen in its settings.
  const kept = process.platform === 'linux' ? ['callbrief', 'tel', 'callto'] : ['callbrief'];
  expect(await app.linkSchemes()).toEqual(kept);
});
