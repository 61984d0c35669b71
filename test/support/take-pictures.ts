import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { openVirtualApp } from '../e2e/harness/virtual-app.ts';
import type { Bounds } from '../e2e/harness/app-under-test.ts';
import { buildApp } from '../virtual-electron/start/build-app.ts';
import { startDemoRelay } from '../virtual-electron/start/demo-relay.ts';
import { chromiumArguments, findChromium } from './find-chromium.ts';
import { officeHoursZone } from './office-hours.ts';

/**
 * `node test/support/take-pictures.ts [folder]`: the README's pictures, of the built app with the demo firm. With the
 * font Inter installed they look as the design does (Debian: fonts-inter).
 */
const root = join(import.meta.dirname, '..', '..');
const [folder = join(root, 'docs', 'pictures')] = process.argv.slice(2);
const anneke = { from: '+32440271836', to: '+3220002010' };
const timeZone = officeHoursZone(new Date());
process.env['TZ'] = timeZone;

/** A little desktop around what is shown, CSS px. */
const AROUND = 28;
/** Long enough for a clock that runs, and for the ring to be painted. */
const RINGS_FOR_MS = 4_000;

await mkdir(folder, { recursive: true });
await using open = new AsyncDisposableStack();
await buildApp(root, console.log);
const data = await mkdtemp(join(tmpdir(), 'callbrief-pictures-'));
open.defer(() => rm(data, { recursive: true, force: true }));
const relay = await startDemoRelay(join(data, 'relay'));
open.defer(() => relay.close());
const executablePath = findChromium();
const browser = await chromium.launch({
  args: [...chromiumArguments(), '--disable-gpu'],
  ...(executablePath !== null && { executablePath }),
});
open.defer(() => browser.close());

const calls = await openDesktop(1);
await calls.app.main
  .getByRole('option', { name: /Vandamme/ })
  .first()
  .click();
await calls.app.main.getByRole('heading', { name: /Vandamme/ }).waitFor();
await take(calls.page, 'calls', await boundsOf(calls.page, 'Callbrief'));
await calls.app.stop();

const popup = await openDesktop(2);
await popup.app.main.getByRole('button', { name: 'Minimise' }).click();
const call = await relay.ringer.ring(anneke);
await popup.app.popup.getByRole('heading', { name: 'Anneke Verhulst' }).waitFor();
await popup.page.waitForTimeout(RINGS_FOR_MS);
const card = await boundsOf(popup.page, 'Callbrief: incoming call');
const right = 1440 - card.x;
await take(popup.page, 'popup', {
  x: card.x - AROUND,
  y: card.y - AROUND,
  width: right + AROUND,
  height: 900 - card.y + AROUND,
});
await call.miss();
await popup.app.stop();

/** @param scale device pixels per CSS pixel */
async function openDesktop(scale: number) {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    deviceScaleFactor: scale,
    locale: 'en-GB',
    timezoneId: timeZone,
    colorScheme: 'light',
  });
  const page = await context.newPage();
  const app = await openVirtualApp(page, {
    root,
    // The same computer twice: the invitation's code works once.
    userData: join(data, 'desktop'),
    flags: ['--lang=en-GB'],
    environment: { TZ: timeZone, CALLBRIEF_ENROL: relay.enrolLink },
  });
  await app.main.getByText('Up to date').first().waitFor();
  await app.main.getByRole('option').first().waitFor();
  return { app, page };
}

async function boundsOf(page: Page, windowTitle: string): Promise<Bounds> {
  const bounds = await page.locator(`iframe[data-window-title="${windowTitle}"]`).boundingBox();
  if (bounds === null) throw new Error(`There is no window "${windowTitle}"`);
  return bounds;
}

async function take(page: Page, name: string, clip: Bounds): Promise<void> {
  await page.mouse.move(4, 4);
  const path = join(folder, `${name}.png`);
  await page.screenshot({ path, clip });
  console.log(path);
}
