import type { Language } from '../../../wire/scalars.ts';
import type { ReceptionistScript } from '../../script/script.ts';
import type { Scripts } from '../../script/talk.ts';

export interface FixedSentence {
  language: Language;
  text: string;
}

/** Whose scripts are spoken; a firm's own, or the shipped ones. */
export interface PromptFirm {
  firmName: string;
  scripts: Scripts;
}

/** As the interpreter cuts them: a sentence whose value is not known is left out there, so each stands for itself. */
export const sentencesOf = (text: string): string[] =>
  text
    .trim()
    .split(/(?<=[.!?])\s+(?=\S)/)
    .filter(Boolean);

/** Every sentence of a firm's scripts in which nothing of a caller stands. */
export function fixedSentences({ firmName, scripts }: PromptFirm): FixedSentence[] {
  return Object.values(scripts).flatMap((script) =>
    linesOf(script)
      .flatMap(sentencesOf)
      .filter((sentence) => !/\{(?!firm\})\w+\}/.test(sentence))
      // A name such as "Dr. Maes" makes two of one, here as later when it is spoken.
      .flatMap((sentence) => sentencesOf(sentence.replaceAll('{firm}', () => firmName)))
      .map((text) => ({ language: script.language, text })),
  );
}

function linesOf({ phrases, steps }: ReceptionistScript): string[] {
  const { silence, ...others } = phrases;
  return [
    ...silence,
    ...Object.values(others),
    ...Object.values(steps).flatMap(({ say, confirm, repair }) => [say ?? '', confirm ?? '', ...repair]),
  ];
}
