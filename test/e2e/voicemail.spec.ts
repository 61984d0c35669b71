import type { AppUnderTest } from './harness/app-under-test.ts';
import type { DemoRelay } from '../virtual-electron/start/demo-relay.ts';
import { callers, expect, faultsIn, jonas, lines, test } from './harness/test.ts';

const listed = (app: AppUnderTest) => app.main.getByRole('option').first();
const filter = (app: AppUnderTest) => app.main.getByRole('button', { name: /^Voicemail( \d+)?$/ });
const unheard = async (app: AppUnderTest) => Number(/\d+/.exec((await filter(app).textContent()) ?? '')?.[0] ?? 0);

/** Nobody took the call; the caller left a message. */
async function leaveVoicemail(relay: DemoRelay): Promise<void> {
  const message = await relay.recordings.record('hearing-en', { mono: true });
  const call = await relay.ringer.ring({ from: callers.anneke, to: lines.litigation, user: jonas });
  await call.leaveVoicemail(message.seconds, message);
}

/** In the inbox, the newest open, and its sound on this computer. */
async function openInbox(app: AppUnderTest): Promise<void> {
  await filter(app).click();
  await expect(listed(app)).toContainText('Anneke Verhulst');
  await listed(app).click();
  await expect(app.main.getByRole('region', { name: /^Voicemail, \d/ })).toBeVisible({ timeout: 30_000 });
}

async function playedFor(app: AppUnderTest, seconds: number): Promise<void> {
  const slider = app.main.getByRole('slider', { name: 'Position' });
  const began = Number(await slider.getAttribute('aria-valuenow'));
  await slider.focus();
  await app.page.keyboard.press('Space');
  await expect
    .poll(async () => Number(await slider.getAttribute('aria-valuenow')), { timeout: 20_000 })
    .toBeGreaterThanOrEqual(began + seconds);
  await slider.focus();
  await app.page.keyboard.press('Space');
}

test('a voicemail counts as heard once it was really heard, and the whole firm knows by whom', async ({
  app,
  relay,
}) => {
  const before = await unheard(app);
  await leaveVoicemail(relay);
  await expect.poll(() => unheard(app)).toBe(before + 1);
  await openInbox(app);
  await expect(listed(app)).toContainText('Voicemail, not heard yet');
  await playedFor(app, 2);
  await expect(listed(app)).toContainText('Voicemail, not heard yet');
  await playedFor(app, 4);
  await expect(listed(app)).toContainText('Voicemail, heard by you');
  await expect.poll(() => unheard(app)).toBe(before);
  // What colleagues' computers are told.
  await expect.poll(async () => (await relay.store.callPage(null, 1)).items[0]?.voicemailHeard?.byName).toBe('Jonas');

  await listed(app).focus();
  await app.page.keyboard.press('h');
  await expect(listed(app)).toContainText('Voicemail, not heard yet');
  await expect.poll(async () => (await relay.store.callPage(null, 1)).items[0]?.voicemailHeard).toBeNull();
  expect(await faultsIn(app, 'main-window')).toEqual([]);
});

test('heard without a connection, it is told when there is one again', async ({ app, relay }) => {
  await leaveVoicemail(relay);
  await openInbox(app);
  const audioIs = () =>
    app.main.locator('body').evaluate(async () => {
      const bridge = window.callbrief;
      const { rows } = await bridge.request('calls:list', { filter: 'voicemail', search: '', offset: 0, limit: 1 });
      const call = await bridge.request('calls:get', { callId: rows[0]?.id ?? '' });
      return call?.recordings[0]?.state;
    });
  await expect.poll(audioIs, { timeout: 30_000 }).toBe('here');
  await relay.close();
  await expect(app.main.getByText(/offline/i).first()).toBeVisible({ timeout: 30_000 });
  await playedFor(app, 5);
  await expect(listed(app)).toContainText('Voicemail, heard by you');
  await expect(app.main.getByText(/1 change/).first()).toBeVisible();
});
