import { useTranslation } from 'react-i18next';
import { en } from '../words/en/index.ts';

const { flow } = en.receptionist;
type Known<T> = (keyof T & string)[];
const oneOf = <T extends object>(known: T, word: string): (keyof T & string) | null =>
  (Object.keys(known) as Known<T>).find((one) => one === word) ?? null;

/** The words for what stands in a script. What a script with mistakes names stays as it is written. */
export function useFlowWords() {
  const { t } = useTranslation('receptionist');
  const answer = (word: string) => {
    const known = oneOf(flow.answer, word);
    return known === null ? word : t(`flow.answer.${known}`);
  };
  return {
    answer,
    way: (word: string) => (word === 'otherwise' ? t('flow.otherwise') : answer(word)),
    asked(word: string) {
      const known = oneOf(flow.asked, word);
      return known === null ? word : t(`flow.asked.${known}`);
    },
    tool(word: string) {
      const known = oneOf(flow.tool, word);
      return known === null ? word : t(`flow.tool.${known}`);
    },
    entry(word: string) {
      const known = oneOf(flow.entry, word);
      return known === null ? word : t(`flow.entry.${known}`);
    },
  };
}
