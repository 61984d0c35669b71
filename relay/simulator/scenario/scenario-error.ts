export interface ScenarioProblem {
  /** Of the file, from 1; null: of the file as a whole. */
  line: number | null;
  /** `steps[2]`, `expect.call.outcome`; empty: the file as a whole. */
  field: string;
  message: string;
}

/** A scenario file that cannot be played. The message has one line for each problem: file, line, field, what. */
export class ScenarioError extends Error {
  readonly problems: readonly ScenarioProblem[];
  constructor(file: string, problems: readonly ScenarioProblem[]) {
    super(
      problems
        .map(({ line, field, message }) =>
          [line === null ? file : `${file}:${line}`, field, message].filter(Boolean).join(': '),
        )
        .join('\n'),
    );
    this.name = 'ScenarioError';
    this.problems = problems;
  }
}
