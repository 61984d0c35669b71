import type { InsightsView } from '../../src-preload/contract.ts';

const RATE = 8_000;

/** A stereo WAV in which each voice is a tone of its own where its lines stand: to hear and to measure. */
export function toneWav(view: InsightsView, durationMs: number): Uint8Array<ArrayBuffer> {
  const frames = Math.round((durationMs / 1_000) * RATE);
  const bytes = new Uint8Array(44 + frames * 2);
  const header = new DataView(bytes.buffer);
  const word = (at: number, text: string) => bytes.set(new TextEncoder().encode(text), at);
  word(0, 'RIFF');
  header.setUint32(4, 36 + frames * 2, true);
  word(8, 'WAVEfmt ');
  header.setUint32(16, 16, true);
  header.setUint16(20, 1, true);
  header.setUint16(22, 2, true);
  header.setUint32(24, RATE, true);
  header.setUint32(28, RATE * 2, true);
  header.setUint16(32, 2, true);
  header.setUint16(34, 8, true);
  word(36, 'data');
  header.setUint32(40, frames * 2, true);
  bytes.fill(128, 44);
  for (const { channel, startMs, endMs } of view.transcript.segments) {
    const hertz = channel === 0 ? 440 : 220;
    for (let frame = Math.round((startMs / 1_000) * RATE); frame < (endMs / 1_000) * RATE; frame += 1)
      bytes[44 + frame * 2 + channel] = 128 + Math.round(60 * Math.sin((2 * Math.PI * hertz * frame) / RATE));
  }
  return bytes;
}

export const toneUrl = (view: InsightsView, durationMs: number): string =>
  URL.createObjectURL(new Blob([toneWav(view, durationMs)], { type: 'audio/wav' }));
