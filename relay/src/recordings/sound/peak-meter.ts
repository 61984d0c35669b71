import type { Peaks } from '../../wire/recording.ts';

/** 20 steps a second: an hour has 72,000, two for each pixel of a wide screen when a tenth of it is shown. */
export const STEP_MS = 50;
const STEPS_PER_SECOND = 1_000 / STEP_MS;

export interface PeakMeter {
  /** Signed 16 bit, channels in turn, whole frames. */
  push(samples: Int16Array): void;
  readonly frames: number;
  peaks(recordingId: string): Peaks;
}

/** The lowest and highest sample of each step and channel, as the sound comes by. */
export function createPeakMeter(sampleRate: number, channels: number): PeakMeter {
  const lists = Array.from({ length: channels }, () => createByteList());
  const low = new Int32Array(channels).fill(32_767);
  const high = new Int32Array(channels).fill(-32_768);
  let frames = 0;
  let stepEnd = Math.ceil(sampleRate / STEPS_PER_SECOND);
  let steps = 0;
  let isOpen = false;

  function closeStep(): void {
    lists.forEach((list, channel) => {
      list.add((low[channel] ?? 0) >> 8);
      list.add((high[channel] ?? 0) >> 8);
    });
    low.fill(32_767);
    high.fill(-32_768);
    steps += 1;
    // Steps begin where they should, also at 11,025 Hz.
    stepEnd = Math.ceil(((steps + 1) * sampleRate) / STEPS_PER_SECOND);
    isOpen = false;
  }

  return {
    get frames() {
      return frames;
    },
    push(samples) {
      const count = Math.floor(samples.length / channels);
      for (let done = 0; done < count;) {
        const upTo = Math.min(count, done + stepEnd - frames);
        for (let channel = 0; channel < channels; channel += 1) {
          let lowest = low[channel] ?? 0;
          let highest = high[channel] ?? 0;
          for (let at = done * channels + channel; at < upTo * channels; at += channels) {
            const value = samples[at] ?? 0;
            if (value < lowest) lowest = value;
            if (value > highest) highest = value;
          }
          low[channel] = lowest;
          high[channel] = highest;
        }
        frames += upTo - done;
        done = upTo;
        isOpen = true;
        if (frames >= stepEnd) closeStep();
      }
    },
    peaks(recordingId) {
      if (isOpen) closeStep();
      return { recordingId, stepMs: STEP_MS, channels: lists.map((list) => list.toBase64()) };
    },
  };
}

function createByteList() {
  let bytes = Buffer.alloc(4_096);
  let length = 0;
  return {
    add(signed: number): void {
      if (length === bytes.length) bytes = Buffer.concat([bytes, Buffer.alloc(length)]);
      bytes.writeInt8(signed, length);
      length += 1;
    },
    toBase64: () => bytes.toString('base64', 0, length),
  };
}
