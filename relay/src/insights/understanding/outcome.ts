import type { FieldReason } from '../../wire/field-state.ts';
import type { EngineUsed } from '../../wire/insights.ts';
import { EngineError, type EngineFacts } from '../ports.ts';

/** How making one field went. `engine` null: our own rules made it. */
export type Outcome<T> =
  | { status: 'completed'; content: T; engine: EngineUsed | null }
  /** Trying again later may work. */
  | { status: 'failed'; reason: FieldReason; retryable: boolean }
  | { status: 'skipped'; reason: FieldReason };

export const skipped = (reason: FieldReason): Outcome<never> => ({ status: 'skipped', reason });

export const factsOfEngine = ({ id, leavesMachine, region }: EngineFacts): EngineUsed => ({
  id,
  leavesMachine,
  region,
});

/** What a model or its answer did wrong is a value; a fault of ours is one too, so that no field fails another. */
export function failureOf(error: unknown): Outcome<never> {
  if (error instanceof EngineError) return { status: 'failed', reason: error.code, retryable: error.retryable };
  return { status: 'failed', reason: 'internal', retryable: false };
}
