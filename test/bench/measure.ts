/** Numbers of one measured series, in the unit of its samples. */
export interface Series {
  n: number;
  p50: number;
  p95: number;
  p99: number;
  max: number;
}

export function series(samples: readonly number[]): Series {
  if (samples.length === 0) throw new Error('nothing was measured');
  const sorted = samples.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
  return { n: sorted.length, p50: at(0.5), p95: at(0.95), p99: at(0.99), max: sorted.at(-1) ?? Number.NaN };
}

export function median(samples: readonly number[]): number {
  return series(samples).p50;
}

/** One row of the results: what was measured, against what, and whether it meets the bar of DESIGN.md section 6. */
export interface BenchRow {
  row: number;
  what: string;
  bar: string;
  result: string;
  baseline: string;
  met: boolean;
}

export const ms = (value: number) => `${value < 10 ? value.toFixed(1) : value.toFixed(0)} ms`;

/** Resident memory of a process, bytes. */
export async function residentBytes(pid: number): Promise<number> {
  const { readFile } = await import('node:fs/promises');
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  const kB = /VmRSS:\s+(\d+) kB/.exec(status)?.[1];
  if (!kB) throw new Error(`no resident size for process ${pid}`);
  return Number(kB) * 1024;
}
