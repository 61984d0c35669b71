import { execFileSync } from 'node:child_process';
import type { DecodedAudio } from '../../relay/src/recordings/ports.ts';
import { resampled } from '../../relay/src/insights/speech-to-text/resample.ts';

export const SPEECH_RATE = 8_000;

/** False when espeak-ng is not installed: then its suites are skipped, with a line that says so. With CI=true a failure. */
export function hasEspeak(): boolean {
  try {
    execFileSync('espeak-ng', ['--version'], { stdio: 'ignore' });
    return true;
  } catch (error) {
    if (process.env['CI'] === 'true')
      throw new Error('espeak-ng is not installed (apt-get install espeak-ng)', { cause: error });
    console.warn('SKIPPED: espeak-ng is not installed; "apt-get install espeak-ng" runs its suites.');
    return false;
  }
}

const spoken = new Map<string, Int16Array>();

/** What espeak-ng says, at the rate of a phone. The model of the tests knows its voices en-gb, fr, nl and de. */
export function speak(voice: string, text: string): Int16Array {
  const known = spoken.get(`${voice} ${text}`);
  if (known !== undefined) return known;
  const wav = execFileSync('espeak-ng', ['-v', voice, '-s', '150', '--stdout', text], { maxBuffer: 2 ** 27 });
  const { samples, sampleRate } = readWav(wav);
  const speech = resampled(samples, sampleRate, SPEECH_RATE);
  spoken.set(`${voice} ${text}`, speech);
  return speech;
}

/** A WAV of 16 bit samples, one channel after the other taken apart. */
export function readWav(wav: Buffer): { samples: Int16Array; channels: Int16Array[]; sampleRate: number } {
  let at = 12;
  let channelCount = 1;
  let sampleRate = 0;
  while (at + 8 <= wav.length) {
    const name = wav.toString('latin1', at, at + 4);
    // espeak-ng writes to a pipe and does not know the size yet.
    const size = Math.min(wav.readUInt32LE(at + 4), wav.length - at - 8);
    if (name === 'fmt ') {
      channelCount = wav.readUInt16LE(at + 10);
      sampleRate = wav.readUInt32LE(at + 12);
    }
    if (name === 'data') {
      const frames = Math.floor(size / 2 / channelCount);
      const channels = Array.from({ length: channelCount }, (_, channel) =>
        Int16Array.from({ length: frames }, (_, frame) =>
          wav.readInt16LE(at + 8 + (frame * channelCount + channel) * 2),
        ),
      );
      return { samples: channels[0] ?? new Int16Array(0), channels, sampleRate };
    }
    at += 8 + size + (size % 2);
  }
  throw new Error('no WAV');
}

export interface Turn {
  speaker: 'caller' | 'firm';
  voice: string;
  text: string;
}

/** A call on which two people take turns: the caller on the first channel, the firm on the second. */
export function spokenCall(turns: readonly Turn[], pauseMs = 700): DecodedAudio {
  const pause = Math.round((pauseMs / 1_000) * SPEECH_RATE);
  const said = turns.map((turn) => ({ ...turn, samples: speak(turn.voice, turn.text) }));
  const length = said.reduce((sum, { samples }) => sum + samples.length + pause, pause);
  const channels = [new Int16Array(length), new Int16Array(length)];
  let at = pause;
  for (const { speaker, samples } of said) {
    channels[speaker === 'caller' ? 0 : 1]?.set(samples, at);
    at += samples.length + pause;
  }
  return {
    sampleRate: SPEECH_RATE,
    channels,
    speakers: ['caller', 'firm'],
    durationMs: Math.round((length / SPEECH_RATE) * 1_000),
  };
}
