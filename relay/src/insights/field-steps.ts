import type { FieldReason, FieldState } from '../wire/field-state.ts';
import type { IsoTime } from '../wire/scalars.ts';

/** The steps that a field's state takes. Each gives the whole state, so that nothing of the step before remains. */
export function begun(before: FieldState, at: IsoTime): FieldState {
  return {
    status: 'processing',
    reason: null,
    progress: 0,
    attempts: before.attempts + 1,
    nextAttemptAt: null,
    updatedAt: at,
  };
}

export function progressed(before: FieldState, share: number, at: IsoTime): FieldState {
  return { ...stateOf(before), progress: share, updatedAt: at };
}

export function made(before: FieldState, at: IsoTime): FieldState {
  return { ...stateOf(before), status: 'completed', reason: null, progress: null, nextAttemptAt: null, updatedAt: at };
}

export function skippedNow(before: FieldState, reason: FieldReason, at: IsoTime): FieldState {
  return { ...stateOf(before), status: 'skipped', reason, progress: null, nextAttemptAt: null, updatedAt: at };
}

export function failedNow(
  before: FieldState,
  { reason, nextAttemptAt }: { reason: FieldReason; nextAttemptAt: IsoTime | null },
  at: IsoTime,
): FieldState {
  return { ...stateOf(before), status: 'failed', reason, progress: null, nextAttemptAt, updatedAt: at };
}

/** Asked for anew; how often it was begun stays. */
export function pendingAgain(before: FieldState, at: IsoTime): FieldState {
  return { ...stateOf(before), status: 'pending', reason: null, progress: null, nextAttemptAt: null, updatedAt: at };
}

function stateOf({ status, reason, progress, attempts, nextAttemptAt, updatedAt }: FieldState): FieldState {
  return { status, reason, progress, attempts, nextAttemptAt, updatedAt };
}
