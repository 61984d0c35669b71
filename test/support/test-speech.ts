import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { SpeechToTextConfig } from '../../relay/src/config.ts';
import type { Turn } from './spoken-call.ts';

/** Where the model lies that hears espeak-ng's voices. */
export const testModelsDir = fileURLToPath(new URL('../fixtures/models', import.meta.url));

/** As `STT_ENGINE=sherpa:ci-stt-espeak` and `RELAY_ALLOW_TEST_STT=1`. */
export const testSpeechConfig = {
  engine: { kind: 'sherpa', modelId: 'ci-stt-espeak' },
  modelsDir: testModelsDir,
  languages: ['en', 'fr', 'nl', 'de'],
  threads: 1,
  isTestModelAllowed: true,
} as const satisfies SpeechToTextConfig;

/** The sentences that the model knows in one language, said in turn by the caller and the firm. */
export function knownTurns(language: 'en' | 'fr' | 'nl' | 'de'): Turn[] {
  const path = new URL('../fixtures/models/ci-stt-espeak/phrases.json', import.meta.url);
  const phrases = JSON.parse(readFileSync(path, 'utf8')) as { lang: Turn['language']; text: string }[];
  return phrases
    .filter((phrase) => phrase.lang === language)
    .map(({ lang, text }, index) => ({ speaker: index % 2 === 0 ? 'caller' : 'firm', language: lang, text }));
}
