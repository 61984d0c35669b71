import { setTimeout as wait } from 'node:timers/promises';
import { createPlayoutClock, type PlayoutClock } from '../../relay/src/media/playout/playout-clock.ts';

/** Telephones do not speak at the same moment: their 20 ms begin when they begin. So many groups stand for that. */
const GROUPS = 10;

/** One clock to whoever joins it, ten to the machine, 2 ms apart. */
export async function createStaggeredClock(): Promise<PlayoutClock & { close(): void }> {
  const clocks: PlayoutClock[] = [];
  const undo: (() => void)[] = [];
  for (let group = 0; group < GROUPS; group += 1) {
    const clock = createPlayoutClock();
    // It keeps its phase as long as somebody is in it.
    undo.push(clock.join(() => undefined));
    clocks.push(clock);
    await wait(20 / GROUPS);
  }
  let next = 0;
  return {
    join(tick) {
      next += 1;
      return clocks[next % GROUPS]?.join(tick) ?? (() => undefined);
    },
    nowMs: () => performance.now(),
    takeLateness: () => clocks.flatMap((clock) => clock.takeLateness()),
    get memberCount() {
      return clocks.reduce((sum, { memberCount }) => sum + memberCount, 0) - GROUPS;
    },
    close: () => undo.forEach((leave) => leave()),
  };
}
