import type { Surface } from './harness/app-under-test.ts';
import { expect, lines, test } from './harness/test.ts';

const CALLER = '+32440998877';
const MARKUP = '<img src=x onerror="window.hit=1"><b>Bold</b> & <a href="tel:+32900123456">tel:+32900123456</a>';
const OVERRIDE = 'Jonas \u202Egnp.yb dewerv\u202C';

/** Elements that a text could have become, and whether one of its scripts ran. */
const traces = (surface: Surface) =>
  surface.locator('html').evaluate((html) => ({
    grown: html.querySelectorAll('img, a[href], script[src=x]').length,
    ran: 'hit' in globalThis,
  }));

test('a name that is markup is text: in the popup, the list and the call', async ({ relay, launch, ring }) => {
  const at = new Date().toISOString();
  const contact = { organisation: MARKUP, languages: [] };
  const numbers = [{ number: CALLER, kind: 'mobile' as const, shared: false }];
  await relay.store.putContact({ id: 'hostile', name: MARKUP, numbers, ...contact }, at);
  const app = await launch();
  await expect(app.main.getByText('Up to date').first()).toBeVisible();
  const before = { popup: await traces(app.popup), main: await traces(app.main) };
  const call = await ring(CALLER, { to: lines.litigation });
  await expect(app.popup.getByRole('heading', { name: MARKUP })).toBeVisible();
  await expect(app.main.getByRole('option', { name: MARKUP }).first()).toBeVisible();
  await call.miss();
  await app.main.getByRole('option', { name: MARKUP }).first().click();
  await expect(app.main.getByRole('heading', { name: MARKUP })).toBeVisible();
  await app.main.getByRole('textbox', { name: 'Note' }).fill(MARKUP);
  await expect(app.main.getByText(/^You, today|Jonas/).first()).toBeVisible();
  expect({ popup: await traces(app.popup), main: await traces(app.main) }).toEqual(before);
});

test('a direction override in a name turns nothing around, and 200 letters do not push the buttons out', async ({
  relay,
  launch,
  ring,
}) => {
  const at = new Date().toISOString();
  const numbers = [{ number: CALLER, kind: 'mobile' as const, shared: false }];
  const long = `${OVERRIDE} ${'Wolfeschlegelsteinhausen'.repeat(8)}`.slice(0, 200);
  await relay.store.putContact({ id: 'long', name: long, organisation: long, languages: ['fr'], numbers }, at);
  const app = await launch();
  await expect(app.main.getByText('Up to date').first()).toBeVisible();
  await ring(CALLER, { to: lines.litigation });
  await expect.poll(() => app.popupIsVisible()).toBe(true);
  const heading = app.popup.getByRole('heading').first();
  await expect(heading).toContainText('Jonas gnp.yb dewerv');
  expect(await heading.textContent()).not.toMatch(/[\u202A-\u202E\u2066-\u2069]/);
  await expect(app.main.getByRole('option').first()).toContainText('Jonas gnp.yb dewerv');
  const outside = await app.popup.locator('[data-popup]').evaluate((root) => {
    const box = root.getBoundingClientRect();
    return [...root.querySelectorAll('button')].filter((button) => {
      const at = button.getBoundingClientRect();
      return at.left < box.left || at.right > box.right || at.bottom > box.bottom || at.width === 0;
    }).length;
  });
  expect(outside).toBe(0);
  const { y, height } = await app.popupBounds();
  expect(y + height).toBeLessThanOrEqual((await app.workArea()).height);
});

test('a second start with strange arguments brings the window to the front and does nothing else', async ({ app }) => {
  for (const link of [
    'callbrief://enrol?relay=javascript:alert(1)&code=K7QF-2M9D',
    'callbrief://enrol?relay=file:///etc/passwd&code=K7QF-2M9D',
    'callbrief://enrol?relay=http://192.168.1.1&code=K7QF-2M9D',
    `callbrief://enrol?relay=https://${'a'.repeat(10_000)}.example&code=K7QF-2M9D`,
    'callbrief://call/../../settings',
    '--load-extension=/tmp/evil',
    '\u0000',
  ])
    await app.openLink(link);
  await expect(app.main.getByRole('option').first()).toBeVisible();
  await expect(app.main.getByText('Up to date').first()).toBeVisible();
});

test('a name and a matter that are markup are text in a system notification', async ({ relay, launch, ring }) => {
  const at = new Date().toISOString();
  const numbers = [{ number: CALLER, kind: 'mobile' as const, shared: false }];
  await relay.store.putContact({ id: 'hostile', name: MARKUP, organisation: null, languages: [], numbers }, at);
  await relay.store.putMatter({
    id: 'hostile-matter',
    number: '2026/0999',
    title: 'Smith & Sons <urgent>',
    status: 'open',
    responsiblePersonId: null,
    parties: [{ contactId: 'hostile', role: 'client', representedBy: null }],
    deadlines: [],
    updatedAt: at,
  });
  const app = await launch({ environment: { XDG_SESSION_TYPE: 'wayland' } });
  await expect(app.main.getByText('Up to date').first()).toBeVisible();
  await ring(CALLER, { to: lines.litigation });
  // The title is plain text everywhere; the body is markup on Linux.
  const body = process.platform === 'linux' ? 'Smith &amp; Sons &lt;urgent&gt;' : 'Smith & Sons <urgent>';
  await expect.poll(async () => (await app.notificationsShown())[0]?.title).toBe(`${MARKUP}, client`);
  expect((await app.notificationsShown())[0]?.body).toContain(body);
  expect(await app.page.evaluate(() => 'hit' in globalThis)).toBe(false);
});
