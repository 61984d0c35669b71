import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { buildApp, newestSource } from './build-app.ts';

const LOOK_EVERY_MS = 700;

/** Builds again after every change of the sources and tells what must be reloaded. Ends with the signal. */
export async function watchApp(
  root: string,
  signal: AbortSignal,
  say: (line: string) => void,
  reload: (what: 'windows' | 'app') => Promise<void>,
): Promise<void> {
  const main = () =>
    createHash('sha256')
      .update(readFileSync(join(root, 'out', 'main', 'index.js')))
      .digest('hex');
  let [running, seen] = [main(), newestSource(root)];
  while (!signal.aborted) {
    await pause(LOOK_EVERY_MS, undefined, { signal }).catch(() => undefined); // the loop's own condition ends it
    const now = newestSource(root);
    if (signal.aborted || now === seen) continue;
    seen = now;
    try {
      await buildApp(root, say);
      const built = main();
      await reload(built === running ? 'windows' : 'app');
      running = built;
    } catch (error) {
      // A sentence that does not compile yet, or another build at work in the same folder; the next change is tried again.
      say(error instanceof Error ? error.message : String(error));
    }
  }
}
