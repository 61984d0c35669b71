import type { Call, FollowUp } from '@callbrief/relay/wire/call';
import type { Callback, CallbackClosed } from '@callbrief/relay/wire/callback';
import type { Trace } from '@callbrief/relay/wire/signed';
import type { HappenedEntry } from '../../src-preload/contract/callbacks.ts';

/** More is not read. */
const MOST_ENTRIES = 30;

/**
 * What people did about it and the calls with this caller, merged, newest first. Pure.
 * @param calls of this caller since, and the one it is about
 * @param nameOf of a person of the firm
 */
export function whatHappened(
  callback: Callback,
  calls: readonly { call: Call; byName: string | null }[],
  nameOf: (personId: string) => string | null,
): HappenedEntry[] {
  // Its own call says when and by whom it was noted, better than the noting does.
  const hasOwnCall = calls.some(({ call }) => call.id === callback.callId);
  const written = byEdit(callback.traces).flatMap((traces, index) => {
    const entry = entryOf(traces, index === 0 && isFirst(traces, callback), nameOf);
    return entry && !(hasOwnCall && entry.what === 'made') ? [entry] : [];
  });
  const called = calls.map(({ call, byName }): HappenedEntry => ({
    id: `call ${call.id}`,
    at: call.startedAt,
    byName,
    what: 'call',
    callId: call.id,
    direction: call.direction,
    outcome: call.outcome,
    durationSeconds: call.durationSeconds,
    isFirst: call.id === callback.callId,
  }));
  return [...written, ...called].sort((a, b) => compare(b.at, a.at)).slice(0, MOST_ENTRIES);
}

/** One writing each, oldest first; a slip and its taking back are neither. */
function byEdit(traces: readonly Trace[]): Trace[][] {
  const edits = new Map<string, Trace[]>();
  for (const trace of traces) edits.set(trace.editId, [...(edits.get(trace.editId) ?? []), trace]);
  const kept: Trace[][] = [];
  for (const edit of edits.values()) {
    if (didOf(edit) === 'taken_back') {
      const slip = kept.findLastIndex((one) => didOf(one) !== null && one[0]?.byPersonId === edit[0]?.byPersonId);
      if (slip >= 0) kept.splice(slip, 1);
    } else kept.push(edit);
  }
  return kept;
}

const didOf = (edit: readonly Trace[]) => edit.find(({ field }) => field === null)?.value ?? null;

const isFirst = (traces: readonly Trace[], { createdAt }: Callback) => traces[0]?.at === createdAt;

function entryOf(
  traces: readonly Trace[],
  isMaking: boolean,
  nameOf: (personId: string) => string | null,
): HappenedEntry | null {
  const [first] = traces;
  if (!first) return null;
  // Callbrief itself signs without a name.
  const base = { id: first.editId, at: first.at, byName: first.byName === '' ? null : first.byName };
  const has = (field: string) => traces.some((trace) => trace.field === field);
  const value = (field: string) => traces.find((trace) => trace.field === field)?.value;
  const did = didOf(traces);
  if (isMaking) return { ...base, what: 'made' };
  if (did === 'no_answer' || did === 'left_message' || did === 'reached' || did === 'reopened')
    return { ...base, what: did };
  const closed = value('closed') as CallbackClosed | null | undefined;
  if (closed && closed.why !== 'by_hand') return { ...base, byName: closed.byName, what: 'closed', why: closed.why };
  if (has('status')) return { ...base, what: 'status', status: value('status') as FollowUp };
  if (closed) return { ...base, what: 'closed', why: closed.why };
  if (has('ownerPersonId')) {
    const owner = value('ownerPersonId') as string | null;
    if (owner === null) return { ...base, what: 'put_back' };
    return owner === first.byPersonId
      ? { ...base, what: 'took' }
      : { ...base, what: 'assigned', to: nameOf(owner) ?? owner };
  }
  if (has('dueAt')) {
    const [dueFrom, dueAt] = [value('dueFrom'), value('dueAt')] as (string | null | undefined)[];
    return { ...base, what: 'due', dueFrom: dueFrom ?? null, dueAt: dueAt ?? null };
  }
  if (has('urgency')) return { ...base, what: value('urgency') === 'high' ? 'urgent' : 'not_urgent' };
  // What only filed it says nothing that the head of the panel does not.
  return has('reason') || has('callerName') || has('forPersonId') || has('forTeamId')
    ? { ...base, what: 'changed' }
    : null;
}

const compare = (a: string, b: string) => (a === b ? 0 : a < b ? -1 : 1);
