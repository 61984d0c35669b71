/** G.711 as on the telephone network: one byte a sample, mu-law (America, Twilio) or A-law (Europe). By table. */
import { newPcm } from './pcm.ts';

export interface Companding {
  decode(bytes: Uint8Array): Int16Array;
  encode(pcm: Int16Array): Buffer;
}

export const muLaw = companding((byte) => {
  const bits = ~byte & 0xff;
  const magnitude = ((((bits & 0x0f) << 3) + 0x84) << ((bits >> 4) & 7)) - 0x84;
  return bits & 0x80 ? -magnitude : magnitude;
});

export const aLaw = companding((byte) => {
  const bits = byte ^ 0x55;
  const exponent = (bits >> 4) & 7;
  const mantissa = ((bits & 0x0f) << 4) + 8;
  const magnitude = exponent === 0 ? mantissa : (mantissa + 0x100) << (exponent - 1);
  return bits & 0x80 ? magnitude : -magnitude;
});

/**
 * Encoding is the nearest value that can be decoded, by a table of all 65,536: made once, from the decoder, so that the
 * two cannot disagree.
 */
function companding(decodeByte: (byte: number) => number): Companding {
  const values = Int16Array.from({ length: 256 }, (_, byte) => decodeByte(byte));
  // Of two bytes that mean one value (the two zeros of mu-law) the one with the higher number is sent, as switches do.
  const byteOf = new Map(Array.from(values, (value, byte) => [value, byte]));
  const ordered = Array.from(byteOf, ([value, byte]) => ({ value, byte })).toSorted((a, b) => a.value - b.value);
  const nearest = new Uint8Array(65_536);
  let at = 0;
  for (let sample = -32_768; sample < 32_768; sample += 1) {
    const away = (index: number) => Math.abs((ordered[index]?.value ?? Number.POSITIVE_INFINITY) - sample);
    while (at + 1 < ordered.length && away(at + 1) < away(at)) at += 1;
    nearest[sample & 0xffff] = ordered[at]?.byte ?? 0xff;
  }
  return {
    decode(bytes) {
      const pcm = newPcm(bytes.length);
      for (let i = 0; i < bytes.length; i += 1) pcm[i] = values[bytes[i] ?? 0] ?? 0;
      return pcm;
    },
    encode(pcm) {
      const bytes = Buffer.allocUnsafe(pcm.length);
      for (let i = 0; i < pcm.length; i += 1) bytes[i] = nearest[(pcm[i] ?? 0) & 0xffff] ?? 0xff;
      return bytes;
    },
  };
}
