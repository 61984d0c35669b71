import type { Asking, ReplyPart } from '../receptionist.ts';
import type { Wanted } from '../talk-record.ts';

/** What is to be said out of turn. */
export type Prompted =
  | { kind: 'whisper'; text: string; byPersonId: string }
  | { kind: 'end' }
  | { kind: 'keys' }
  | { kind: 'ask'; asking: Asking }
  /** What an engine left: its last reply, or what it did not answer and the caller waits for. */
  | { kind: 'parts'; parts: readonly ReplyPart[] }
  | { kind: 'overdue'; asking: Asking };

/** For the record. */
export function wantedBy(prompted: Prompted | undefined): Wanted {
  switch (prompted?.kind) {
    case 'ask':
    case 'overdue':
      return prompted.asking;
    case 'whisper':
    case 'end':
      return { kind: prompted.kind };
    case 'parts':
      return { kind: 'engine' };
    case 'keys':
    case undefined:
      return { kind: 'keys_menu' };
    default:
      return prompted satisfies never;
  }
}

/** @param by null: the caller stays with us while their telephone rings */
export function takenBy(by: { personId: string; name: string | null } | null): Asking {
  if (by === null || by.name === null) return { kind: 'order', act: 'take' };
  return { kind: 'order', act: 'take', leavesFor: { id: by.personId, name: by.name } };
}
