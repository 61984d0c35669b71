import { closeSync, openSync, readSync, statSync } from 'node:fs';

/** Watches the app's log for a word. @returns its own undo. */
export function followLog(path: string, word: string, found: () => void): () => void {
  let at = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  const timer = setInterval(() => {
    const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
    if (size < at) at = 0; // it was rotated
    if (size === at) return;
    const file = openSync(path, 'r');
    const fresh = Buffer.alloc(size - at);
    readSync(file, fresh, 0, fresh.length, at);
    closeSync(file);
    at = size;
    if (fresh.includes(`"event":"${word}"`)) found();
  }, 100);
  return () => clearInterval(timer);
}
