import { Writable } from 'node:stream';
import type { Peaks } from '../../wire/recording.ts';
import { tooLong } from './inspect-sound.ts';
import { createPeakMeter, type PeakMeter } from './peak-meter.ts';
import { createWavReader } from './wav.ts';

export interface Measured {
  durationMs: number;
  channels: number;
  peaks: Peaks;
}

/** Takes a WAV file as it comes and measures it; keeps none of it. */
export interface SampleGauge extends Writable {
  /** Null: there was no sound in it. */
  measured(recordingId: string): Measured | null;
}

/** Fails with `too_long` beyond `longestMs`, so that nobody goes on decoding. */
export function createSampleGauge(longestMs: number): SampleGauge {
  const reader = createWavReader();
  let meter: PeakMeter | null = null;
  const gauge = new Writable({
    write(bytes: Buffer, _encoding, done) {
      try {
        const samples = reader.push(bytes);
        const { format } = reader;
        if (format !== null) {
          meter ??= createPeakMeter(format.sampleRate, format.channels);
          meter.push(samples);
          if (meter.frames > (format.sampleRate * longestMs) / 1_000) throw tooLong();
        }
        done();
      } catch (error) {
        done(error as Error);
      }
    },
  });
  // Whoever writes hears it, too; alone, it would end the process.
  gauge.on('error', () => {});
  return Object.assign(gauge, {
    measured(recordingId: string): Measured | null {
      const { format } = reader;
      if (format === null || meter === null || meter.frames === 0) return null;
      const durationMs = Math.round((meter.frames / format.sampleRate) * 1_000);
      return { durationMs, channels: format.channels, peaks: meter.peaks(recordingId) };
    },
  });
}
