import { ProblemError } from '../../http/problem-error.ts';
import { MasterKeyError } from '../keeping/master-keys.ts';
import { MediaError } from '../ports.ts';

/** What is answered when a kept recording cannot be read. The message, which may hold addresses, stays in the log. */
export function mediaProblem(error: unknown): unknown {
  if (error instanceof MasterKeyError) return new ProblemError('media_key_missing');
  if (!(error instanceof MediaError)) return error;
  if (error.code === 'no_recording') return new ProblemError('recording_not_ready');
  return new ProblemError('media_unavailable', { retryAfterSeconds: 5 });
}
