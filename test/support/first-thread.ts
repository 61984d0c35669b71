/** Puts its thread first and says what became of it. `stat` is proc(5)'s. */
import { readFileSync } from 'node:fs';
import { parentPort } from 'node:worker_threads';
import { putFirst } from '../../relay/src/media/thread/put-first.ts';

const precedence = putFirst();
parentPort?.postMessage({ precedence, stat: readFileSync('/proc/thread-self/stat', 'utf8') }, []);
