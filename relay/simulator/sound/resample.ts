import type { Sound } from './sound.ts';

/** Zero crossings of the filter on each side: steep enough that nothing above half the new rate folds back audibly. */
const CROSSINGS = 24;

/** To another rate, with a windowed sinc that leaves out what the new rate cannot carry. */
export function resample({ sampleRate, samples }: Sound, to: number): Sound {
  if (sampleRate === to) return { sampleRate, samples };
  const step = sampleRate / to;
  const cutoff = Math.min(1, to / sampleRate) * 0.95;
  const reach = CROSSINGS / cutoff;
  const out = new Int16Array(Math.floor(samples.length / step));
  for (let i = 0; i < out.length; i += 1) {
    const centre = i * step;
    const first = Math.max(0, Math.ceil(centre - reach));
    const last = Math.min(samples.length - 1, Math.floor(centre + reach));
    let sum = 0;
    for (let n = first; n <= last; n += 1) {
      const x = (n - centre) * cutoff;
      const sinc = x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
      const window = 0.5 + 0.5 * Math.cos((Math.PI * (n - centre)) / reach);
      sum += (samples[n] ?? 0) * sinc * window;
    }
    out[i] = Math.max(-32_768, Math.min(32_767, Math.round(sum * cutoff)));
  }
  return { sampleRate: to, samples: out };
}
