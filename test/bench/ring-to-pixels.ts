import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { z } from 'zod';
import { newPretendCall } from '../../relay/simulator/pretend-call.ts';
import { createPretendRingover } from '../../relay/simulator/pretend-provider.ts';
import { chromiumArguments } from '../support/find-chromium.ts';
import { ensureChromium } from '../support/ensure-chromium.ts';
import { startApp } from '../virtual-electron/start/app-process.ts';
import { buildApp } from '../virtual-electron/start/build-app.ts';
import { type BenchRow, ms, series } from './measure.ts';
import { BENCH_RINGOVER_KEY, startBenchRelay } from './servers.ts';
import { openStreamClients } from './stream-clients.ts';

const DESKTOPS = 1_000;
const RINGS = 60;
const root = join(import.meta.dirname, '..', '..');
const painted = z.object({ event: z.literal('popup_painted'), totalMs: z.number() });

/** Row 3: from the signed webhook's arrival to the frame with the popup, 999 other desktops on the same relay. */
export async function ringToPixels(): Promise<BenchRow> {
  await buildApp(root, () => undefined);
  const browser = await chromium.launch({ executablePath: ensureChromium(), args: chromiumArguments() });
  try {
    const ours = await app(await browser.newPage({ viewport: { width: 1440, height: 900 } }));
    const theirs = await bare(await browser.newPage());
    const a = series(ours);
    const b = series(theirs);
    return {
      row: 3,
      what: `webhook received -> popup painted, ${DESKTOPS} desktops connected, ${a.n} rings; the whole app on the virtual Electron`,
      bar: 'p50 60 ms, p95 150 ms',
      result: `p50 ${ms(a.p50)}, p95 ${ms(a.p95)}`,
      baseline: `bare SSE server and a page that writes the number, ${DESKTOPS} readers: p50 ${ms(b.p50)}, p95 ${ms(b.p95)}`,
      met: a.p50 <= 60 && a.p95 <= 150,
    };
  } finally {
    await browser.close();
  }
}

async function app(page: Page): Promise<number[]> {
  const relay = await startBenchRelay();
  const userData = await mkdtemp(join(tmpdir(), 'callbrief-bench-desktop-'));
  const relayUrl = `http://127.0.0.1:${relay.facts.port}`;
  const others = await openStreamClients({
    port: relay.facts.port,
    path: '/api/v1/events/stream',
    headers: { authorization: `Bearer ${relay.facts.tokens.accessToken}` },
    count: DESKTOPS - 1,
  });
  const desktop = await startApp({
    root,
    userData,
    electron: null,
    flags: ['--lang=en-GB'],
    environment: { CALLBRIEF_ENROL: relay.facts.enrolLink },
  });
  try {
    if (desktop.url === null) throw new Error('the virtual desktop has no address');
    await page.goto(desktop.url);
    await page.frameLocator('iframe[data-window-title="Callbrief"]').getByText('Up to date').first().waitFor();
    const ringover = createPretendRingover({
      relayUrl,
      publicBaseUrl: relay.facts.publicBaseUrl,
      hookToken: relay.facts.hookToken,
      key: BENCH_RINGOVER_KEY,
      signatures: 'v1',
    });
    const log = join(userData, 'logs', 'callbrief.log');
    const paintedSoFar = () =>
      readFileSync(log, 'utf8')
        .split('\n')
        .filter((line) => line.includes('"popup_painted"'))
        .map((line) => painted.parse(JSON.parse(line)).totalMs);
    const send = async (call: ReturnType<typeof newPretendCall>, moment: 'ringing' | 'hangup') => {
      const signed = ringover.sign(call, { moment, at: new Date(), answeredAt: null, attempt: 1 });
      if (!signed) throw new Error('Ringover tells of every ring');
      const answer = await fetch(signed.url, { method: 'POST', headers: signed.headers, body: signed.body });
      if (!answer.ok) throw new Error(`the relay answered ${answer.status}`);
    };
    for (let ring = 0; ring < RINGS + 5; ring += 1) {
      const call = newPretendCall({ from: `+3247${1_000_000 + (ring % 250)}`, to: relay.facts.line });
      await send(call, 'ringing');
      await until(() => paintedSoFar().length > ring, `ring ${ring} was never painted`);
      await send(call, 'hangup');
      await until(
        async () =>
          !(await desktop.ask({ kind: 'look' })).state.windows.some(
            (w) => w.src?.includes('/call-popup/') && w.visible,
          ),
        'the popup stayed',
      );
    }
    return paintedSoFar().slice(5);
  } finally {
    others.close();
    await desktop.stop();
    await relay.stop();
    await rm(userData, { recursive: true, force: true });
  }
}

/** What no app on this machine can beat: a plain POST fanned out to as many readers, one of them a page with one element. */
async function bare(page: Page): Promise<number[]> {
  const readers = new Set<ServerResponse>();
  const took: number[] = [];
  let painted = Promise.withResolvers<void>();
  let receivedAt = 0;
  const server = createServer((request, response) => {
    if (request.url === '/stream') {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(': hello\n\n');
      readers.add(response);
      request.on('close', () => readers.delete(response));
    } else if (request.url === '/page') {
      response.writeHead(200, { 'content-type': 'text/html' });
      response.end(`<p id="who"></p><script>
        new EventSource('/stream').onmessage = (event) => {
          document.getElementById('who').textContent = event.data;
          requestAnimationFrame(() => requestAnimationFrame(() => fetch('/painted?at=' + (performance.timeOrigin + performance.now()))));
        };</script>`);
    } else if (request.url?.startsWith('/painted')) {
      took.push(Number(new URL(request.url, 'http://x').searchParams.get('at')) - receivedAt);
      response.end();
      painted.resolve();
    } else {
      receivedAt = performance.timeOrigin + performance.now();
      request.resume().on('end', () => {
        response.end('{}');
        for (const reader of readers) reader.write(`data: +32471000000\n\n`);
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const others = await openStreamClients({ port, path: '/stream', headers: {}, count: DESKTOPS - 1 });
  await page.goto(`http://127.0.0.1:${port}/page`);
  await until(() => readers.size === DESKTOPS, 'not every reader came');
  for (let ring = 0; ring < RINGS + 5; ring += 1) {
    painted = Promise.withResolvers<void>();
    await fetch(`http://127.0.0.1:${port}/webhook`, { method: 'POST', body: '{}' });
    await painted.promise;
  }
  others.close();
  server.closeAllConnections();
  server.close();
  return took.slice(5);
}

async function until(holds: () => boolean | Promise<boolean>, otherwise: string): Promise<void> {
  const limit = performance.now() + 15_000;
  while (!(await holds())) {
    if (performance.now() > limit) throw new Error(otherwise);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
