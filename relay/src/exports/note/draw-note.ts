import { Worker } from 'node:worker_threads';
import { createOneAtATime } from '../../providers/one-at-a-time.ts';
import type { FileNote } from './file-note.ts';

export type DrawNote = (note: FileNote, as: 'pdf' | 'docx') => Promise<Buffer>;

/** Far longer than the longest note takes; after it, something is wrong with the note (ms). */
const PATIENCE_MS = 60_000;
/** A note of 20,000 characters takes a tenth of it. */
const MAX_MEMORY_MB = 256;

/**
 * Sets file notes beside the event loop, one at a time: measured, a PDF takes from 150 ms to a second, in which every
 * ringing phone would wait.
 */
export function createDrawNote(): DrawNote {
  const oneAtATime = createOneAtATime();
  return (note, as) => oneAtATime('note', () => drawInThread(note, as));
}

function drawInThread(note: FileNote, as: 'pdf' | 'docx'): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('draw-note-worker.ts', import.meta.url), {
      workerData: { note, as },
      resourceLimits: { maxOldGenerationSizeMb: MAX_MEMORY_MB },
    });
    const late = setTimeout(() => {
      reject(new Error('The note took too long to set.'));
      void worker.terminate();
    }, PATIENCE_MS);
    worker.once('message', (bytes: Uint8Array<ArrayBuffer>) => resolve(Buffer.from(bytes.buffer)));
    worker.once('error', reject);
    worker.once('exit', () => {
      clearTimeout(late);
      // After a message this changes nothing.
      reject(new Error('The thread ended without a file.'));
    });
  });
}
