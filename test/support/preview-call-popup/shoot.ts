import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { createServer } from 'vite';
import { chromiumArguments, findChromium } from '../find-chromium.ts';

/** `node test/support/preview-call-popup/shoot.ts <folder> [name]`: every state as a picture, to lay beside the design's. */
const [folder = '.cache/preview-call-popup', only = ''] = process.argv.slice(2);
const shots: Record<string, string> = {};
const cards = [
  'knownClient',
  'opposingParty',
  'unknownCaller',
  'answeredByColleague',
  'youAnswered',
  'liveCall',
  'onHold',
  'backOnline',
  'severalMatches',
  'unknownProtected',
  'flagged',
  'hiddenClient',
  'agentUrgent',
  'agentFrench',
  'agentReadOnly',
  'agentFolded',
];
for (const card of cards) {
  const shared = card === 'hiddenClient' ? '&shared=1' : '';
  shots[`${card}-light`] = `card=${card}${shared}`;
  shots[`${card}-dark`] = `card=${card}${shared}&appearance=dark`;
  for (const language of ['fr', 'nl', 'de'])
    shots[`${card}-${language}`] = `card=${card}${shared}&language=${language}`;
  shots[`${card}-de-130`] = `card=${card}${shared}&language=de&size=130`;
}
for (const [name, pressed] of Object.entries({
  transfer: 'g',
  keypad: 'i,1,2,#',
  refused: 'g,Enter,Enter',
  ended: 'l',
})) {
  const query = `card=liveCall&keyboard=1&keys=${encodeURIComponent(pressed)}${name === 'refused' ? '&refuse=1' : ''}`;
  shots[`liveCall-${name}-light`] = query;
  shots[`liveCall-${name}-fr-dark`] = `${query}&language=fr&appearance=dark`;
  shots[`liveCall-${name}-nl-130`] = `${query}&language=nl&size=130`;
}
shots['onHold-transfer-fr'] = 'card=onHold&keyboard=1&language=fr&keys=g,Enter';
shots['unknownCaller-list-light'] = 'card=unknownCaller&type=bra';
shots['unknownCaller-list-fr-130'] = 'card=unknownCaller&type=bra&language=fr&size=130&appearance=dark';
shots['knownClient-menu-light'] = 'card=knownClient&keyboard=1&keys=m';
shots['unknownCaller-form-light'] = 'card=unknownCaller&click=New contact';
shots['unknownCaller-form-de-130'] = 'card=unknownCaller&language=de&size=130&click=Neuer Kontakt';
shots['knownClient-note-light'] = 'card=knownClient&press=n';
shots['knownClient-test-de'] = 'card=knownClient&language=de&test=1';
shots['strips-light'] = 'card=knownClient&strips=1';
shots['strips-more-dark'] = 'card=knownClient&strips=2&more=2&appearance=dark';

await mkdir(folder, { recursive: true });
const server = await createServer({ configFile: join(import.meta.dirname, 'vite.config.ts'), server: { port: 0 } });
await server.listen();
const executablePath = findChromium();
const browser = await chromium.launch({
  args: chromiumArguments(),
  ...(executablePath === null ? {} : { executablePath }),
});
try {
  const page = await browser.newPage();
  page.on('pageerror', (error) => console.error(error));
  page.on('console', (line) => line.type() === 'error' && console.error(line.text()));
  for (const [name, query] of Object.entries(shots)) {
    if (!name.startsWith(only)) continue;
    const width = query.includes('size=130') ? 494 : 380;
    await page.setViewportSize({ width, height: 400 });
    await page.goto(`${server.resolvedUrls?.local[0] ?? ''}?${query}`);
    await page.waitForSelector('html[data-painted]');
    const wanted = new URLSearchParams(query);
    if (wanted.has('type')) {
      await page.getByRole('combobox').fill(wanted.get('type') ?? '');
      await page.getByRole('option').first().waitFor();
      await page.keyboard.press('ArrowDown');
    }
    for (const key of (wanted.get('keys') ?? '').split(',').filter(Boolean)) {
      await page.keyboard.press(key);
      await page.waitForTimeout(80);
    }
    if (wanted.has('click')) await page.getByRole('button', { name: wanted.get('click') ?? '' }).dispatchEvent('click');
    if (wanted.has('press')) await page.locator('[aria-keyshortcuts="N"]').dispatchEvent('click');
    await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
    const height = Number(await page.getAttribute('html', 'data-fit'));
    const cut = await page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>('[data-popup] button, [data-popup] output, [data-popup] p')]
        .filter((e) => e.scrollWidth > e.clientWidth + 1 && !e.classList.contains('sr-only'))
        .map((e) => e.textContent),
    );
    console.log(name, `${width} x ${height}`, cut.length > 0 ? `CUT ${cut.join(' | ')}` : '');
    await page.setViewportSize({ width, height });
    await page.evaluate(() => Promise.all(document.getAnimations().map((a) => a.ready)));
    await page.screenshot({ path: join(folder, `${name}.png`), omitBackground: true });
  }
} finally {
  await browser.close();
  await server.close();
}
