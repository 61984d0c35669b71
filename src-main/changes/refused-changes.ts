import type { Notice } from '../../src-preload/contract.ts';
import type { Remembered } from '../history/history.ts';
import { rememberIfRoom } from '../history/remember-if-room.ts';

type Refused = Extract<Notice, { kind: 'change_refused' }>;

const KEY = 'refused_changes';

/** What the office did not take, with the words that were written: over a restart, until a person dismisses it. */
export interface RefusedChanges {
  keep(notices: readonly Notice[]): void;
  kept(): Refused[];
}

export function createRefusedChanges(remembered: () => Remembered): RefusedChanges {
  const read = () => remembered().get(KEY) ?? '[]';
  return {
    keep(notices) {
      const now = JSON.stringify(notices.filter(({ kind }) => kind === 'change_refused'));
      if (now !== read()) rememberIfRoom(remembered(), KEY, now);
    },
    kept: () => JSON.parse(read()) as Refused[],
  };
}
