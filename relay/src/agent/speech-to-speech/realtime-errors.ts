import type { Logger } from 'pino';
import type { Failure } from '../fallback/ladder.ts';
import { StageError } from '../ports.ts';
import { CANCEL, RESPONSE_CREATE, TRUNCATE } from './realtime-wire.ts';

interface RealtimeError {
  type: string;
  code?: string | null | undefined;
  event_id?: string | null | undefined;
}

/** Said when a response is wanted while it makes one already: nothing is lost, it is asked again afterwards. */
const BUSY = 'conversation_already_has_active_response';

/**
 * What the engine tells of mistakes. Most are no end of the session (server-events, `error`): a response that was cancelled
 * twice, a truncation that came too late. Its messages are not logged, as they may quote what was said.
 */
export function createRealtimeErrors(deps: {
  mostFaults: number;
  log: Logger;
  fail: (error: StageError) => void;
  /** It did not make the response that we asked for. */
  refused: (isBusy: boolean) => boolean;
}): { take(error: RealtimeError, isReady: boolean): void; unreadable(): void } {
  let faults = 0;

  function count(): void {
    faults += 1;
    if (faults >= deps.mostFaults)
      deps.fail(new StageError('failed', 'The speech engine tells one error after the other.'));
  }

  return {
    take({ type, code, event_id: of }, isReady) {
      deps.log.info({ type, code: code ?? null, of: of ?? null }, 'speech_to_speech_error');
      if (of === TRUNCATE || of === CANCEL) return count();
      const isBusy = code === BUSY;
      if (of === RESPONSE_CREATE || isBusy) {
        const wasAsked = deps.refused(isBusy);
        if (isBusy || !wasAsked) return count();
      } else if (isReady && type !== 'server_error' && failureOfCode(type, code) === 'failed' && !isEnd(code)) {
        return count();
      }
      deps.fail(new StageError(failureOfCode(type, code), 'The speech engine told an error.'));
    },
    unreadable: count,
  };
}

/** A session lasts an hour at most. */
const isEnd = (code: string | null | undefined) => code === 'session_expired';

export function failureOfCode(type: string | null | undefined, code: string | null | undefined): Failure {
  if (code === 'rate_limit_exceeded' || type === 'rate_limit_error') return 'full';
  if (code === 'insufficient_quota' || code === 'invalid_api_key' || code === 'model_not_found') return 'refused';
  return type === 'authentication_error' || type === 'permission_error' ? 'refused' : 'failed';
}
