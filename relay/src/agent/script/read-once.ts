import { readScript, type ReadScript } from './read-script.ts';

/** Four languages of some firms. */
const MOST_KEPT = 64;
/** By text, the least recently used first. Only remembers what follows from the text alone. */
const kept = new Map<string, ReadScript>();

/**
 * As `readScript`. To read one takes tens of milliseconds, in which no call gets its sound, and each call wants four. All
 * calls share what was read, so it is frozen.
 */
export function readScriptOnce(text: string): ReadScript {
  const read = kept.get(text) ?? frozen(readScript(text));
  kept.delete(text);
  kept.set(text, read);
  for (const oldest of kept.keys()) if (kept.size > MOST_KEPT) kept.delete(oldest);
  return read;
}

function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const one of Object.values(value)) frozen(one);
  return value;
}
