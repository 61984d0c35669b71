import type { Frame, Page } from '@playwright/test';

/** What was to be heard at one moment of a recording. */
export interface HeardMoment {
  /** Of the recording, whatever the speed (ms). */
  atMs: number;
  /** Root mean square of each channel, 0 to 1. */
  loudness: [number, number];
  /** The loudest tone of the first channel that is loud enough to have one (Hz); null: silence. */
  hertz: number | null;
}

declare global {
  interface Window {
    /** The element that was last told to play. */
    heardElement?: HTMLMediaElement & { captureStream(): MediaStream };
    hearing?: { context: AudioContext; channels: AnalyserNode[] };
  }
}

/** Before any page is opened: remembers which element plays, since it stands in no document. */
export async function openEar(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const play = Object.getOwnPropertyDescriptor(HTMLMediaElement.prototype, 'play')?.value as () => Promise<void>;
    HTMLMediaElement.prototype.play = function () {
      window.heardElement = this as NonNullable<Window['heardElement']>;
      return play.call(this);
    };
  });
}

/**
 * Listens to what the element really gives out, behind decoder and speed, for so long. A test asks what was heard, not
 * whether something was pressed.
 */
export function hear(frame: Frame, forMs: number): Promise<HeardMoment[]> {
  return frame.evaluate(async (ms) => {
    const element = window.heardElement;
    if (!element) throw new Error('Nothing was ever played.');
    if (!window.hearing) {
      const context = new AudioContext();
      const splitter = context.createChannelSplitter(2);
      context.createMediaStreamSource(element.captureStream()).connect(splitter);
      const channels = [0, 1].map((channel) => {
        const analyser = context.createAnalyser();
        analyser.fftSize = 4_096;
        analyser.smoothingTimeConstant = 0;
        splitter.connect(analyser, channel);
        return analyser;
      });
      window.hearing = { context, channels };
    }
    const { context, channels } = window.hearing;
    await context.resume();
    const wave = new Float32Array(1_024);
    const spectrum = new Float32Array(2_048);
    const moments: { atMs: number; loudness: [number, number]; hertz: number | null }[] = [];
    const until = performance.now() + ms;
    while (performance.now() < until) {
      await new Promise((resolve) => setTimeout(resolve, 25));
      const [left = 0, right = 0] = channels.map((analyser) => {
        analyser.getFloatTimeDomainData(wave);
        return Math.sqrt(wave.reduce((sum, sample) => sum + sample * sample, 0) / wave.length);
      });
      const loud = channels[left >= right ? 0 : 1];
      let hertz: number | null = null;
      if (loud && Math.max(left, right) > 0.01) {
        loud.getFloatFrequencyData(spectrum);
        const bin = spectrum.reduce((most, value, i) => (value > (spectrum[most] ?? -Infinity) ? i : most), 0);
        hertz = (bin * context.sampleRate) / loud.fftSize;
      }
      moments.push({ atMs: element.currentTime * 1_000, loudness: [left, right], hertz });
    }
    return moments;
  }, forMs);
}

export function median(values: readonly number[]): number {
  if (values.length === 0) throw new Error('Nothing was heard.');
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
