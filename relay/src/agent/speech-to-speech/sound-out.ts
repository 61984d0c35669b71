import type { Playout } from '../../media/playout/playout.ts';

/** What came of the engine and the playout, which takes ten seconds, has no room for yet. The engine speaks faster than it is heard. */
export interface SoundOut {
  /** What a generation that is over still waits with is dropped by the playout. @returns false: too much waits, and this was left out */
  push(generation: number, pcm: Int16Array): boolean;
}

/** The playout gets more when less than this waits there (ms). */
const REFILL_BELOW_MS = 8_000;

/** @param mostSamples that wait here, beside what the playout takes */
export function createSoundOut(playout: Playout, mostSamples: number): SoundOut {
  const waiting: { generation: number; pcm: Int16Array }[] = [];
  let samples = 0;
  let isPumping = false;

  async function pump(): Promise<void> {
    if (isPumping) return;
    isPumping = true;
    for (let [next] = waiting; next; [next] = waiting) {
      if (playout.enqueue(next.generation, next.pcm) === 'full') {
        await playout.room(REFILL_BELOW_MS);
        continue;
      }
      // Queued, or of a generation that is over.
      waiting.shift();
      samples -= next.pcm.length;
    }
    isPumping = false;
  }

  return {
    push(generation, pcm) {
      if (samples + pcm.length > mostSamples) return false;
      waiting.push({ generation, pcm });
      samples += pcm.length;
      void pump();
      return true;
    },
  };
}
