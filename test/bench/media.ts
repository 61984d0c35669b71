import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { arrivalJitter } from '../../relay/simulator/phone/heard.ts';
import { ringoverPhone } from '../../relay/simulator/phone/phone-dialect.ts';
import { callRelay, type VirtualPhone } from '../../relay/simulator/phone/virtual-phone.ts';
import { createPlayoutClock } from '../../relay/src/media/playout/playout-clock.ts';
import { type BenchRow, ms, residentBytes, series } from './measure.ts';

/** Two minutes with `BENCH_MEDIA_SECONDS=120`; the short form shows the same and lets others work. */
const SECONDS = Number(process.env['BENCH_MEDIA_SECONDS'] ?? 20);
/** Opening many calls at once is not what is measured (ms). */
const SETTLE_MS = 8_000;
/** Of what is in use after a collection. More would be seen over a day (MiB a minute). */
const FLAT = 2;

const facts = z.object({ port: z.number(), tokens: z.array(z.string()) });
const told = z.object({
  lateness: z.array(z.number()),
  dropped: z.number(),
  cpuMs: z.number(),
  heldMiB: z.number(),
});

interface Measured {
  /** By how much messages came off their 20 ms at the phones (ms): the server, the kernel, and the phones' own process. */
  jitter: ReturnType<typeof series>;
  /** By how much the server's ticks were late (ms). Null: it has none. */
  lateness: ReturnType<typeof series> | null;
  /** The same of the phones' own process: what a busy machine does to it is no fault of the server. */
  phonesLate: ReturnType<typeof series>;
  received: number;
  dropped: number;
  cpuShare: number;
  /** For one frame in and one out (microseconds of CPU): the whole process, the kernel's work for its sockets with it. */
  cpuUsPerFrame: number;
  /** In use, and by how much that rises. */
  heldMiB: number;
  heldMiBPerMinute: number;
  /** With what V8 keeps for later: it makes its young generation larger while a busy machine lets much wait. */
  rssMiB: number;
}

const wait = (delayMs: number) => new Promise((resolve) => setTimeout(resolve, delayMs));

/** The server on one core and the phones on the other, as callers are on other machines. */
async function measure(kind: 'relay' | 'bare', calls: number): Promise<Measured> {
  const script = new URL('media-process.ts', import.meta.url).pathname;
  const argument = kind === 'bare' ? 'bare' : String(calls);
  const child = spawn('taskset', ['-c', '0', process.execPath, '--expose-gc', script, argument], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface(child.stdout);
  const nextLine = async () => JSON.parse(((await once(lines, 'line')) as [string])[0]) as unknown;
  const ask = async () => {
    const answer = nextLine();
    child.stdin.write('\n');
    return told.parse(await answer);
  };
  const phones: VirtualPhone[] = [];
  try {
    const { port, tokens } = facts.parse(await nextLine());
    const clock = createPlayoutClock();
    for (let i = 0; i < calls; i += 1) {
      const url = `ws://127.0.0.1:${port}/ws/ringover/call-${i}/${tokens[i] ?? ''}`;
      phones.push(await callRelay({ url, dialect: ringoverPhone(8_000), clock, records: false }));
    }
    await wait(SETTLE_MS);
    const before = await ask();
    for (const { heard } of phones) heard.arrivals.length = 0;
    clock.takeLateness();
    const beganMs = performance.now();
    await wait(SECONDS * 1_000);
    const passedMs = performance.now() - beganMs;
    const after = await ask();
    const received = phones.reduce((sum, { heard }) => sum + heard.arrivals.length, 0);
    return {
      jitter: series(phones.flatMap(({ heard }) => arrivalJitter(heard))),
      lateness: after.lateness.length > 0 ? series(after.lateness) : null,
      phonesLate: series(clock.takeLateness()),
      received,
      dropped: after.dropped - before.dropped,
      cpuShare: (after.cpuMs - before.cpuMs) / passedMs,
      cpuUsPerFrame: ((after.cpuMs - before.cpuMs) * 1_000) / received,
      heldMiB: after.heldMiB,
      heldMiBPerMinute: ((after.heldMiB - before.heldMiB) * 60_000) / passedMs,
      rssMiB: (await residentBytes(child.pid ?? 0)) / 2 ** 20,
    };
  } finally {
    for (const phone of phones) phone.hangUp();
    const gone = once(child, 'exit');
    child.kill('SIGTERM');
    await gone;
  }
}

const percent = (share: number) => `${Math.round(share * 100)} %`;

const cost = (of: Measured) =>
  `${percent(of.cpuShare)} of a core, ${of.cpuUsPerFrame.toFixed(0)} us a frame; ${of.heldMiB.toFixed(0)} MiB in use, ` +
  `${of.heldMiBPerMinute >= 0 ? '+' : ''}${of.heldMiBPerMinute.toFixed(1)} a minute; ${of.rssMiB.toFixed(0)} MiB resident`;

/** Row 9 without the agent: calls over the Ringover dialect whose sound is said back, each way 50 frames a second. */
export async function media(): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  for (const calls of [100, 200, 400]) {
    const ours = await measure('relay', calls);
    const bare = await measure('bare', calls);
    const expected = calls * SECONDS * 50;
    rows.push({
      row: 9,
      what: `sound of ${calls} calls in and out for ${SECONDS} s (echo, no agent): frames off their 20 ms at the phones`,
      bar: calls <= 200 ? 'p99 < 5 ms, no drop, memory flat' : 'shown',
      result:
        `p50 ${ms(ours.jitter.p50)}, p99 ${ms(ours.jitter.p99)}; ticks late p99 ${ms(ours.lateness?.p99 ?? Number.NaN)} (the phones' own: ${ms(ours.phonesLate.p99)}); ` +
        `${ours.received} of ${expected} frames, ${ours.dropped} dropped; ${cost(ours)}`,
      baseline: `bare ws echo: p50 ${ms(bare.jitter.p50)}, p99 ${ms(bare.jitter.p99)}; ${bare.received} frames; the phones' own ticks late p99 ${ms(bare.phonesLate.p99)}; ${cost(bare)}`,
      met:
        calls > 200 ||
        (ours.jitter.p99 < 5 && ours.dropped === 0 && ours.received > expected * 0.99 && ours.heldMiBPerMinute < FLAT),
    });
  }
  return rows;
}
