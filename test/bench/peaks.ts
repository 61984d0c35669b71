import { spawnSync } from 'node:child_process';
import { createPeakMeter } from '../../relay/src/recordings/sound/peak-meter.ts';
import { hasProgram } from '../support/find-program.ts';
import { anHour } from './an-hour.ts';
import { type BenchRow, median, ms } from './measure.ts';

const ROUNDS = 5;
const HEADER_BYTES = 44;
const CHUNK_SAMPLES = 32 * 1_024;

/** Row 12: what drawing costs once, so that no desktop ever decodes for it. */
export async function peaks(): Promise<BenchRow> {
  const { wav } = await anHour();
  const samples = new Int16Array(wav.buffer, wav.byteOffset + HEADER_BYTES, (wav.length - HEADER_BYTES) / 2);
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const began = performance.now();
    const meter = createPeakMeter(8_000, 2);
    for (let at = 0; at < samples.length; at += CHUNK_SAMPLES) meter.push(samples.subarray(at, at + CHUNK_SAMPLES));
    meter.peaks('an-hour');
    ours.push(performance.now() - began);
    if (!hasProgram('ffmpeg')) continue;
    const asked = performance.now();
    // The least that ffmpeg does to see every sample: its own statistics of each channel.
    spawnSync(
      'ffmpeg',
      ['-v', 'error', '-threads', '1', '-f', 'wav', '-i', 'pipe:0', '-af', 'astats', '-f', 'null', '-'],
      {
        input: wav,
      },
    );
    theirs.push(performance.now() - asked);
  }
  const hour = median(ours);
  return {
    row: 12,
    what: `peaks of an hour of two channels, 8 kHz, from samples; median of ${ROUNDS}`,
    bar: 'none; < 1 s',
    result: ms(hour),
    baseline:
      theirs.length === 0 ? 'ffmpeg is not installed' : `ffmpeg astats over the same bytes: ${ms(median(theirs))}`,
    met: hour < 1_000,
  };
}
