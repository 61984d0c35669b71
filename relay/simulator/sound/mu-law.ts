/** G.711 mu-law: what a call sounds like after it went through a telephone network. */
const BIAS = 0x84;
const LOUDEST = 32_635;

/** @param sample signed 16 bit @returns one byte as it is on the line */
export function toMuLaw(sample: number): number {
  const sign = sample < 0 ? 0x80 : 0;
  const magnitude = Math.min(Math.abs(sample), LOUDEST) + BIAS;
  const exponent = 24 - Math.clz32(magnitude);
  const mantissa = (magnitude >> (exponent + 3)) & 0x0f;
  return ~(sign | (exponent << 4) | mantissa) & 0xff;
}

/** @param byte as it is on the line @returns signed 16 bit */
export function fromMuLaw(byte: number): number {
  const bits = ~byte & 0xff;
  const magnitude = ((((bits & 0x0f) << 3) + BIAS) << ((bits >> 4) & 0x07)) - BIAS;
  return (bits & 0x80) === 0 ? magnitude : -magnitude;
}

export const throughTelephone = (samples: Int16Array): Int16Array =>
  samples.map((sample) => fromMuLaw(toMuLaw(sample)));
