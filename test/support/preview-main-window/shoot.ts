import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { chromium, type Page } from '@playwright/test';
import { createServer } from 'vite';
import { chromiumArguments, findChromium } from '../find-chromium.ts';
import { mockNow } from '../mock-calls.ts';

/** `node test/support/preview-main-window/shoot.ts <folder> [name]`: screens as pictures, to lay beside the design's. */
const [folder = '.cache/preview-main-window', only = ''] = process.argv.slice(2);
const search = (page: Page) => page.getByRole('search').getByRole('textbox').fill('expert report');
const settings = (page: Page) => page.keyboard.press('Control+,');
const section = (nth: number) => async (page: Page) => {
  await settings(page);
  await page.locator('[data-pane="list"] button').nth(nth).click();
};
/** One after the other, each when the last has been drawn. */
const keys =
  (...pressed: string[]) =>
  async (page: Page) => {
    await page.locator('article h2').waitFor();
    for (const key of pressed) {
      await page.keyboard.press(key);
      await page.clock.runFor(50);
      await page.waitForTimeout(80);
    }
  };
const messages = (page: Page) => page.locator('[role=toolbar] button').nth(3).click();
const conversation = (page: Page) => page.getByRole('log').waitFor();
const write = async (page: Page) => {
  await conversation(page);
  await page.locator('form textarea').fill('Bonjour, apportez-la jeudi, s’il vous plaît.');
};
const sendSms = async (page: Page) => {
  await write(page);
  await page.keyboard.press('Control+Enter');
};
const routing = section(7);
/** Saturday 19:05, a client calls the main line. */
const asked =
  (quick = 2) =>
  async (page: Page) => {
    await routing(page);
    const ask = page.locator('section section').first();
    await ask.getByRole('group').first().getByRole('button').nth(quick).click();
    await ask.locator('input[type=tel]').fill('+32 440 27 18 36');
    await page.clock.runFor(1_000);
    await ask.locator('ul li').first().waitFor();
  };
/** A rule with its fields, a new one without a name, hours that end before they start, and Save pressed. */
const wrong = async (page: Page) => {
  await routing(page);
  await page.locator('ol > li button[aria-expanded]').nth(1).click();
  await page.locator('[data-focus="field:hours.weekly.0.to"]').fill('7:00');
  await page.getByRole('button', { name: /^(Save|Enregistrer|Speichern|Bewaren)$/ }).click();
};
const conflict = async (page: Page) => {
  await routing(page);
  await page.locator('ol > li').nth(1).locator('button').last().click();
  await page.evaluate(() => {
    const { bridge } = window as unknown as { bridge: { desk: { routing: { revision: number } } } };
    bridge.desk.routing.revision += 1;
  });
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText('Somebody else').waitFor();
};
const compared = async (page: Page) => {
  await settings(page);
  await page.getByRole('button', { name: 'Compare', exact: true }).click();
};
/** At 3:12 of the recording, as in the design. */
const at312 = async (page: Page) => {
  await page.locator('article h2').waitFor();
  await page.getByRole('slider').focus();
  await page.keyboard.press('Home');
  for (let step = 0; step < 19; step += 1) await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowUp');
  await page.getByRole('slider').blur();
  await page.waitForTimeout(300);
};
const searched = async (page: Page) => {
  await search(page);
  await page.clock.runFor(500);
  await page.keyboard.press('F3');
  await page.keyboard.press('F3');
  await page.locator('article h2').click();
  await at312(page);
};
const dashboard = async (page: Page) => {
  await page.keyboard.press('Control+6');
  await page.locator('[data-chart]').first().waitFor();
};
const audioSettings = section(3);
interface Shot {
  query: string;
  act?: (page: Page) => Promise<void>;
  height?: number;
  width?: number;
}
const shots: Record<string, Shot> = {
  calls: { query: '' },
  'calls-search': { query: '', act: search },
  'calls-search-dark': { query: 'appearance=dark', act: search },
  'calls-fr-offline': { query: 'language=fr&connection=offline' },
  'calls-de': { query: 'language=de&connection=catching_up' },
  'calls-nl-notices': { query: 'language=nl&connection=silent&notices=4' },
  'calls-130': { query: 'size=130&language=de' },
  'calls-small': { query: 'language=fr', width: 1024, height: 640 },
  'calls-many': { query: 'calls=100000' },
  'calls-mac': { query: 'platform=darwin' },
  'calls-none': { query: 'calls=0' },
  dashboard: { query: '', act: dashboard },
  'dashboard-dark': { query: 'appearance=dark', act: dashboard },
  'dashboard-de-130': { query: 'language=de&size=130', act: dashboard },
  'dashboard-small-fr': { query: 'language=fr', act: dashboard, width: 1024, height: 640 },
  recorded: { query: 'recorded=whole', act: searched },
  'recorded-dark': { query: 'recorded=whole&appearance=dark', act: searched },
  'recorded-fr': { query: 'recorded=whole&language=fr', act: at312 },
  'recorded-de-130': { query: 'recorded=whole&language=de&size=130', act: at312 },
  'recorded-small-nl': { query: 'recorded=whole&language=nl', act: at312, width: 1024, height: 640 },
  'recorded-about-fr-130': {
    query: 'recorded=whole&language=fr&size=130',
    act: async (page) => {
      await at312(page);
      await page.locator('article').getByRole('radio').last().click();
    },
  },
  'recorded-processing': { query: 'recorded=processing' },
  'recorded-summary-failed-fr': { query: 'recorded=summary-failed&language=fr' },
  'recorded-no-model': { query: 'recorded=no-model' },
  'recorded-no-model-nl-dark': { query: 'recorded=no-model&language=nl&appearance=dark' },
  'recorded-verified': { query: 'recorded=verified&role=admin', act: at312 },
  'recorded-at-the-office': { query: 'recorded=at-the-office' },
  'recorded-not-here-offline': { query: 'recorded=not-here&connection=offline' },
  'recorded-not-here-offline-fr': { query: 'recorded=not-here&connection=offline&language=fr' },
  'recorded-downloading': { query: 'recorded=downloading' },
  'recorded-waiting-de': { query: 'recorded=waiting&language=de' },
  'recorded-failed': { query: 'recorded=failed' },
  'recorded-skipped-nl': { query: 'recorded=skipped&language=nl' },
  'recorded-removed-de': { query: 'recorded=removed&language=de' },
  'recorded-removed-with-text': { query: 'recorded=removed-with-text' },
  'recorded-mono': { query: 'recorded=mono' },
  'recorded-transcript-failed': { query: 'recorded=transcript-failed' },
  'recorded-menu': {
    query: 'recorded=whole&role=admin',
    act: (page) => page.getByRole('button', { name: 'More' }).click(),
  },
  'recorded-hold': {
    query: 'recorded=whole&role=admin',
    act: async (page) => {
      await page.getByRole('button', { name: 'More' }).click();
      await page.getByRole('menuitem', { name: 'Legal hold' }).click();
    },
  },
  'recorded-loop': {
    query: 'recorded=whole',
    act: async (page) => {
      await at312(page);
      const box = await page.locator('[data-seeker]').boundingBox();
      if (!box) return;
      await page.mouse.move(box.x + 100, box.y + 20);
      await page.mouse.down();
      await page.mouse.move(box.x + 180, box.y + 30, { steps: 4 });
      await page.mouse.up();
      await page.getByRole('button', { name: 'Volume' }).click();
    },
  },
  'settings-audio': { query: '', act: audioSettings },
  'settings-audio-fr-dark': { query: 'language=fr&appearance=dark', act: audioSettings },
  'settings-audio-de-130': { query: 'language=de&size=130', act: audioSettings },
  messages: { query: 'messages=1' },
  'messages-dark': { query: 'messages=1&appearance=dark', act: messages },
  'messages-fr-130': { query: 'messages=1&language=fr&size=130', act: conversation },
  'messages-search': { query: 'messages=1', act: search },
  'conversation-fr': { query: 'messages=1&language=fr', act: write },
  'conversation-refused': { query: 'messages=1&refuse=sms', act: sendSms },
  'conversation-no-number': { query: 'messages=1', act: (page) => page.getByText('Proximus').click() },
  'conversation-small-de': { query: 'messages=1&language=de', act: write, width: 1024, height: 640 },
  annotated: { query: 'first=annotated' },
  'annotated-fr-dark': { query: 'first=annotated&language=fr&appearance=dark' },
  live: { query: 'first=live' },
  'live-dark': { query: 'first=live&appearance=dark' },
  'live-fr-130': { query: 'first=live&language=fr&size=130' },
  'live-small-fr': { query: 'first=live&language=fr', width: 1024, height: 640 },
  'live-hold': { query: 'first=live', act: keys('p', 'u') },
  'live-pending-de': { query: 'first=live&refuse=pending&language=de', act: keys('p', 'l') },
  'live-unconfirmed': { query: 'first=live&refuse=unconfirmed', act: keys('l') },
  'live-keypad': { query: 'first=live', act: keys('i', '1', '2', '#') },
  transfer: { query: 'first=live&attended=1', act: keys('g', 'ArrowDown', 'Enter') },
  'transfer-fr-dark': { query: 'first=live&attended=1&language=fr&appearance=dark', act: keys('g', 'ArrowDown') },
  'transfer-refused': { query: 'first=live&refuse=transfer', act: keys('g', 'Enter', 'Enter') },
  'transfer-refused-fr-130': {
    query: 'first=live&refuse=transfer&language=fr&size=130',
    act: keys('g', 'Enter', 'Enter'),
  },
  dial: { query: '', act: keys('c') },
  'dial-opposing': { query: 'first=opposing', act: keys('c') },
  'dial-opposing-fr-dark': { query: 'first=opposing&language=fr&appearance=dark', act: keys('c') },
  'dial-refused-de-130': { query: 'refuse=dial&language=de&size=130', act: keys('c', 'Enter') },
  'dial-ringing': { query: '', act: keys('c', 'Enter') },
  'dial-search': { query: '', act: (page) => page.getByRole('search').getByRole('textbox').fill('0440 27 18 36') },
  'number-menu': { query: '', act: (page) => page.getByRole('button', { name: 'More' }).click() },
  block: {
    query: '',
    act: async (page) => {
      await page.getByRole('button', { name: 'More' }).click();
      await page.getByRole('menuitem', { name: 'Block this number' }).click();
    },
  },
  'status-menu': { query: '', act: (page) => page.keyboard.press('s') },
  'keys-sheet': { query: '', act: (page) => page.keyboard.press('?') },
  'settings-popup': { query: '', act: section(1) },
  'settings-full': { query: '', act: settings, height: 1500 },
  'settings-fr-dark': { query: 'language=fr&appearance=dark', act: settings, height: 1500 },
  'settings-de-130': { query: 'language=de&size=130', act: section(1), width: 1280 },
  routing: { query: 'role=admin', act: asked(), height: 1500 },
  'routing-dark': { query: 'role=admin&appearance=dark', act: asked(3), height: 1500 },
  'routing-fr': { query: 'role=admin&language=fr', act: asked(), height: 1500 },
  'routing-fr-small': { query: 'role=admin&language=fr', act: asked(), width: 1024, height: 640 },
  'routing-de-130': { query: 'role=admin&language=de&size=130', act: wrong, height: 1900 },
  'routing-nl-130-small': { query: 'role=admin&language=nl&size=130', act: asked(), width: 1024, height: 1900 },
  'routing-wrong': { query: 'role=admin', act: wrong, height: 1900 },
  'routing-conflict': { query: 'role=admin', act: conflict },
  'routing-read-only': { query: '', act: asked(), height: 1400 },
  'routing-offline-fr': { query: 'language=fr&connection=offline', act: routing },
  blocked: { query: '', act: section(8) },
  'blocked-fr-dark': { query: 'language=fr&appearance=dark', act: section(8) },
  'blocked-de-130-small': { query: 'language=de&size=130', act: section(8), width: 1024, height: 640 },
  'settings-calling-admin': { query: 'role=admin', act: compared, height: 1500 },
  'settings-calling-fr-130-small': {
    query: 'role=admin&language=fr&size=130',
    act: section(2),
    width: 1024,
    height: 1000,
  },
  'first-run': { query: 'phase=first_run' },
  'first-run-filled': {
    query: 'phase=first_run',
    act: async (page) => {
      await page.getByRole('textbox').nth(0).fill('https://relay.delcourt-maes.example');
      await page.getByRole('textbox').nth(1).fill('k7qf2m');
      await page.getByText('found', { exact: true }).waitFor();
    },
  },
  'first-run-error-fr': { query: 'phase=first_run&language=fr', act: (page) => page.locator('[type=submit]').click() },
  locked: { query: 'phase=locked&language=de' },
};

await mkdir(folder, { recursive: true });
const server = await createServer({ configFile: join(import.meta.dirname, 'vite.config.ts'), server: { port: 0 } });
await server.listen();
const executablePath = findChromium();
const browser = await chromium.launch({
  args: [...chromiumArguments(), '--disable-gpu'],
  ...(executablePath !== null && { executablePath }),
});
try {
  const context = await browser.newContext({ timezoneId: 'UTC' });
  const page = await context.newPage();
  page.on('pageerror', (error) => console.error(error));
  page.on('console', (line) => line.type() === 'error' && console.error(line.text()));
  await page.clock.install({ time: mockNow });
  await page.clock.setFixedTime(mockNow);
  for (const [name, { query, act, width = 1280, height = 800 }] of Object.entries(shots)) {
    if (!name.startsWith(only)) continue;
    await page.setViewportSize({ width, height });
    await page.goto(`${server.resolvedUrls?.local[0] ?? ''}?${query}`);
    await page.locator('header').first().waitFor();
    await act?.(page);
    await page.clock.runFor(1_000);
    await page.evaluate(() => document.fonts.ready);
    await page.screenshot({ path: join(folder, `${name}.png`) });
    const { violations } = await new AxeBuilder({ page }).analyze();
    const trouble = violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`,
    );
    console.log(name, trouble.length > 0 ? `\n  ${trouble.join('\n  ')}` : '');
  }
} finally {
  await browser.close();
  await server.close();
}
