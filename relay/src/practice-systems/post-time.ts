import { ProviderError } from '../providers/port.ts';
import type { PracticeSystemStore, TimePost } from '../storage/practice-system-port.ts';
import type { ChargedEntry } from '../time/charged-entries.ts';
import type { Call } from '../wire/call.ts';
import { remembered } from '../time/remembered.ts';
import type { AddedTime, PracticeSystem } from './port.ts';

export type Posted =
  | { state: 'done'; reference: string }
  /** Certainly not there. `code`: a row of the problem table, `no_such_matter` or `no_such_user`. */
  | { state: 'failed'; code: string; detail: string | null }
  /** Nobody knows yet; asking again looks before it sends. */
  | { state: 'unconfirmed' }
  /** Certainly not there, and more will not be taken for a while. */
  | { state: 'busy'; retryAfterMs: number };

/** What was sent may still be on its way there for this long; only then does "not found" mean that it never came (ms). */
const SETTLING_MS = 60_000;

export interface TimePoster {
  post(charged: ChargedEntry, call: Call | null): Promise<Posted>;
}

/**
 * Sends entries, each once whatever is lost on the way: what is about to be asked is written down before, and an entry
 * whose answer was lost is looked for before it is asked for again.
 */
export function createTimePoster(deps: {
  store: PracticeSystemStore;
  system: PracticeSystem;
  now: () => Date;
}): TimePoster {
  const { store, system, now } = deps;
  const findMatter = remembered((number) => system.findMatter(number));
  const findUser = remembered((email) => system.findUser(email));
  const findContact = remembered((name) => system.findContact(name));
  const findCode = remembered((code) => system.findActivityCode(code));

  async function timeOf({ entry, matter, person }: ChargedEntry): Promise<AddedTime | Posted> {
    const matterId = await findMatter(matter?.number ?? null);
    if (matterId === null) return refused('no_such_matter', matter?.number ?? null);
    const userId = await findUser(person?.email ?? null);
    if (userId === null) return refused('no_such_user', person?.name ?? null);
    return {
      date: entry.date,
      seconds: entry.minutes * 60,
      note: entry.narrative,
      matterId,
      userId,
      activityCodeId: await findCode(entry.activityCode),
      callId: null,
    };
  }

  /** One writing after the other; whoever lost against another process stops. */
  function noting(first: TimePost | null, entryId: string) {
    let last = first;
    return {
      last: () => last,
      async note(more: Partial<Omit<TimePost, 'revision' | 'entryId'>>): Promise<void> {
        const base = last ?? { ...nothingAsked, entryId };
        const next: TimePost = { ...base, at: now().toISOString(), ...more, revision: base.revision + 1 };
        if (!(await store.setTimePost('clio', next, last?.revision ?? null))) throw new LostToAnother();
        last = next;
      },
    };
  }

  async function callIdOf(
    { entry, contact, matter }: ChargedEntry,
    call: Call,
    time: AddedTime,
    known: TimePost | null,
  ): Promise<string> {
    const before = known?.state === 'asked' ? await system.findCall(entry.id) : null;
    if (before !== null) return before;
    const who = contact?.name ?? '';
    return system.logCall({
      key: entry.id,
      direction: call.direction,
      subject: [matter?.number, who].filter(Boolean).join(', '),
      body: entry.narrative,
      at: call.startedAt,
      date: entry.date,
      matterId: time.matterId,
      userId: time.userId,
      contactId: await findContact(contact?.name ?? null),
    });
  }

  async function found(post: TimePost, time: AddedTime): Promise<string | null> {
    const callId = post.communicationId ?? (await system.findCall(post.entryId));
    if (callId === null && post.activityAskedAt === null) return null;
    return system.findTime({ ...time, callId }, post.activityAskedAt ?? post.at);
  }

  return {
    async post(charged, call) {
      const { entry } = charged;
      const before = await store.timePost('clio', entry.id);
      if (before?.state === 'done' && before.activityId !== null) {
        return { state: 'done', reference: before.activityId };
      }
      const log = noting(before, entry.id);
      const done = async (reference: string): Promise<Posted> => {
        await log.note({ state: 'done', activityId: reference });
        return { state: 'done', reference };
      };
      try {
        const time = await timeOf(charged);
        if ('state' in time) return time;
        if (before?.state === 'asked') {
          const there = await found(before, time);
          if (there !== null) return await done(there);
          if (now().getTime() - Date.parse(before.at) < SETTLING_MS) return { state: 'unconfirmed' };
        }
        try {
          await log.note({ state: 'asked' });
          const callId =
            call === null ? null : (log.last()?.communicationId ?? (await callIdOf(charged, call, time, before)));
          await log.note({ communicationId: callId, activityAskedAt: now().toISOString() });
          return await done(await system.addTime({ ...time, callId }));
        } catch (error) {
          if (!(error instanceof ProviderError)) throw error;
          if (!isDoubtful(error)) {
            await log.note({ state: 'refused', activityAskedAt: null });
            throw error;
          }
          // Mostly it is there already, and the person need not ask again.
          const asked = log.last();
          const there = asked === null ? null : await found(asked, time).catch(() => null);
          return there === null ? { state: 'unconfirmed' } : await done(there);
        }
      } catch (error) {
        if (error instanceof LostToAnother) return { state: 'unconfirmed' };
        if (!(error instanceof ProviderError)) throw error;
        if (error.code === 'provider_busy') return { state: 'busy', retryAfterMs: error.retryAfterMs };
        return refused(error.code, error.detail);
      }
    },
  };
}

const nothingAsked: Omit<TimePost, 'entryId'> = {
  revision: 0,
  state: 'asked',
  at: '',
  communicationId: null,
  activityId: null,
  activityAskedAt: null,
};

/** Another process sends the same entry. */
class LostToAnother extends Error {}

const refused = (code: string, detail: string | null): Posted => ({ state: 'failed', code, detail });

/** It may have been done. A server that says that it failed may have failed after it did it. */
const isDoubtful = (error: ProviderError) => !error.didNotHappen || error.code === 'provider_failed';
