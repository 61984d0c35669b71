import { parentPort, workerData } from 'node:worker_threads';
import type { FileNote } from './file-note.ts';

/** Thread of `draw-note.ts`: one note, one file. */
const { note, as } = workerData as { note: FileNote; as: 'pdf' | 'docx' };

async function draw(): Promise<Uint8Array> {
  if (as === 'pdf') return (await import('./file-note-pdf.ts')).drawFileNotePdf(note);
  return (await import('./file-note-docx.ts')).drawFileNoteDocx(note);
}

const bytes = Uint8Array.from(await draw());
parentPort?.postMessage(bytes, [bytes.buffer]);
