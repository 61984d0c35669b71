import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { dialogueNamed, dialogueNames, dialogues } from '../../../../../relay/simulator/sound/dialogues.ts';

const path = new URL('../../../../fixtures/models/ci-stt-espeak/phrases.json', import.meta.url);
const known = new Set(
  (JSON.parse(readFileSync(path, 'utf8')) as { lang: string; text: string }[]).map(
    ({ lang, text }) => `${lang} ${text}`,
  ),
);

it('dialogues are made only of phrases that the test engine knows', () => {
  const said = dialogues.flatMap(({ language, turns }) => turns.map(({ text }) => `${language} ${text}`));
  expect(said.filter((one) => !known.has(one))).toEqual([]);
});

it('there is one in each language of the app, and each has a name of its own', () => {
  expect(new Set(dialogues.map(({ language }) => language))).toEqual(new Set(['en', 'fr', 'nl', 'de']));
  expect(new Set(dialogueNames).size).toBe(dialogues.length);
  expect(() => dialogueNamed('opera')).toThrow(/there are hearing-en/);
});
