import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { z } from 'zod';
import { BRIDGE, openCallers, STREAMER, type CallersMeasured } from './agent-callers.ts';
import { childNamed, cpuByPart } from './cpu-by-part.ts';
import { createStaggeredClock } from './staggered-clock.ts';
import { type BenchRow, ms, residentBytes, type Series, series } from './measure.ts';
import { createBeat, createHistogram, seriesOf } from './off-beat.ts';

/** After all have called: the first turns of so many at once are not what is measured (ms). */
const SETTLE_MS = 10_000;
/** What may be kept of calls that are over: the sound of sentences, see `sound-cache.ts` (MiB). */
const KEPT_SOUND = 32;
/** Code that was compiled meanwhile, pages of a database (MiB). */
const KEPT_ELSE = 8;
const LOOK_MS = 1_000;

const facts = z.object({
  relayUrl: z.string(),
  publicBaseUrl: z.string(),
  hookToken: z.string(),
  key: z.string(),
  mediaPort: z.number(),
});
const measured = z.object({
  lateness: z.array(z.number()),
  sent: z.array(z.number()),
  collections: z.array(z.number()),
});
const ofRelay = measured.extend({
  streams: z.number(),
  counts: z.object({
    silenceDropped: z.number(),
    ticksHeld: z.number(),
    framesSent: z.number(),
    mostEars: z.number(),
    errors: z.record(z.string(), z.number()),
  }),
});
const memory = z.object({ heapMiB: z.number(), outsideMiB: z.number() });
const keptTalks = z.object({
  talks: z.array(
    z.object({
      startedAtMs: z.number(),
      ended: z.string(),
      lostFrames: z.number(),
      fellBack: z.array(z.string().nullable()),
      turns: z.array(z.object({ atMs: z.number(), voiceEndToFirstFrame: z.number().nullable() })),
    }),
  ),
});

interface Load {
  calls: number;
  seconds: number;
}

/** Those of `npm start` in `relay/`: what is measured runs as the relay does. */
async function startOptions(): Promise<string[]> {
  const file = await readFile(new URL('../../relay/package.json', import.meta.url), 'utf8');
  const { scripts } = z.object({ scripts: z.object({ start: z.string() }) }).parse(JSON.parse(file));
  return scripts.start.split(' ').filter((word) => word.startsWith('--'));
}

/** A process of `agent-process.ts`. */
async function start(args: string[], environment: Record<string, string>) {
  const script = new URL('agent-process.ts', import.meta.url).pathname;
  const watch = new URL('watch-sockets.ts', import.meta.url).href;
  // `BENCH_NODE_OPTIONS=--cpu-prof`: where the time goes.
  const options = (process.env['BENCH_NODE_OPTIONS'] ?? '').split(' ').filter((one) => one !== '');
  const child = spawn(process.execPath, [...(await startOptions()), ...options, script, ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, ...environment, NODE_OPTIONS: `--import ${watch}` },
  });
  const lines = createInterface(child.stdout);
  const nextLine = async () => JSON.parse(((await once(lines, 'line')) as [string])[0]) as unknown;
  return {
    pid: child.pid ?? 0,
    ended: once(child, 'exit'),
    nextLine,
    ask: async <T>(word: string, shape: z.ZodType<T>): Promise<T> => {
      const answer = nextLine();
      child.stdin.write(`${word}\n`);
      return shape.parse(await answer);
    },
    async stop() {
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      await gone;
    },
  };
}

/** The same cadence without anything behind it: what the machine and `ws` themselves cost. */
async function bare({ calls, seconds }: Load): Promise<{ sent: Series; heard: Series; late: Series; cpu: number }> {
  const server = await start(['bare'], {});
  const sockets: WebSocket[] = [];
  const clock = await createStaggeredClock();
  try {
    const { port } = z.object({ port: z.number() }).parse(await server.nextLine());
    const off = createHistogram();
    const silence = Buffer.alloc(320);
    for (let i = 0; i < calls; i += 1) {
      const socket = new WebSocket(`ws://127.0.0.1:${port}`, { perMessageDeflate: false });
      await once(socket, 'open');
      const beat = createBeat((offMs) => off.add(offMs));
      socket.on('message', () => beat(performance.now()));
      socket.once(
        'close',
        clock.join(() => socket.send(silence)),
      );
      sockets.push(socket);
    }
    await wait(2_000);
    await server.ask('measured', measured);
    off.clear();
    const before = await cpuByPart(server.pid);
    await wait(seconds * 1_000);
    const after = await cpuByPart(server.pid);
    const { lateness, sent } = await server.ask('measured', measured);
    const cpu = ((after['main'] ?? 0) - (before['main'] ?? 0)) / (seconds * 1_000);
    return { sent: seriesOf(sent), heard: seriesOf(off.counts), late: series(lateness), cpu };
  } finally {
    await server.stop();
    for (const socket of sockets) socket.terminate();
    clock.close();
  }
}

interface Measured {
  relay: z.output<typeof ofRelay>;
  callers: CallersMeasured;
  phonesLate: Series;
  phonesCpu: number;
  /** By part of the relay: cores. */
  cpu: Record<string, number>;
  rss: number[];
  hearingRss: number[];
  /** `left`: when all calls are over. */
  garbageLess: Record<'before' | 'after' | 'left', z.output<typeof memory>>;
  talks: z.output<typeof keptTalks>['talks'];
  fromMs: number;
  untilMs: number;
}

async function underLoad({ calls, seconds }: Load, dataDir: string): Promise<Measured> {
  const clock = await createStaggeredClock();
  const callers = await openCallers(clock);
  const mediaPort = await freePort();
  const relay = await start(['relay', String(calls)], {
    RINGOVER_WEBSOCKET_HOST: '127.0.0.1',
    RINGOVER_WEBSOCKET_PORT: String(mediaPort),
    MEDIA_PUBLIC_URL: `http://127.0.0.1:${mediaPort}`,
    RINGOVER_STREAMER_AUTH_TOKEN: STREAMER,
    TWILIO_AUTH_TOKEN: BRIDGE.authToken,
    TWILIO_API_BASE_URL: callers.apiOrigin,
    TWILIO_RETURNS_CALLERS: '1',
    DATA_DIR: dataDir,
  });
  try {
    const calling = callers.callsTo(facts.parse(await relay.nextLine()));
    await calling.begin(calls);
    await wait(SETTLE_MS);
    const garbageLessBefore = await relay.ask('memory', memory);
    const hearing = await childNamed(relay.pid, 'ears-process');
    await relay.ask('measured', ofRelay);
    calling.clear();
    clock.takeLateness();
    const fromMs = Date.now();
    const [before, ownBefore] = [await cpuByPart(relay.pid), process.cpuUsage()];
    const rss: number[] = [];
    const hearingRss: number[] = [];
    while (Date.now() - fromMs < seconds * 1_000) {
      await wait(LOOK_MS);
      rss.push((await residentBytes(relay.pid)) / 2 ** 20);
      if (hearing !== null) hearingRss.push((await residentBytes(hearing)) / 2 ** 20);
    }
    const untilMs = Date.now();
    const [after, own] = [await cpuByPart(relay.pid), process.cpuUsage(ownBefore)];
    const taken = calling.take();
    const phonesLate = series(clock.takeLateness());
    const told = await relay.ask('measured', ofRelay);
    const garbageLessAfter = await relay.ask('memory', memory);
    await calling.stop();
    const { talks } = await relay.ask('talks', keptTalks);
    const garbageLess = { before: garbageLessBefore, after: garbageLessAfter, left: await relay.ask('memory', memory) };
    // Only now: what a stream was sent is said at its end.
    const { counts } = await relay.ask('measured', ofRelay);
    const passedMs = untilMs - fromMs;
    const cpu = Object.fromEntries(
      Object.entries(after).map(([name, spent]) => [name, (spent - (before[name] ?? 0)) / passedMs]),
    );
    const phonesCpu = (own.user + own.system) / 1_000 / passedMs;
    return {
      relay: { ...told, counts },
      callers: taken,
      phonesLate,
      phonesCpu,
      cpu,
      rss,
      hearingRss,
      garbageLess,
      talks,
      fromMs,
      untilMs,
    };
  } finally {
    await relay.stop();
    await callers.close();
    clock.close();
  }
}

/** Providers are told it before the relay listens there. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
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
const signed = (value: number) => `${value >= 0 ? '+' : ''}${value.toFixed(1)}`;
const spread = ({ p50, p99, max }: Series) => `p50 ${ms(p50)}, p99 ${ms(p99)}, most ${ms(max)}`;
const perMinute = (rss: readonly number[]) => slope(rss) * (60_000 / LOOK_MS);

function row({ calls, seconds }: Load, ours: Measured, plain: Awaited<ReturnType<typeof bare>>): BenchRow {
  const { relay, callers, talks, cpu } = ours;
  const sent = seriesOf(relay.sent);
  const heard = seriesOf(callers.off);
  const late = series(relay.lateness);
  const turns = talks.flatMap(({ startedAtMs, turns: all }) =>
    all.flatMap(({ atMs, voiceEndToFirstFrame: took }) => {
      const at = startedAtMs + atMs;
      return took !== null && at >= ours.fromMs && at <= ours.untilMs ? [took] : [];
    }),
  );
  const answered = turns.length > 0 ? series(turns) : null;
  const lost = talks.reduce((sum, { lostFrames }) => sum + lostFrames, 0);
  const fellBack = talks.flatMap((talk) => talk.fellBack);
  const dropped = relay.counts.silenceDropped + lost;
  const others = Object.entries(cpu)
    .filter(([name, share]) => name !== 'main' && share >= 0.005)
    .toSorted(([, a], [, b]) => b - a)
    .map(([name, share]) => `${name} ${percent(share)}`);
  const errors = Object.entries(relay.counts.errors).map(([name, times]) => `${name} ${times} times`);
  const { before, after, left } = ours.garbageLess;
  return {
    row: 9,
    what: `${calls} callers who talk with the scripted receptionist for ${seconds} s (half over Ringover, half over the SIP bridge; four languages; voice detection, speech-to-text and speech on the same two cores)`,
    bar:
      calls <= 200
        ? 'frames off their 20 ms: p99 < 5 ms; none dropped; memory flat: nothing kept of calls that are over but spoken sentences'
        : 'shown',
    result:
      `${relay.streams} in a talk, ${callers.refused} times told that nobody takes the call (hearing serves ${relay.counts.mostEars} ears); ` +
      `frames at the relay's sockets: ${spread(sent)}; ticks late: ${spread(late)}; ` +
      `their thread went through all of its memory ${relay.collections.length} times, at most ${ms(Math.max(0, ...relay.collections))}; at the phones: ${spread(heard)} (their own ticks late p99 ${ms(ours.phonesLate.p99)}, most ${ms(ours.phonesLate.max)}); ` +
      `${relay.counts.silenceDropped} frames dropped, ${relay.counts.ticksHeld} held, ${lost} of callers lost, ${callers.gaps} gaps in speech at the phones; ` +
      `fall-backs ${fellBack.length}${fellBack.length > 0 ? ` (${[...new Set(fellBack)].slice(0, 4).join('; ')})` : ''}; ` +
      `answer after the caller's voice: ${answered ? `p50 ${ms(answered.p50)}, p95 ${ms(answered.p95)} of ${answered.n}` : 'none'}; ` +
      `talks to their end ${callers.completed}, broken off ${callers.brokenOff}; ` +
      `cores: main thread ${percent(cpu['main'] ?? 0)}, ${others.join(', ')}; phones ${percent(ours.phonesCpu)}; ` +
      `memory ${ours.rss.at(-1)?.toFixed(0) ?? '?'} MiB (${signed(perMinute(ours.rss))} a minute), ` +
      `hearing ${ours.hearingRss.at(-1)?.toFixed(0) ?? '?'} MiB (${signed(perMinute(ours.hearingRss))}); ` +
      `without garbage ${before.heapMiB.toFixed(0)} -> ${after.heapMiB.toFixed(0)} MiB of heap, ${before.outsideMiB.toFixed(0)} -> ${after.outsideMiB.toFixed(0)} outside, ` +
      `${left.heapMiB.toFixed(0)} and ${left.outsideMiB.toFixed(0)} when all are over` +
      (errors.length > 0 ? `; warnings: ${errors.join(', ')}` : ''),
    baseline:
      `bare ws server, a frame to each at each tick, to the same telephones: at its sockets ${spread(plain.sent)}; ` +
      `ticks late: ${spread(plain.late)}; at the phones: ${spread(plain.heard)}; main thread ${percent(plain.cpu)}`,
    met:
      calls > 200 ||
      (sent.p99 < 5 &&
        dropped === 0 &&
        relay.streams >= calls * 0.9 &&
        fellBack.length === 0 &&
        left.heapMiB <= before.heapMiB + KEPT_ELSE &&
        left.outsideMiB <= before.outsideMiB + KEPT_SOUND + KEPT_ELSE),
  };
}

/** Row 9: everything that a call needs, for many calls at once, on this machine. */
export async function agent({ calls, seconds }: { calls: readonly number[]; seconds: number }): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  const dataDir = mkdtempSync(join(tmpdir(), 'callbrief-bench-'));
  try {
    // A relay renders the sentences of its scripts once in its life.
    await (
      await start(['prepare'], { DATA_DIR: dataDir })
    ).ended;
    for (const one of calls) {
      const load = { calls: one, seconds };
      const plain = await bare({ ...load, seconds: Math.min(20, seconds) });
      const done = row(load, await underLoad(load, dataDir), plain);
      console.error(`${done.result}\nbaseline: ${done.baseline}`);
      rows.push(done);
    }
    return rows;
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}
