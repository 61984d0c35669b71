import { fieldReason, type FieldReason } from '../wire/field-state.ts';

/** An attempt failed for a reason that people are shown. */
export class JobFailed extends Error {
  readonly code: FieldReason;
  /** Trying again later may work. */
  readonly retryable: boolean;
  constructor(code: FieldReason, message: string, more: { retryable: boolean; cause?: unknown }) {
    super(message, more.cause === undefined ? {} : { cause: more.cause });
    this.name = 'JobFailed';
    this.code = code;
    this.retryable = more.retryable;
  }
}

/**
 * MediaError, EngineError and JobFailed say it themselves. Everything else is a defect or a storage that does not answer,
 * and may go away.
 */
export function reasonOf(error: unknown): { reason: FieldReason; retryable: boolean } {
  if (error instanceof Error && 'code' in error && 'retryable' in error && typeof error.retryable === 'boolean') {
    const known = fieldReason.safeParse(error.code);
    if (known.success) return { reason: known.data, retryable: error.retryable };
  }
  return { reason: 'internal', retryable: true };
}
