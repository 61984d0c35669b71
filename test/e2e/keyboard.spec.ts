import type { Locator } from '@playwright/test';
import type { AppUnderTest } from './harness/app-under-test.ts';
import { callers, expect, lines, test } from './harness/test.ts';

/** Tab, as often as a patient person would, until it has the keyboard. */
async function tabTo(app: AppUnderTest, target: Locator): Promise<void> {
  await expect(target).toBeVisible();
  for (let presses = 0; presses < 60; presses += 1) {
    if (await target.evaluate((element) => element === element.ownerDocument.activeElement)) return;
    await app.page.keyboard.press('Tab');
  }
  throw new Error(`Tab never comes to ${target.toString()}`);
}
async function press(app: AppUnderTest, target: Locator): Promise<void> {
  await tabTo(app, target);
  await app.page.keyboard.press('Enter');
}

test('from the first run to a note on a ringing call without ever touching the mouse', async ({
  launch,
  relay,
  ring,
}) => {
  test.setTimeout(120_000);
  const app = await launch({ enrolled: false });
  const { keyboard } = app.page;
  const button = (name: string | RegExp) => app.main.getByRole('button', { name });

  await tabTo(app, app.main.getByRole('textbox').first());
  await keyboard.type(relay.url);
  await tabTo(app, app.main.getByLabel(/code/i).first());
  await keyboard.type(new URL(relay.enrolLink).searchParams.get('code') ?? '');
  await press(app, button(/^Connect/));
  await press(app, button('Next: choose your calls'));
  await press(app, button('Next: ring test'));
  await press(app, button('Ring once'));
  await expect(app.main.getByText(/was on your screen after/)).toBeVisible();
  await press(app, button('Start working'));

  await expect(app.main.getByRole('option').first()).toBeVisible();
  await keyboard.press('Control+k');
  await keyboard.type('verhulst');
  await expect(app.main.getByText(/of \d+, searched in/)).toBeVisible();
  await keyboard.press('Enter');
  await tabTo(app, app.main.getByRole('option', { selected: true }));
  await keyboard.press('ArrowDown');
  await keyboard.press('Enter');
  await keyboard.press('n');
  await expect(app.main.getByRole('textbox', { name: 'Note' })).toBeFocused();
  await keyboard.press('Control+a');
  await keyboard.type('Written without the mouse');
  await keyboard.press('Escape');
  await expect(app.main.getByRole('textbox', { name: 'Note' })).toHaveValue('Written without the mouse');
  await keyboard.press('s');
  await expect(app.main.getByRole('menu')).toBeVisible();
  await keyboard.press('2');
  await expect(app.main.getByRole('button', { name: /Status:\s*For info/ })).toBeVisible();

  await keyboard.press('Control+,');
  await press(app, app.main.getByRole('button', { name: 'Popup', exact: true }));
  await press(app, button('Run ring test'));
  await expect(app.popup.getByText('Ring test').first()).toBeVisible();
  await expect(app.main.getByText(/median of 10/)).toBeVisible({ timeout: 40_000 });

  await keyboard.press('Control+1');
  await ring(callers.anneke, { to: lines.litigation });
  await expect.poll(() => app.popupIsVisible()).toBe(true);
  await expect(app.popup.getByRole('group', { name: /^Incoming call, Anneke Verhulst/ })).toBeVisible();
  await keyboard.press('Control+Shift+F2');
  await expect.poll(() => app.keyboardIn()).toBe('call-popup');
  // The keyboard is there when the card shows it.
  await expect(app.popup.getByRole('button', { name: 'Open matter' })).toBeFocused();
  await keyboard.press('n');
  await expect(app.popup.getByRole('textbox')).toBeFocused();
  await keyboard.type('She calls about the hearing');
  await keyboard.press('Escape');
  await expect.poll(() => app.keyboardIn()).toBe('main-window');
  await keyboard.press('Control+k');
  await keyboard.press('Control+a');
  await keyboard.type('calls about the hearing');
  await expect(app.main.getByRole('option', { name: /Verhulst/ }).first()).toBeVisible();
});
