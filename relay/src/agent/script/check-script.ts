import type { CheckedScript, ScriptProblem } from '../../wire/receptionist.ts';
import type { Language } from '../../wire/scalars.ts';
import { readScript } from './read-script.ts';
import { shownSteps } from './shown-steps.ts';

const nameOf: Readonly<Record<Language, string>> = { en: 'English', fr: 'French', nl: 'Dutch', de: 'German' };

/** What is wrong with a firm's script for a language; empty: it may talk with callers. */
export function scriptProblems(language: Language, text: string): ScriptProblem[] {
  const read = readScript(text);
  if (!read.ok) {
    return read.problems.map(({ line, path, message }) => {
      const [of, step] = path.split('.');
      return {
        line,
        step: of === 'steps' && step !== undefined ? step.slice(0, 60) : null,
        message: message.slice(0, 500),
      };
    });
  }
  if (read.script.language === language) return [];
  const line = text.split('\n').findIndex((one) => /^language\s*:/.test(one)) + 1;
  return [
    {
      line: line > 0 ? line : null,
      step: null,
      message: `This is the script for ${nameOf[language]}: "language" must be ${language}.`,
    },
  ];
}

export const checkScript = (language: Language, text: string): CheckedScript => ({
  script: text,
  problems: scriptProblems(language, text),
  steps: shownSteps(text),
});
