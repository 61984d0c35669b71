import { setTimeout as pause } from 'node:timers/promises';
import type { PretendUser } from '../../../relay/simulator/pretend-call.ts';
import type { PretendRinger, RungCall } from '../../../relay/simulator/pretend-ringer.ts';
import type { PretendRecordings } from '../../../relay/simulator/sound/pretend-recordings.ts';
import type { TenantStore } from '../../../relay/src/storage/port.ts';

const LITIGATION = '+3220002010';
const MAIN = '+3220002000';
const NEW_MATTERS = '+3220002020';

const BETWEEN_MS = 25_000;

/**
 * A small day at the demo firm, over and over: a client whom a colleague takes (with its recording), somebody unknown, an opposing party,
 * two at once. Ends when the signal is aborted, and then leaves no call ringing.
 */
export async function playDemoCalls(
  ringer: PretendRinger,
  store: Pick<TenantStore, 'person'>,
  recordings: PretendRecordings,
  signal: AbortSignal,
  onRing: () => void,
): Promise<void> {
  const open = new Set<RungCall>();
  const ring = async (from: string, to: string, personId: string) => {
    const call = await ringer.ring({ from, to, user: await userOf(store, personId) });
    open.add(call);
    onRing();
    return call;
  };
  const end = async (call: RungCall, how: 'hangUp' | 'miss') => {
    open.delete(call);
    await call[how]();
  };
  const wait = (seconds: number) => pause(seconds * 1000, undefined, { signal });

  const talks = ['hearing-en', 'hearing-fr', 'hearing-nl', 'hearing-de'];
  let turns = 0;
  const scenes: (() => Promise<void>)[] = [
    async () => {
      // Sofie's phone rings for the litigation line; everybody of the line sees it.
      const call = await ring('+32440271836', LITIGATION, 'sofie');
      await wait(12);
      await call.answer();
      // Recorded while they talk, in another of the firm's languages each time.
      const recording = await recordings.record(talks[turns % talks.length] ?? 'hearing-en');
      turns += 1;
      await wait(10);
      await end(call, 'hangUp');
      await wait(3);
      await call.recorded(recording);
    },
    async () => {
      const call = await ring('+32440998877', NEW_MATTERS, 'jonas');
      await wait(16);
      await end(call, 'miss');
    },
    async () => {
      const call = await ring('+3220008410', LITIGATION, 'jonas');
      await wait(14);
      await end(call, 'miss');
    },
    async () => {
      const first = await ring('+447700900142', MAIN, 'jonas');
      await wait(4);
      const second = await ring('+491713920042', LITIGATION, 'jonas');
      await wait(8);
      await first.answer();
      await wait(6);
      await end(second, 'miss');
      await wait(6);
      await end(first, 'hangUp');
    },
  ];

  try {
    for (let turn = 0; !signal.aborted; turn += 1) {
      const startedAt = performance.now();
      await scenes[turn % scenes.length]?.();
      await pause(Math.max(5_000, BETWEEN_MS - (performance.now() - startedAt)), undefined, { signal });
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    await Promise.allSettled([...open].map((call) => call.hangUp()));
  }
}

async function userOf(store: Pick<TenantStore, 'person'>, personId: string): Promise<PretendUser> {
  const person = await store.person(personId);
  if (!person) throw new Error(`The demo firm has no ${personId}`);
  const [firstname = '', ...rest] = person.name.split(' ');
  return { id: person.providerUserIds[0] ?? '', firstname, lastname: rest.join(' '), email: person.email ?? '' };
}
