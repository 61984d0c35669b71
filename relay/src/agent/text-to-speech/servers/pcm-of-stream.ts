import type { SpeechAudio } from '../../../insights/ports.ts';
import { pcmOfBytes } from '../../../media/sound/pcm.ts';
import { StageError } from '../../ports.ts';
import { createWavReader } from '../../../recordings/sound/wav.ts';

/** How bodies begin that hold no bare samples although they were asked for. */
const OTHER_FORMATS = ['ID3', 'OggS', 'fLaC', '<!DO', '<htm', '{"er', '{"de', '{"me'];

/**
 * Bytes of 16 bit samples, cut anywhere: the half of a sample waits for its other half. A server that sends a WAV file where
 * bare samples were asked for is understood too, and its own rate is taken.
 */
export async function* pcmOfStream(stream: AsyncIterable<Uint8Array>, sampleRate: number): AsyncGenerator<SpeechAudio> {
  let rest = Buffer.alloc(0);
  let kind: 'unknown' | 'pcm' | 'wav' = 'unknown';
  const wav = createWavReader();
  for await (const bytes of stream) {
    rest = rest.length === 0 ? Buffer.from(bytes) : Buffer.concat([rest, bytes]);
    if (kind === 'unknown') {
      if (rest.length < 4) continue;
      const first = rest.toString('latin1', 0, 4);
      if (OTHER_FORMATS.some((begin) => first.startsWith(begin))) {
        throw new StageError('failed', 'The speech server sends another format than the one that was asked for.');
      }
      kind = first === 'RIFF' ? 'wav' : 'pcm';
    }
    if (kind === 'wav') {
      const samples = wav.push(rest);
      rest = Buffer.alloc(0);
      if (samples.length > 0) yield { samples, sampleRate: wav.format?.sampleRate ?? sampleRate };
      continue;
    }
    const whole = rest.length & ~1;
    const samples = pcmOfBytes(rest.subarray(0, whole));
    rest = rest.subarray(whole);
    yield { samples, sampleRate };
  }
  // A last single byte is no sample. Two or three bytes are all that there was.
  if (kind === 'unknown' && rest.length >= 2) yield { samples: pcmOfBytes(rest.subarray(0, 2)), sampleRate };
}
