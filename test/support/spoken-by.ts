import type { SampleRate } from '../../relay/src/media/sound/pcm.ts';
import type { LiveVoice, SpokenPiece } from '../../relay/src/agent/ports.ts';
import { joinedPcm } from '../../relay/src/media/sound/pcm.ts';
import type { Language } from '../../relay/src/wire/scalars.ts';

export interface SpokenBy {
  pieces: SpokenPiece[];
  pcm: Int16Array;
  chars: number;
  seconds: number;
}

/** All that a voice says to a text. */
export async function spokenBy(
  voice: LiveVoice,
  text: string,
  more: { language?: Language; rate?: SampleRate; signal?: AbortSignal } = {},
): Promise<SpokenBy> {
  const { language = 'en', rate = 8_000, signal = new AbortController().signal } = more;
  const pieces: SpokenPiece[] = [];
  for await (const piece of voice.speak({ text, language, rate, signal })) pieces.push(piece);
  const pcm = joinedPcm(pieces.map((piece) => piece.pcm));
  return { pieces, pcm, chars: pieces.reduce((sum, { chars }) => sum + chars, 0), seconds: pcm.length / rate };
}
