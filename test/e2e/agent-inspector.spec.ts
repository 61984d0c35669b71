import { longTalk } from '../support/long-talk.ts';
import type { DemoRelay } from '../virtual-electron/start/demo-relay.ts';
import type { AppUnderTest } from './harness/app-under-test.ts';
import { expect, faultsIn, test } from './harness/test.ts';

/** The newest call that the demo firm's receptionist took, with a talk of today, is on screen. */
async function openTalk(app: AppUnderTest, relay: DemoRelay): Promise<string> {
  const { items } = await relay.store.findCalls({ page: 1, perPage: 1, outcomes: ['agent'] });
  const callId = items[0]?.id ?? '';
  await relay.store.putAgentTalk(longTalk(callId, new Date(Date.now() - 120_000).toISOString()));
  await app.openLink(`callbrief://call/${callId}`);
  await expect(app.main.getByRole('region', { name: 'AI receptionist' })).toBeVisible();
  return callId;
}

test('a talk of the receptionist is gone through reply by reply, with the keyboard alone', async ({
  app,
  relay,
}, testInfo) => {
  await openTalk(app, relay);
  const look = app.main.getByRole('button', { name: 'Go through the talk' });
  await look.focus();
  await app.page.keyboard.press('Enter');
  const dialog = app.main.getByRole('dialog', { name: 'AI receptionist' });
  const replies = dialog.getByRole('listbox', { name: 'Replies' });
  await expect(replies.getByRole('option')).toHaveCount(9);
  await replies.focus();
  for (let press = 0; press < 4; press += 1) await app.page.keyboard.press('ArrowDown');
  const facts = dialog.getByRole('region', { name: 'The chosen reply' });
  await expect(facts).toContainText('The caller waited2.26 s');
  await expect(facts).toContainText('hearing: deepgram:nova-3 timed_out -> sherpa:zipformer-en');
  await expect(dialog.locator('[data-of-turn=true]').first()).toContainText('Four seven zero');
  await app.page.screenshot({ path: testInfo.outputPath('agent-talk.png') });
  expect(await faultsIn(app, 'main-window')).toEqual([]);

  await dialog.getByRole('button', { name: 'Talked over 1' }).click();
  await expect(replies.getByRole('option')).toHaveCount(1);
  await dialog.getByRole('radio', { name: 'This reply' }).click();
  await expect(facts).toContainText('Silent after60 ms');
  await expect(dialog.locator('[data-mark=cleared]')).toBeVisible();
  await app.page.emulateMedia({ colorScheme: 'dark' });
  await app.page.screenshot({ path: testInfo.outputPath('agent-turn-dark.png') });
  expect(await faultsIn(app, 'main-window')).toEqual([]);
  await app.page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
});

test('the settings tell how the receptionist did in the last seven days', async ({ app, relay }, testInfo) => {
  await openTalk(app, relay);
  await app.page.keyboard.press('Control+,');
  await app.main.getByRole('button', { name: 'About', exact: true }).first().click();
  const week = app.main.getByRole('region', { name: 'AI receptionist, last 7 days' });
  await expect(week).toContainText('Done 1');
  await expect(week).toContainText('1 hearing, 0 thinking, 0 voice');
  await week.scrollIntoViewIfNeeded();
  await app.page.screenshot({ path: testInfo.outputPath('receptionist-week.png') });
  expect(await faultsIn(app, 'main-window')).toEqual([]);
});

test('a talk that was removed at the office is not shown any more', async ({ app, relay }) => {
  const callId = await openTalk(app, relay);
  await relay.store.removeInsights(callId);
  await app.main.getByRole('button', { name: 'Go through the talk' }).click();
  await expect(app.main.getByText('Nothing of this talk was kept, or it was removed.')).toBeVisible();
});
