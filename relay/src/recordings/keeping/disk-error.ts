import { MediaError } from '../ports.ts';

/** ENOSPC: full. EDQUOT and EFBIG: this user, or a file of this size, may have no more. */
const full: ReadonlySet<unknown> = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

/** What the disk said, as a reason. */
export function diskError(error: unknown): MediaError {
  if (error instanceof MediaError) return error;
  const { code } = error as { code?: unknown };
  if (full.has(code)) {
    return new MediaError('no_room', 'The disk has no room for the recording.', { retryable: true, cause: error });
  }
  return new MediaError('internal', `The disk failed: ${String(code)}.`, { retryable: true, cause: error });
}
