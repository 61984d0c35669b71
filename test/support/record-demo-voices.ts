/**
 * `node test/support/record-demo-voices.ts`: writes resources/demo-firm/recordings anew, after a dialogue was changed.
 * Needs espeak-ng.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { writeAdpcmWav } from '../../relay/simulator/sound/adpcm-wav.ts';
import { dialogues } from '../../relay/simulator/sound/dialogues.ts';
import type { KeptPhrases } from '../../relay/simulator/sound/kept-voice.ts';
import { TELEPHONE_RATE } from '../../relay/simulator/sound/sound.ts';
import { speak } from '../../relay/simulator/sound/speak.ts';

const folder = new URL('../../resources/demo-firm/recordings/', import.meta.url);
/** Quieter is silence, which needs no room (of 32,768). */
const SILENT = 60;
/** Left around the words, so that no consonant is cut. */
const AROUND_SAMPLES = 400;

function trimmed(samples: Int16Array): Int16Array {
  const first = samples.findIndex((sample) => Math.abs(sample) > SILENT);
  const last = samples.findLastIndex((sample) => Math.abs(sample) > SILENT);
  return samples.subarray(Math.max(0, first - AROUND_SAMPLES), last + AROUND_SAMPLES);
}

await mkdir(folder, { recursive: true });
const phrases: KeptPhrases = [];
for (const language of new Set(dialogues.map((dialogue) => dialogue.language))) {
  const texts = new Set(
    dialogues.filter((one) => one.language === language).flatMap(({ turns }) => turns.map(({ text }) => text)),
  );
  const said: Int16Array[] = [];
  let first = 0;
  for (const text of texts) {
    const samples = trimmed((await speak(text, language)).samples);
    phrases.push({ language, text, first, length: samples.length });
    said.push(samples);
    first += samples.length;
  }
  const samples = Int16Array.from(said.flatMap((part) => [...part]));
  const file = writeAdpcmWav({ sampleRate: TELEPHONE_RATE, samples });
  await writeFile(new URL(`${language}.wav`, folder), file);
  console.log(`${language}: ${texts.size} phrases, ${file.length} bytes`);
}
const lines = phrases.map(
  (phrase) =>
    `  { ${Object.entries(phrase)
      .map((pair) => pair.map((part) => JSON.stringify(part)).join(': '))
      .join(', ')} }`,
);
await writeFile(new URL('phrases.json', folder), `[\n${lines.join(',\n')}\n]\n`);
