import type { Caller } from '../devices/authenticate.ts';
import { ProblemError } from '../http/problem-error.ts';
import { createTimePoster } from '../practice-systems/post-time.ts';
import type { Person } from '../wire/directory.ts';
import type { ClioExportResult } from '../wire/time-export.ts';
import type { ChargedEntry } from './charged-entries.ts';
import { audit, markExported, type TimeExportDeps } from './mark-exported.ts';

/** Somebody waits for the answer; what is left then is asked for again, by them (ms). */
const LONGEST_RUN_MS = 20_000;
/** Clio counts by the minute; when it names no time (seconds). */
const USUAL_WAIT_SECONDS = 60;

/** Each entry by itself: what one lacks keeps no other from being sent. */
export async function exportToClio(
  deps: TimeExportDeps,
  caller: Caller,
  person: Person,
  entries: readonly ChargedEntry[],
): Promise<ClioExportResult> {
  const { store } = caller;
  const system = await deps.clio.of(store);
  if (!system) throw new ProblemError('provider_not_connected', { detail: 'Clio is not connected.' });
  const poster = createTimePoster({ store, system, now: deps.now });
  const result: ClioExportResult = { posted: [], failed: [], unconfirmed: [], left: 0, retryAfterSeconds: null };
  const startedMs = performance.now();
  for (const [index, charged] of entries.entries()) {
    const { entry } = charged;
    const call = entry.callId === null ? null : await store.call(entry.callId);
    const posted = await poster.post(charged, call);
    switch (posted.state) {
      case 'done':
        await markExported(deps, caller, person, [charged], () => ({ to: 'clio', reference: posted.reference }));
        result.posted.push({ entryId: entry.id, reference: posted.reference });
        break;
      case 'failed':
        result.failed.push({ entryId: entry.id, code: posted.code, detail: posted.detail });
        break;
      case 'unconfirmed':
        result.unconfirmed.push(entry.id);
        break;
      case 'busy':
        result.left = entries.length - index;
        result.retryAfterSeconds = Math.ceil(posted.retryAfterMs / 1_000) || USUAL_WAIT_SECONDS;
        break;
      default:
        posted satisfies never;
    }
    if (result.left === 0 && isHopeless(posted)) result.left = entries.length - index - 1;
    else if (result.left === 0 && performance.now() - startedMs > LONGEST_RUN_MS) {
      result.left = entries.length - index - 1;
      result.retryAfterSeconds = 1;
    }
    if (result.left > 0) break;
  }
  const { posted, failed, unconfirmed, left } = result;
  const counts = `${posted.length} posted, ${failed.length} failed, ${unconfirmed.length} unconfirmed, ${left} left`;
  await audit(deps, caller, `clio ${counts}: ${posted.map(({ reference }) => reference).join(' ')}`);
  deps.log.info({ tenantId: caller.tenantId, posted: posted.length, failed: failed.length, left }, 'time_sent_to_clio');
  return result;
}

/** What fails for one fails for all: nobody answers, or the key is worth nothing any more. */
function isHopeless(posted: { state: string; code?: string }): boolean {
  return posted.state === 'failed' && (posted.code === 'provider_unreachable' || posted.code === 'provider_no_right');
}
