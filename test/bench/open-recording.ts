import { spawnSync } from 'node:child_process';
import { createServer } from 'node:http';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from '@playwright/test';
import { ensureChromium } from '../support/ensure-chromium.ts';
import { chromiumArguments } from '../support/find-chromium.ts';
import { startApp } from '../virtual-electron/start/app-process.ts';
import { buildApp } from '../virtual-electron/start/build-app.ts';
import { followLog } from '../virtual-electron/start/follow-log.ts';
import { startDemoRelay } from '../virtual-electron/start/demo-relay.ts';
import { anHour } from './an-hour.ts';
import { type BenchRow, median, ms } from './measure.ts';

const OPENS = 7;
const root = join(import.meta.dirname, '..', '..');

/** Row 7: from the press on a call to its waveform, without a network; beside wavesurfer that decodes the same hour itself. */
export async function openRecording(): Promise<BenchRow> {
  await buildApp(root, () => undefined);
  const folder = await mkdtemp(join(tmpdir(), 'callbrief-bench-recording-'));
  const browser = await chromium.launch({ executablePath: ensureChromium(), args: chromiumArguments() });
  const { wav, durationMs } = await anHour();
  try {
    const ours = await openInApp(browser, folder, wav, durationMs);
    const theirs = await decodeInBrowser(browser, wav);
    return {
      row: 7,
      what: `open a one-hour recording, network cut: press on the call -> both lanes drawn; the whole app on the virtual Electron, median of ${OPENS}`,
      bar: '< 100 ms',
      result: ms(median(ours)),
      baseline: `wavesurfer.js without ready peaks, same hour as Opus from loopback, one open: ${ms(theirs)}`,
      met: median(ours) < 100,
    };
  } finally {
    await browser.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function openInApp(browser: Browser, folder: string, wav: Buffer, durationMs: number): Promise<number[]> {
  // Nothing is written down of it: this row is about what is drawn.
  const relay = await startDemoRelay(folder, {}, { STT_ENGINE: 'none' });
  const app = await startApp({
    root,
    userData: join(folder, 'desktop'),
    electron: null,
    environment: { CALLBRIEF_ENROL: relay.enrolLink },
    flags: ['--lang=en-GB'],
  });
  const downloaded = Promise.withResolvers<void>();
  const unfollow = followLog(join(folder, 'desktop', 'logs', 'callbrief.log'), 'audio_download', downloaded.resolve);
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  try {
    await page.goto(app.url ?? '');
    const main = page.frameLocator('iframe[data-window-title="Callbrief"]');
    await main.getByText('Up to date').first().waitFor();
    const { url } = relay.media.hold('hour.wav', { bytes: wav });
    const user = { id: '22673838', firstname: 'Jonas', lastname: 'Peeters', email: 'jonas@firm.example' };
    const call = await relay.ringer.ring({ from: '+32440271836', to: '+3220002010', user });
    await call.answer(user);
    await call.hangUp();
    await call.recorded({ url, privateUrl: url, seconds: Math.round(durationMs / 1_000) });
    await main.getByRole('option').first().click();
    await downloaded.promise;
    await relay.close();
    await main
      .getByText(/offline/i)
      .first()
      .waitFor({ timeout: 60_000 });
    const took: number[] = [];
    for (let open = 0; open < OPENS; open += 1) {
      await main.getByRole('option').nth(1).click();
      await main.getByRole('region', { name: /^Recording/ }).waitFor({ state: 'detached' });
      took.push(await pressToLanes(page));
    }
    return took;
  } finally {
    unfollow();
    await page.close();
    await app.stop();
    await relay.close();
  }
}

/** Measured in the page itself: no message to the test is in it. */
function pressToLanes(page: Page): Promise<number> {
  const frame = page.frames().find((one) => one.url().includes('/main-window/'));
  if (!frame) throw new Error('There is no main window.');
  return frame.evaluate(async () => {
    const drawn = () =>
      [...document.querySelectorAll('*')]
        .flatMap((element) => (element.shadowRoot ? [...element.shadowRoot.querySelectorAll('canvas')] : []))
        .filter(({ width, height }) => width > 0 && height > 0).length;
    const row = document.querySelector<HTMLElement>('[role=option]');
    const began = performance.now();
    row?.click();
    while (drawn() < 2) await new Promise((resolve) => requestAnimationFrame(resolve));
    await new Promise((resolve) => requestAnimationFrame(resolve));
    return performance.now() - began;
  });
}

async function decodeInBrowser(browser: Browser, wav: Buffer): Promise<number> {
  const { stdout: opus } = spawnSync(
    'ffmpeg',
    ['-v', 'error', '-f', 'wav', '-i', 'pipe:0', '-c:a', 'libopus', '-b:a', '24k', '-f', 'ogg', 'pipe:1'],
    { input: wav, maxBuffer: 2 ** 28 },
  );
  const script = await readFile(join(root, 'node_modules', 'wavesurfer.js', 'dist', 'wavesurfer.esm.js'));
  const server = createServer((req, res) => {
    if (req.url === '/wavesurfer.js') res.setHeader('content-type', 'text/javascript').end(script);
    else if (req.url === '/hour.ogg') res.setHeader('content-type', 'audio/ogg').end(opus);
    else res.setHeader('content-type', 'text/html').end('<!doctype html><div id="wave" style="width:600px"></div>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const page = await browser.newPage();
  try {
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    await page.addScriptTag({
      type: 'module',
      content: `import WaveSurfer from '/wavesurfer.js'; window.WaveSurfer = WaveSurfer;`,
    });
    await page.waitForFunction(() => 'WaveSurfer' in window);
    return await page.evaluate(async () => {
      const { WaveSurfer } = window as unknown as {
        WaveSurfer: { create(of: object): { once(event: string, then: () => void): void } };
      };
      const began = performance.now();
      const wave = WaveSurfer.create({ container: '#wave', url: '/hour.ogg', height: 34, splitChannels: [{}, {}] });
      await new Promise<void>((resolve) => wave.once('redrawcomplete', resolve));
      return performance.now() - began;
    });
  } finally {
    await page.close();
    server.close();
    server.closeAllConnections();
  }
}
