/**
 * `npm run bench [-- row ...]`: the table of DESIGN.md section 6 as far as it exists, each row beside its baseline in the
 * same run. Prints a Markdown table; docs/benchmarks.md keeps one with machine and date.
 * `-- agent --calls 20 --seconds 20` is its short form; `--calls` may be given several times.
 */
import { cpus, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import type { BenchRow } from './measure.ts';

const { values, positionals: asked } = parseArgs({
  allowPositionals: true,
  options: {
    calls: { type: 'string', multiple: true, default: ['100', '200', '400'] },
    seconds: { type: 'string', default: '120' },
  },
});

const rows: Record<string, () => Promise<BenchRow | BenchRow[]>> = {
  webhooks: async () => (await import('./webhooks.ts')).webhooks(),
  pixels: async () => (await import('./ring-to-pixels.ts')).ringToPixels(),
  streams: async () => (await import('./streams.ts')).streams(),
  start: async () => (await import('./desktop-start.ts')).desktopStart(),
  recording: async () => (await import('./open-recording.ts')).openRecording(),
  peaks: async () => (await import('./peaks.ts')).peaks(),
  search: async () => (await import('./search.ts')).search(),
  statistics: async () => (await import('./statistics.ts')).statistics(),
  import: async () => (await import('./import.ts')).importBench(),
  media: async () => (await import('./media.ts')).media(),
  agent: async () =>
    (await import('./agent.ts')).agent({ calls: values.calls.map(Number), seconds: Number(values.seconds) }),
  transcribe: async () => (await import('./transcribe.ts')).transcribe(),
};

const unknown = asked.filter((name) => !(name in rows));
if (unknown.length > 0) {
  console.error(`Unknown: ${unknown.join(', ')}. There are: ${Object.keys(rows).join(', ')}.`);
  process.exit(2);
}
const done: BenchRow[] = [];
for (const [name, measure] of Object.entries(rows)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  console.error(`measuring ${name} ...`);
  done.push(...[await measure()].flat());
}
const memoryGiB = Math.round(totalmem() / 2 ** 30);
console.log(
  `${new Date().toISOString().slice(0, 10)}, Node ${process.version}, ${cpus().length} x ${cpus()[0]?.model}, ${memoryGiB} GiB\n`,
);
console.log('| row | what | bar | result | baseline in the same run | met |\n|---|---|---|---|---|---|');
for (const r of done.toSorted((a, b) => a.row - b.row)) {
  console.log(`| ${r.row} | ${r.what} | ${r.bar} | ${r.result} | ${r.baseline} | ${r.met ? 'yes' : 'no'} |`);
}
