import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser } from '@playwright/test';
import { openHistory } from '../../src-main/history/open-history.ts';
import { ensureChromium } from '../support/ensure-chromium.ts';
import { chromiumArguments } from '../support/find-chromium.ts';
import { startApp } from '../virtual-electron/start/app-process.ts';
import { buildApp } from '../virtual-electron/start/build-app.ts';
import { largeHistory } from './large-history.ts';
import { type BenchRow, median, ms } from './measure.ts';
import { startBenchRelay } from './servers.ts';

const CALLS = 100_000;
const FEW = 100;
const STARTS = 7;
const root = join(import.meta.dirname, '..', '..');

/** Row 5: from the start of the process to rows on the screen, with the relay away, as on a train. */
export async function desktopStart(): Promise<BenchRow> {
  await buildApp(root, () => undefined);
  const browser = await chromium.launch({ executablePath: ensureChromium(), args: chromiumArguments() });
  const few = await enrolledWith(browser, FEW);
  const many = await enrolledWith(browser, CALLS);
  try {
    const withFew: number[] = [];
    const withMany: number[] = [];
    for (let start = 0; start < STARTS; start += 1) {
      withFew.push(await startToRows(browser, few));
      withMany.push(await startToRows(browser, many));
    }
    return {
      row: 5,
      what: `desktop start to usable list, ${CALLS.toLocaleString('en')} calls cached, relay away; the whole app on the virtual Electron, median of ${STARTS}`,
      bar: '< 1 s',
      result: ms(median(withMany)),
      baseline: `the same app with ${FEW} calls: ${ms(median(withFew))}`,
      met: median(withMany) < 1_000,
    };
  } finally {
    await browser.close();
    await rm(few, { recursive: true, force: true });
    await rm(many, { recursive: true, force: true });
  }
}

/** A desktop that was enrolled once and then filled; its relay is gone afterwards. */
async function enrolledWith(browser: Browser, calls: number): Promise<string> {
  const userData = await mkdtemp(join(tmpdir(), 'callbrief-bench-start-'));
  const relay = await startBenchRelay();
  const app = await startApp({
    root,
    userData,
    electron: null,
    environment: { CALLBRIEF_ENROL: relay.facts.enrolLink },
  });
  const page = await browser.newPage();
  await page.goto(app.url ?? '');
  await page.frameLocator('iframe[data-window-title="Callbrief"]').getByText('Up to date').first().waitFor();
  await page.close();
  await app.stop();
  await relay.stop();
  const { history } = openHistory({ path: join(userData, 'history.sqlite'), now: () => new Date() });
  const rows = largeHistory(calls, new Date());
  history.fill({ contacts: rows.contacts, matters: rows.matters });
  for (let from = 0; from < rows.calls.length; from += 500) history.fill({ calls: rows.calls.slice(from, from + 500) });
  history.close();
  return userData;
}

async function startToRows(browser: Browser, userData: string): Promise<number> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  const began = performance.now();
  const app = await startApp({ root, userData, electron: null, flags: ['--lang=en-GB'] });
  await page.goto(app.url ?? '', { waitUntil: 'commit' });
  await page.frameLocator('iframe[data-window-title="Callbrief"]').getByRole('option').first().waitFor();
  const took = performance.now() - began;
  await page.close();
  await app.stop();
  return took;
}
