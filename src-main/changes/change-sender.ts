import type { Call, CallEdit } from '@callbrief/relay/wire/call';
import type { CallInsights } from '@callbrief/relay/wire/insights';
import type { ItemEditOf } from '@callbrief/relay/wire/item';
import { phoneNumber } from '@callbrief/relay/wire/scalars';
import type { Change, WaitingChange, WaitingChanges } from '../history/history.ts';
import { silentLog, type Log } from '../logging/log.ts';
import { backoffMs, defaultBackoff, type BackoffOptions } from '../relay-link/backoff.ts';
import { systemClock, type Clock } from '../relay-link/clock.ts';
import type { RelayClient } from '../relay-link/relay-client.ts';
import type { RelayLink } from '../relay-link/relay-link.ts';
import { RelayProblem } from '../relay-link/relay-problem.ts';

export interface ChangeSenderOptions {
  changes: WaitingChanges;
  client: Pick<RelayClient, 'editCall' | 'addContact' | 'editInsights' | 'editItem' | 'editContact' | 'editMatter'>;
  link: Pick<RelayLink, 'status' | 'onStatus'>;
  /** The relay's answer to an edit, before `done`: written at once, nothing flickers until the event comes. */
  onConfirmed?: (call: Call) => void;
  /** The same of an edit to what was made of a call's words. */
  onInsights?: (insights: CallInsights) => void;
  /** The number of waiting changes became less. */
  onCount?: (count: number) => void;
  /** The relay will never take it (the call is gone, the value is not allowed); it is dropped here. */
  onRefused?: (refused: { callId: string | null; change: Change; reason: string }) => void;
  clock?: Clock;
  backoff?: BackoffOptions;
  log?: Log;
}

export interface ChangeSender {
  /** Sends what waits as soon as the link is up, and again whenever it comes back. */
  start(): void;
  /** A change was written: send it now if there is a connection. */
  nudge(): void;
  close(): void;
}

/**
 * Sends what a person wrote here, oldest first and one at a time, so that a call's changes and a contact it names arrive
 * in the order of writing. A change stays on disk until the relay confirmed it; sent twice it is still one, because edits
 * carry their time and contacts their id.
 */
export function createChangeSender(options: ChangeSenderOptions): ChangeSender {
  const { changes, client, link, clock = systemClock, backoff = defaultBackoff, log = silentLog } = options;
  let running = false;
  let closed = false;
  let failures = 0;
  let undoRetry: (() => void) | null = null;
  let undoStatus: (() => void) | null = null;

  const mayGo = () => !closed && ['up_to_date', 'catching_up'].includes(link.status().kind);
  const settle = (finish: () => void) => {
    finish();
    options.onCount?.(changes.count());
  };

  async function sendAll(): Promise<void> {
    for (let next = changes.pending()[0]; next && mayGo(); next = changes.pending()[0]) {
      if (!(await sendOne(next))) return;
    }
  }

  /** @returns whether the next one may go. */
  async function sendOne(waiting: WaitingChange): Promise<boolean> {
    const { seq, change } = waiting;
    try {
      const confirmed = await send(client, waiting);
      if (closed) return false;
      if (confirmed.call) options.onConfirmed?.(confirmed.call);
      if (confirmed.insights) options.onInsights?.(confirmed.insights);
      settle(() => changes.done(seq));
      failures = 0;
      log.info('change_sent', { seq, kind: change.kind, callId: callIdOf(change) });
      return true;
    } catch (error) {
      if (closed) return false;
      if (error instanceof RelayProblem && !error.retryable) {
        if (error.code === 'device_revoked' || error.code === 'refresh_refused') return false;
        log.warn('change_refused', { seq, kind: change.kind, callId: callIdOf(change), problem: error.code });
        settle(() => changes.drop(seq));
        options.onRefused?.({ callId: callIdOf(change), change, reason: error.code });
        return true;
      }
      retryLater(error);
      return false;
    }
  }

  function retryLater(error: unknown): void {
    const problem = error instanceof RelayProblem ? error : null;
    const delayMs = backoffMs(failures, backoff, problem?.retryAfterMs);
    failures += 1;
    log.warn('change_waits', { problem: problem?.code ?? error, waiting: changes.count(), delayMs });
    undoRetry?.();
    undoRetry = clock.after(delayMs, nudge);
  }

  function nudge(): void {
    if (running || !mayGo()) return;
    undoRetry?.();
    undoRetry = null;
    running = true;
    void sendAll()
      .catch(retryLater)
      .finally(() => {
        running = false;
      });
  }

  return {
    start() {
      undoStatus ??= link.onStatus(() => {
        // While a retry is planned its backoff holds; a connection that just came back needs none.
        if (!undoRetry) nudge();
      });
      nudge();
    },
    nudge,
    close() {
      closed = true;
      undoRetry?.();
      undoStatus?.();
    },
  };
}

/** The id of what it is about, of whatever kind. */
export function subjectOf(change: Change): string {
  if (change.kind === 'edit_item') return change.itemId;
  if (change.kind === 'edit_contact') return change.contactId;
  if (change.kind === 'edit_matter') return change.matterId;
  return change.callId;
}

/** The call that it is about; null: it is about none. */
export function callIdOf(change: Change): string | null {
  return 'callId' in change ? change.callId : null;
}

interface Confirmed {
  call?: Call | null;
  insights?: CallInsights | null;
}

async function send(client: ChangeSenderOptions['client'], { change, at }: WaitingChange): Promise<Confirmed> {
  if (change.kind === 'edit_call') {
    const edit: CallEdit = {
      at,
      ...(change.note === undefined ? {} : { note: change.note }),
      ...(change.followUp === undefined ? {} : { followUp: change.followUp }),
      ...(change.contactId === undefined ? {} : { contactId: change.contactId }),
      ...(change.voicemailHeard === undefined ? {} : { voicemailHeard: change.voicemailHeard }),
      ...(change.matterId === undefined ? {} : { matterId: change.matterId }),
      ...(change.noteBasis === undefined ? {} : { noteBasis: change.noteBasis }),
      ...(change.dropOtherNotes === undefined ? {} : { dropOtherNotes: change.dropOtherNotes }),
      ...(change.tags === undefined ? {} : { tags: change.tags }),
      ...(change.disposition === undefined ? {} : { disposition: change.disposition }),
    };
    return { call: await client.editCall(change.callId, edit) };
  }
  if (change.kind === 'edit_insights') {
    return { insights: await client.editInsights(change.callId, change.edit, at) };
  }
  if (change.kind === 'edit_item') {
    const { item, itemId, editId, set, did } = change;
    await client.editItem(item, itemId, { editId, at, set, did } as ItemEditOf[typeof item]);
    return {};
  }
  if (change.kind === 'edit_contact') {
    await client.editContact(change.contactId, { editId: change.editId, at, set: change.set });
    return {};
  }
  if (change.kind === 'edit_matter') {
    await client.editMatter(change.matterId, { editId: change.editId, at, set: change.set });
    return {};
  }
  change.kind satisfies 'new_contact';
  const number = phoneNumber.safeParse(change.number);
  await client.addContact({
    id: change.contactId,
    name: change.name,
    organisation: change.organisation ?? null,
    languages: [],
    numbers: number.success ? [{ number: number.data, kind: 'other', shared: false }] : [],
  });
  return {};
}
