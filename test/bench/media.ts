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
/** More would be seen over a day; less is the collector's breathing in so short a time (MiB a minute). */
const FLAT = 20;

const facts = z.object({ port: z.number(), tokens: z.array(z.string()) });
const told = z.object({
  lateness: z.array(z.number()),
  dropped: z.number(),
  cpuMs: z.number(),
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
  rssMiB: number;
  /** While it was measured. */
  rssMiBPerMinute: number;
}

const wait = (delayMs: number) => new Promise((resolve) => setTimeout(resolve, delayMs));

/** The server on one core and the phones on the other, as callers are on other machines. */
async function measure(kind: 'relay' | 'bare', calls: number): Promise<Measured> {
  const script = new URL('media-process.ts', import.meta.url).pathname;
  const argument = kind === 'bare' ? 'bare' : String(calls);
  const child = spawn('taskset', ['-c', '0', process.execPath, script, argument], {
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
    for (const { heard } of phones) heard.arrivals.length = 0;
    clock.takeLateness();
    const before = await ask();
    const rss: number[] = [];
    const beganMs = performance.now();
    for (let second = 0; second < SECONDS; second += 1) {
      await wait(Math.max(0, beganMs + (second + 1) * 1_000 - performance.now()));
      rss.push((await residentBytes(child.pid ?? 0)) / 2 ** 20);
    }
    const passedMs = performance.now() - beganMs;
    const after = await ask();
    return {
      jitter: series(phones.flatMap(({ heard }) => arrivalJitter(heard))),
      lateness: after.lateness.length > 0 ? series(after.lateness) : null,
      phonesLate: series(clock.takeLateness()),
      received: phones.reduce((sum, { heard }) => sum + heard.arrivals.length, 0),
      dropped: after.dropped - before.dropped,
      cpuShare: (after.cpuMs - before.cpuMs) / passedMs,
      rssMiB: rss.at(-1) ?? Number.NaN,
      rssMiBPerMinute: slope(rss) * 60,
    };
  } finally {
    for (const phone of phones) phone.hangUp();
    const gone = once(child, 'exit');
    child.kill('SIGTERM');
    await gone;
  }
}

/** Of a straight line through what was measured each second. */
function slope(values: readonly number[]): number {
  const middle = (values.length - 1) / 2;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  let above = 0;
  let below = 0;
  for (const [x, y] of values.entries()) {
    above += (x - middle) * (y - mean);
    below += (x - middle) ** 2;
  }
  return above / below;
}

const percent = (share: number) => `${Math.round(share * 100)} %`;

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
        `${ours.received} of ${expected} frames, ${ours.dropped} dropped; ${percent(ours.cpuShare)} of a core; ` +
        `${ours.rssMiB.toFixed(0)} MiB, ${ours.rssMiBPerMinute >= 0 ? '+' : ''}${ours.rssMiBPerMinute.toFixed(1)} a minute`,
      baseline: `bare ws echo: p50 ${ms(bare.jitter.p50)}, p99 ${ms(bare.jitter.p99)}; ${bare.received} frames; the phones' own ticks late p99 ${ms(bare.phonesLate.p99)}; ${percent(bare.cpuShare)} of a core; ${bare.rssMiB.toFixed(0)} MiB, ${bare.rssMiBPerMinute.toFixed(1)} a minute`,
      met:
        calls > 200 ||
        (ours.jitter.p99 < 5 && ours.dropped === 0 && ours.received > expected * 0.99 && ours.rssMiBPerMinute < FLAT),
    });
  }
  return rows;
}
