import { setFlagsFromString } from 'node:v8';

/** How much may come to what is in use before all of it is gone through (per cent). */
const GROWTH = 50;

/**
 * For this process and its threads: less often through all of their memory. Left to itself, V8 grants a program that keeps
 * little only some megabytes more than what is in use, and what waits to be spoken to 200 callers uses them up in a second;
 * each time their sound is 8 to 30 ms late (docs/benchmarks.md, row 9).
 */
export function collectRarely(): void {
  setFlagsFromString(`--heap-growing-percent=${GROWTH}`);
}
