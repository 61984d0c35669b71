import type { IsoTime, Language } from '../wire/scalars.ts';
import type { ClioRegion } from '../wire/time-export.ts';

/** One tenant's connections to the software that it keeps its matters in, and what was sent there. */
export interface PracticeSystemStore {
  practiceSystem(system: 'clio'): Promise<StoredPracticeSystem | null>;
  /**
   * Compare-and-set on `revision`; null takes it away. @param expected null: there was none
   * @returns false when somebody else was first, and nothing is changed
   */
  setPracticeSystem(
    system: 'clio',
    next: StoredPracticeSystem | null,
    expected: StoredPracticeSystem['revision'] | null,
  ): Promise<boolean>;

  timePost(system: 'clio', entryId: string): Promise<TimePost | null>;
  /** Compare-and-set as above, so that of two processes one sends. */
  setTimePost(system: 'clio', next: TimePost, expected: TimePost['revision'] | null): Promise<boolean>;
}

export interface StoredPracticeSystem {
  revision: number;
  region: ClioRegion;
  /** Of the firm's own application there. */
  clientId: string;
  clientSecret: string;
  /** An administrator was sent there, and is not back yet. */
  pending: { stateHash: string; expiresAt: IsoTime; personId: string; language: Language } | null;
  /** Null until somebody allowed it there. */
  connected: { refreshToken: string; as: string; at: IsoTime; personId: string } | null;
}

/** What became of one time entry there. Kept for good: it is what keeps an entry from being sent twice. */
export interface TimePost {
  revision: number;
  entryId: string;
  /** `asked`: something was sent, and its answer is not known. `refused`: certainly not there. */
  state: 'asked' | 'refused' | 'done';
  /** Of the last question. */
  at: IsoTime;
  /** Ids there, as far as they are known. */
  communicationId: string | null;
  activityId: string | null;
  /** When the activity itself was asked for without a certain answer: it is looked for before it is asked for again. */
  activityAskedAt: IsoTime | null;
}
