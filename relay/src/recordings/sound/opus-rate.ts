/**
 * The rate of the sound before it was made Opus, which itself always plays at 48,000 Hz. Source: RFC 7845, 5.1 (OpusHead:
 * the "Input Sample Rate" after eight letters, version, channels and pre-skip).
 * @param first of an Ogg file
 * @returns null when it does not say
 */
export function opusInputRate(first: Buffer): number | null {
  const at = first.indexOf('OpusHead', 0, 'latin1');
  if (at < 0 || at + 16 > first.length) return null;
  return first.readUInt32LE(at + 12) || null;
}
