import { MediaError, type DecodedAudio } from '../ports.ts';
import { createWavReader, type WavFormat } from './wav.ts';

/** A WAV file as it comes, as one list of samples a channel. @throws MediaError */
export async function collectSamples(wav: AsyncIterable<Buffer>): Promise<DecodedAudio> {
  const reader = createWavReader();
  const parts: Int16Array[] = [];
  let total = 0;
  for await (const bytes of wav) {
    const samples = reader.push(bytes);
    parts.push(samples);
    total += samples.length;
  }
  const { format } = reader;
  if (format === null || total === 0) {
    throw new MediaError('corrupt', 'There is no sound in the recording.', { retryable: false });
  }
  return decodedOf(format, parts, total / format.channels);
}

function decodedOf(format: WavFormat, parts: readonly Int16Array[], frames: number): DecodedAudio {
  const { channels: count, sampleRate } = format;
  const channels = Array.from({ length: count }, () => new Int16Array(frames));
  let frame = 0;
  for (const samples of parts) {
    for (let at = 0; at < samples.length; at += count, frame += 1) {
      for (let channel = 0; channel < count; channel += 1) {
        const list = channels[channel];
        if (list) list[frame] = samples[at + channel] ?? 0;
      }
    }
  }
  return { sampleRate, channels, speakers: speakersOf(count), durationMs: Math.round((frames / sampleRate) * 1_000) };
}

/** Ringover and sipgate record the caller on the first channel; of one channel nobody can tell. */
export function speakersOf(channels: number): DecodedAudio['speakers'] {
  return channels === 2 ? ['caller', 'firm'] : ['unknown'];
}
