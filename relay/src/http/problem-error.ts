import { problemTable, type Problem, type ProblemCode } from '../wire/problems.ts';

/** Thrown by a route to answer a row of the problem table. */
export class ProblemError extends Error {
  readonly code: ProblemCode;
  /** The field or parameter at fault, where there is one. */
  readonly field?: string;
  readonly detail?: string;
  /** When to try again, where that is known: too_many_requests, provider_busy... */
  readonly retryAfterSeconds?: number;

  constructor(code: ProblemCode, more: { field?: string; detail?: string; retryAfterSeconds?: number } = {}) {
    super(problemTable[code][1]);
    this.name = 'ProblemError';
    this.code = code;
    if (more.field !== undefined) this.field = more.field;
    if (more.detail !== undefined) this.detail = more.detail;
    if (more.retryAfterSeconds !== undefined) this.retryAfterSeconds = more.retryAfterSeconds;
  }
}

/** The body of the answer, RFC 9457. */
export function describeProblem(code: ProblemCode, more: { field?: string; detail?: string } = {}): Problem {
  const [status, title] = problemTable[code];
  return {
    type: 'about:blank',
    title,
    status,
    code,
    ...(more.field === undefined ? {} : { field: more.field }),
    ...(more.detail === undefined ? {} : { detail: more.detail }),
  };
}
