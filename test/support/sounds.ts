import { execFileSync } from 'node:child_process';

/** Whether ffmpeg is here; tests of what it does are skipped by name where it is not. */
export const hasFfmpeg = (() => {
  try {
    return execFileSync('ffmpeg', ['-hide_banner', '-encoders'], { stdio: ['ignore', 'pipe', 'ignore'] }).includes(
      'libopus',
    );
  } catch {
    return false;
  }
})();

export interface Tone {
  hz: number;
  /** 0 to 1 */
  loud?: number;
}

/** A WAV file: one tone a channel, null for silence. */
export function toneWav(tones: readonly (Tone | null)[], seconds: number, sampleRate = 8_000): Buffer {
  const frames = Math.round(seconds * sampleRate);
  const data = Buffer.alloc(frames * tones.length * 2);
  for (let frame = 0; frame < frames; frame += 1) {
    tones.forEach((tone, channel) => {
      const value = tone ? 32_767 * (tone.loud ?? 0.5) * Math.sin((2 * Math.PI * tone.hz * frame) / sampleRate) : 0;
      data.writeInt16LE(Math.round(value), (frame * tones.length + channel) * 2);
    });
  }
  return wavOf(data, { tag: 1, channels: tones.length, sampleRate, bits: 16 });
}

export function wavOf(
  data: Buffer,
  { tag, channels, sampleRate, bits }: { tag: number; channels: number; sampleRate: number; bits: number },
  claimedBytes = data.length,
): Buffer {
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.writeUInt32LE((36 + claimedBytes) >>> 0, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(tag, 20);
  header.writeUInt16LE(channels, 22);
  header.writeUInt32LE(sampleRate, 24);
  header.writeUInt32LE((sampleRate * channels * bits) / 8, 28);
  header.writeUInt16LE((channels * bits) / 8, 32);
  header.writeUInt16LE(bits, 34);
  header.write('data', 36);
  header.writeUInt32LE(claimedBytes >>> 0, 40);
  return Buffer.concat([header, data]);
}

/** @param args between input and output, such as `-c:a libmp3lame -f mp3` */
export function converted(wav: Buffer, ...args: string[]): Buffer {
  return execFileSync('ffmpeg', ['-v', 'error', '-i', 'pipe:0', ...args, 'pipe:1'], {
    input: wav,
    maxBuffer: 1_000_000_000,
  });
}

/** Root mean square of samples, 0 to 32,767. */
export function loudness(samples: Int16Array): number {
  return Math.sqrt(samples.reduce((sum, value) => sum + value * value, 0) / samples.length);
}
