import type { DecodedAudio } from '../recordings/ports.ts';

const HEADER_BYTES = 44;
const SAMPLE_BYTES = 2;

/**
 * A piece of a recording as WAV (PCM, 16 bit): to the sample where it was asked, every channel as it was, nothing
 * encoded anew, so that what a court hears is what was recorded.
 * @param fromMs in the recording; what is asked beyond its end is not there
 * @returns null when nothing of it is there
 */
export function cutClip(audio: DecodedAudio, fromMs: number, toMs: number): Buffer | null {
  const { sampleRate, channels } = audio;
  const sampleAt = (ms: number) => Math.round((ms * sampleRate) / 1_000);
  const parts = channels.map((samples) => samples.subarray(sampleAt(fromMs), sampleAt(toMs)));
  const length = Math.min(...parts.map((part) => part.length));
  if (parts.length === 0 || length === 0) return null;
  const file = Buffer.alloc(HEADER_BYTES + length * parts.length * SAMPLE_BYTES);
  writeHeader(file, sampleRate, parts.length);
  let offset = HEADER_BYTES;
  for (let index = 0; index < length; index += 1) {
    for (const part of parts) {
      file.writeInt16LE(part[index] ?? 0, offset);
      offset += SAMPLE_BYTES;
    }
  }
  return file;
}

/** The 44 bytes of a canonical RIFF/WAVE file with one `fmt ` and one `data` chunk. */
function writeHeader(file: Buffer, sampleRate: number, channels: number): void {
  const frame = channels * SAMPLE_BYTES;
  file.write('RIFF', 0, 'latin1');
  file.writeUInt32LE(file.length - 8, 4);
  file.write('WAVEfmt ', 8, 'latin1');
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(channels, 22);
  file.writeUInt32LE(sampleRate, 24);
  file.writeUInt32LE(sampleRate * frame, 28);
  file.writeUInt16LE(frame, 32);
  file.writeUInt16LE(SAMPLE_BYTES * 8, 34);
  file.write('data', 36, 'latin1');
  file.writeUInt32LE(file.length - HEADER_BYTES, 40);
}
