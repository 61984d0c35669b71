/** Kinds of files that telephone systems write. */
export type SoundFormat = 'wav' | 'mp3' | 'ogg' | 'flac' | 'mp4' | 'webm' | 'amr' | 'au' | 'aac';

/**
 * What the first bytes (12 at least) say that it is; null: no sound. A playlist, a page or a text is never taken for one.
 */
export function soundFormat(first: Buffer): SoundFormat | null {
  const at = (offset: number, text: string) => first.subarray(offset, offset + text.length).toString('latin1') === text;
  if ((at(0, 'RIFF') || at(0, 'RF64')) && at(8, 'WAVE')) return 'wav';
  if (at(0, 'ID3')) return 'mp3';
  if (at(0, 'OggS')) return 'ogg';
  if (at(0, 'fLaC')) return 'flac';
  if (at(4, 'ftyp')) return 'mp4';
  if (first.length >= 4 && first.readUInt32BE(0) === 0x1a45dfa3) return 'webm';
  if (at(0, '#!AMR')) return 'amr';
  if (at(0, '.snd')) return 'au';
  const [sync = 0, second = 0] = first;
  if (sync !== 0xff) return null;
  // ADTS has layer 0, which MPEG audio has not.
  if ((second & 0xf6) === 0xf0) return 'aac';
  return (second & 0xe0) === 0xe0 && (second & 0x18) !== 0x08 && (second & 0x06) !== 0 ? 'mp3' : null;
}

/** How ffmpeg calls them. Named to it, so that it never guesses a playlist out of somebody's bytes. */
export const demuxerOf: Record<SoundFormat, string> = {
  wav: 'wav',
  mp3: 'mp3',
  ogg: 'ogg',
  flac: 'flac',
  mp4: 'mov',
  webm: 'matroska',
  amr: 'amr',
  au: 'au',
  aac: 'aac',
};
