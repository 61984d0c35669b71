import { useTranslation } from 'react-i18next';
import { languageNames } from '../settings/language-choice.ts';
import type { ReceptionistProblem } from './receptionist-draft.ts';

/** What is wrong, in a sentence that says what to do next. */
export function useProblemWords(): (problem: ReceptionistProblem) => string {
  const { t } = useTranslation('receptionist');
  const nameOf = (language: string) => languageNames.find(([code]) => code === language)?.[1] ?? language;
  return (problem) => {
    switch (problem.kind) {
      case 'no_model':
      case 'model_refused':
        return t(`gap.${problem.kind}`);
      case 'hearing':
      case 'voice':
        return t(`gap.${problem.kind}`, { language: nameOf(problem.language) });
      case 'lastResort':
      case 'languages':
        return t(`problem.${problem.kind}`);
      case 'script':
        return t('problem.script', { language: nameOf(problem.language) });
      default:
        return problem satisfies never;
    }
  };
}
