import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Storage, StoredEvent, TenantStore } from '../storage/port.ts';
import type { Call } from '../wire/call.ts';
import { callbackIdOf, type Callback, type CallbackEdit } from '../wire/callback.ts';
import type { LoggedEventOf } from '../wire/events.ts';
import { callbrief, followingEdit } from './call-and-callback.ts';
import { closedBy, isTalk, owedSince } from './closed-by.ts';

export interface CallbackFollower {
  /** To call after the commit, with what was committed. Returns at once. */
  follow(tenantId: string, events: readonly StoredEvent[]): void;
  /** Looks at every open callback: what a process that was killed did not do. Never rejects. */
  sweep(lookBackMs?: number): Promise<void>;
  /** Resolves when nothing is under way. */
  close(): Promise<void>;
}

interface Deps {
  storage: Storage;
  now: () => Date;
  log: Logger;
  publish: (tenantId: string, events: StoredEvent[]) => void;
  sweepEveryMs: number;
}

interface Waiting {
  calls: Map<string, Call>;
  callbacks: Map<string, Callback>;
}

/** A burst of calls is looked at together (ms). */
const LINGER_MS = 50;
/** How far back a later sweep looks; the first one looks at everything. */
const LATER_SWEEP_MS = 2 * 86_400_000;
const DAY_MS = 86_400_000;

export function createCallbackFollower(deps: Deps): CallbackFollower {
  const { storage, now, log, publish } = deps;
  const waiting = new Map<string, Waiting>();
  let isClosed = false;
  let timer: NodeJS.Timeout | null = null;
  let working: Promise<void> = Promise.resolve();

  const isStopped = () => isClosed;

  function follow(tenantId: string, events: readonly StoredEvent[]): void {
    if (isClosed) return;
    for (const { type, json } of events) {
      if (type !== 'call_changed' && type !== 'callback_changed') continue;
      let mine = waiting.get(tenantId);
      if (!mine) waiting.set(tenantId, (mine = { calls: new Map(), callbacks: new Map() }));
      if (type === 'call_changed') {
        const { call } = JSON.parse(json) as LoggedEventOf<'call_changed'>;
        if (isTalk(call) || call.followUp !== null) mine.calls.set(call.id, call);
      } else {
        const { callback } = JSON.parse(json) as LoggedEventOf<'callback_changed'>;
        if (callback.closed === null) mine.callbacks.set(callback.id, callback);
      }
      if (mine.calls.size === 0 && mine.callbacks.size === 0) waiting.delete(tenantId);
    }
    if (waiting.size > 0) timer ??= setTimeout(begin, LINGER_MS).unref();
  }

  function begin(): void {
    timer = null;
    working = working.then(drain);
  }

  async function drain(): Promise<void> {
    const all = [...waiting];
    waiting.clear();
    for (const [tenantId, { calls, callbacks }] of all) {
      await safely(tenantId, async (store) => {
        for (const call of calls.values()) if (call.followUp !== null) await keepFiled(store, call);
        const talks = [...calls.values()].filter(isTalk);
        if (talks.length > 0) await closeReached(store, await store.openCallbacks(), talks);
        for (const callback of callbacks.values()) await closeSince(store, [callback], owedSince(callback));
      });
    }
  }

  /** The next sweep does what could not be done. */
  async function safely(tenantId: string, work: (store: TenantStore) => Promise<void>): Promise<void> {
    try {
      if (!isClosed) await work(storage.tenant(tenantId));
    } catch (error) {
      log.warn({ err: error, tenantId }, 'callbacks_not_followed');
    }
  }

  async function keepFiled(store: TenantStore, call: Call): Promise<void> {
    const callback = await store.item('callback', callbackIdOf(call.id));
    const edit = callback && followingEdit(callback, call);
    if (edit) await write(store, callback.id, edit);
  }

  async function closeSince(store: TenantStore, callbacks: readonly Callback[], from: string): Promise<void> {
    const end = now().getTime() + DAY_MS;
    for (let at = Date.parse(from); at < end; at += DAY_MS) {
      if (isStopped()) return;
      const day = await store.callsBetween(new Date(at).toISOString(), new Date(at + DAY_MS).toISOString());
      await closeReached(store, callbacks, day.filter(isTalk));
      // A ringing phone never waits for a long look back.
      await nextTurn();
    }
  }

  async function closeReached(
    store: TenantStore,
    callbacks: readonly Callback[],
    talks: readonly Call[],
  ): Promise<void> {
    for (const callback of callbacks) {
      for (const call of talks) {
        const isCertain = closedBy(callback, call, { now: now(), isShared: true });
        const found = isCertain ?? closedBy(callback, call, { now: now(), isShared: false });
        if (!found || (!isCertain && (await isShared(store, callback)))) continue;
        const closed = { ...found, callId: call.id, byName: await speakerOf(store, call) };
        await write(store, callback.id, { editId: closingIdOf(call.id), at: found.at, set: { closed }, did: null });
        break;
      }
    }
  }

  async function write(store: TenantStore, callbackId: string, edit: CallbackEdit): Promise<void> {
    const written = await store.editItem('callback', callbackId, edit, callbrief, now().toISOString());
    if (written !== 'incomplete') publish(store.tenantId, written.events);
  }

  async function sweep(lookBackMs?: number): Promise<void> {
    try {
      const tenants = await storage.tenants.list();
      for (const { id } of tenants) await safely(id, (store) => sweepTenant(store, lookBackMs));
    } catch (error) {
      log.warn({ err: error }, 'callbacks_not_swept');
    }
  }

  async function sweepTenant(store: TenantStore, lookBackMs: number | undefined): Promise<void> {
    const open = await store.openCallbacks();
    const [oldest] = open.map(owedSince).toSorted();
    if (oldest === undefined) return;
    for (const { callId } of open) {
      const call = callId === null ? null : await store.call(callId);
      if (call) await keepFiled(store, call);
    }
    const earliest = lookBackMs === undefined ? oldest : new Date(now().getTime() - lookBackMs).toISOString();
    await closeSince(store, open, earliest > oldest ? earliest : oldest);
  }

  const sweeper = setInterval(() => {
    working = working.then(() => sweep(LATER_SWEEP_MS));
  }, deps.sweepEveryMs);
  sweeper.unref();

  return {
    follow,
    sweep(lookBackMs) {
      working = working.then(() => sweep(lookBackMs));
      return working;
    },
    async close() {
      isClosed = true;
      clearInterval(sweeper);
      if (timer) clearTimeout(timer);
      await working;
    },
  };
}

/** A switchboard or a household: who called must be filed before it closes anything. */
async function isShared(store: TenantStore, { number }: Callback): Promise<boolean> {
  return number !== null && (await store.contactsByNumber(number)).length > 1;
}

async function speakerOf(store: TenantStore, { answeredBy }: Call): Promise<string | null> {
  const person = answeredBy?.personId == null ? null : await store.person(answeredBy.personId);
  return person?.shortName ?? answeredBy?.name ?? null;
}

/** One talk closes one callback once, whichever process saw it, and not again after it was opened by hand. */
const closingIdOf = (callId: string) => `closed-by-${callId}`.slice(0, 100);
