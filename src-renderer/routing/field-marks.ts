import type { TFunction } from 'i18next';
import type { FieldProblems } from './check-draft.ts';

/** What is said at a field: by its path, as the relay names it. */
export interface FieldMarks {
  of(path: string): { error: string | undefined; marked: boolean; 'data-focus': string };
  /** For controls that are never "left": only once saving was tried, or the office refused it. */
  shownError(path: string): string | undefined;
}

export function fieldMarks(problems: FieldProblems, all: boolean, t: TFunction<'routing'>): FieldMarks {
  const errorOf = (path: string) => {
    const problem = problems.get(path);
    return problem && t(`problem.${problem}`);
  };
  const isMarked = (path: string) => all || problems.get(path) === 'refused';
  return {
    of: (path) => ({ error: errorOf(path), marked: isMarked(path), 'data-focus': fieldFocus(path) }),
    shownError: (path) => (isMarked(path) ? errorOf(path) : undefined),
  };
}

export const fieldFocus = (path: string): string => `field:${path}`;
