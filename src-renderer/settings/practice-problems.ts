import type { Practice } from '@callbrief/relay/wire/practice';

export const LEAST_MINUTES = 5;
export const MOST_MINUTES = 10_080;

/** What is wrong with each word of a list; null: nothing. Two that differ in capitals only are one to a reader. */
export function wordProblems(words: readonly string[]): ('empty' | 'twice' | null)[] {
  const plain = words.map((word) => word.trim().toLocaleLowerCase());
  return plain.map((word, index) => (word === '' ? 'empty' : plain.indexOf(word) < index ? 'twice' : null));
}

/** What is wrong with the promises; a number that could not be read is NaN. */
export function promiseProblems({ withinMinutes, urgentWithinMinutes }: Practice['callbacks']): {
  within: 'range' | null;
  urgent: 'range' | 'urgentLonger' | null;
} {
  const isMinutes = (value: number) => Number.isInteger(value) && value >= LEAST_MINUTES && value <= MOST_MINUTES;
  return {
    within: isMinutes(withinMinutes) ? null : 'range',
    urgent: !isMinutes(urgentWithinMinutes) ? 'range' : urgentWithinMinutes > withinMinutes ? 'urgentLonger' : null,
  };
}

export function hasProblems({ tags, dispositions, callbacks }: Practice): boolean {
  const { within, urgent } = promiseProblems(callbacks);
  return [...wordProblems(tags), ...wordProblems(dispositions), within, urgent].some((problem) => problem !== null);
}
