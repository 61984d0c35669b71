import { expect, test } from './harness/test.ts';

test('a window goes nowhere and opens nothing', async ({ app }) => {
  const html = app.main.locator('html');
  await html.evaluate(() => {
    const link = document.createElement('a');
    link.href = 'https://evil.example/';
    document.body.append(link);
    link.click();
    window.open('https://evil.example/');
    link.target = '_blank';
    link.click();
  });
  await expect(app.main.getByRole('option').first()).toBeVisible();
  expect(await html.evaluate(() => location.pathname)).toContain('/main-window/index.html');
  expect(app.page.context().pages()).toHaveLength(1);
});

test('the page has the bridge and nothing else of Electron or Node, and the bridge cannot be changed', async ({
  app,
}) => {
  const found = await app.main.locator('html').evaluate(() => {
    const world = globalThis as unknown as Record<string, unknown>;
    return {
      leaks: ['require', 'process', 'module', 'electron', 'ipcRenderer', '__virtualPreload'].filter((n) => n in world),
      isFrozen: Object.isFrozen(world['callbrief']),
      names: Object.keys(world['callbrief'] as object).sort(),
    };
  });
  expect(found).toEqual({ leaks: [], isFrozen: true, names: ['on', 'request'] });
});

test('neither inline script nor a request to any network gets through the policy', async ({ app }) => {
  const tried = await app.main.locator('html').evaluate(async () => {
    const script = document.createElement('script');
    script.textContent = 'globalThis.ranInline = true';
    document.head.append(script);
    const fetched = await fetch('http://127.0.0.1:9/').then(
      () => 'reached',
      () => 'refused',
    );
    return { inline: 'ranInline' in globalThis, fetched };
  });
  expect(tried).toEqual({ inline: false, fetched: 'refused' });
});

test('the popup cannot read the history over the bridge', async ({ app, ring }) => {
  await ring('+32440271836');
  await expect.poll(() => app.popupIsVisible()).toBe(true);
  const answer = await app.popup.locator('html').evaluate(() =>
    window.callbrief.request('calls:get', { callId: 'a' }).then(
      () => 'answered',
      (error: Error) => error.message,
    ),
  );
  expect(answer).toContain('may not ask');
});
