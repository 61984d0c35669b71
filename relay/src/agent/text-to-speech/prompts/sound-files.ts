import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { wavBytes } from '../../../insights/speech-to-text/wav-bytes.ts';
import { createWavReader } from '../../../recordings/sound/wav.ts';
import type { FixedSentence } from './fixed-sentences.ts';

/** Sentences as WAV files: `<dir>/<language>/<hash of the text>-<hash of the voice>.wav`. */
export interface SoundFiles {
  /** Whether this voice spoke it; null: whether any did. Only looks at names. */
  has(sentence: FixedSentence, voiceId: string | null): boolean;
  /** By this voice where it did, else by any. Null: nobody did, or the file is broken and was removed. */
  read(sentence: FixedSentence, voiceId: string | null): Promise<Int16Array | null>;
  /** @throws what the file system says */
  write(sentence: FixedSentence, voiceId: string, pcm: Int16Array): Promise<void>;
}

/** Of all that is kept: the better of the two that calls have (Hz). */
export const KEPT_RATE = 16_000;

/** Looks once at what is there; the folder need not exist. */
export async function openSoundFiles(dir: string): Promise<SoundFiles> {
  /** `fr/<hash of the text>` and the hashes of the voices that spoke it. */
  const known = new Map<string, Set<string>>();
  for (const path of await readdir(dir, { recursive: true }).catch(() => [])) {
    const [, key, voice] = /^([a-z]{2}\/[0-9a-f]{32})-([0-9a-f]{12})\.wav$/.exec(path.replaceAll('\\', '/')) ?? [];
    if (key !== undefined && voice !== undefined) add(key, voice);
  }

  function add(key: string, voice: string): void {
    known.set(key, (known.get(key) ?? new Set()).add(voice));
  }

  const pathOf = (key: string, voice: string) => join(dir, `${key}-${voice}.wav`);

  return {
    has(sentence, voiceId) {
      const voices = known.get(keyOf(sentence));
      return voiceId === null ? voices !== undefined && voices.size > 0 : voices?.has(voiceHash(voiceId)) === true;
    },
    async read(sentence, voiceId) {
      const key = keyOf(sentence);
      const own = voiceId === null ? null : voiceHash(voiceId);
      const voices = [...(known.get(key) ?? [])].toSorted((a, b) => Number(b === own) - Number(a === own));
      for (const voice of voices) {
        const pcm = await readFile(pathOf(key, voice)).then(samplesIn, () => null);
        if (pcm !== null) return pcm;
        known.get(key)?.delete(voice);
        await rm(pathOf(key, voice), { force: true }).catch(() => undefined);
      }
      return null;
    },
    async write(sentence, voiceId, pcm) {
      const key = keyOf(sentence);
      const voice = voiceHash(voiceId);
      await mkdir(join(dir, sentence.language), { recursive: true });
      // Whole or not at all: two processes may render the same, and a disk may be full in the middle.
      const arriving = join(dir, sentence.language, `.${randomUUID()}.part`);
      try {
        await writeFile(arriving, wavBytes({ samples: pcm, sampleRate: KEPT_RATE }));
        await rename(arriving, pathOf(key, voice));
      } finally {
        await rm(arriving, { force: true }).catch(() => undefined);
      }
      add(key, voice);
    },
  };
}

/** Null: it is no WAV file of ours, or not all of it is there. */
function samplesIn(bytes: Buffer): Int16Array | null {
  try {
    const reader = createWavReader();
    const samples = reader.push(bytes);
    const { format } = reader;
    const isOurs = format?.sampleRate === KEPT_RATE && format.channels === 1 && format.encoding === 'pcm16';
    return isOurs && samples.length > 0 && format.dataBytes === samples.byteLength ? samples : null;
  } catch {
    return null;
  }
}

const keyOf = ({ language, text }: FixedSentence) => `${language}/${sha256(text).slice(0, 32)}`;
const voiceHash = (id: string) => sha256(id).slice(0, 12);
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
