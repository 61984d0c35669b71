import type { LiveHearing } from '../ports.ts';

/** A hearing that wants to be loaded, and to measure itself, before calls come. */
export interface WarmHearing extends LiveHearing {
  /**
   * Loads it. Safe to call again; an engine that is reached over the network has nothing to load.
   * @returns when ears may be opened
   * @throws StageError `refused`: an operator has to put something right; `crashed`: it is tried again by itself
   */
  warm(): Promise<void>;
}
