import type { AgentLive } from '../../wire/agent-live.ts';

/** Whether the caller has heard that this is an AI and that the call is recorded, and what they said to it. */
export interface Notice {
  /** Null: not heard to its end yet. */
  readonly given: AgentLive['announced'];
  /** So many characters of this reply hold it; they may not have been heard yet. */
  isIn(generation: number, atChars: number): void;
  /** Of this reply so many characters were heard, and no more will be. The question after the notice may be talked over. */
  heard(generation: number, chars: number): void;
  answered(answer: 'yes' | 'no' | 'unclear'): void;
}

export function createNotice(deps: {
  /** How long the talk has lasted (ms). */
  sinceMs: () => number;
  announced(): void;
  objected(): void;
}): Notice {
  let given: AgentLive['announced'] = null;
  let due: { generation: number; atChars: number } | null = null;
  return {
    get given() {
      return given;
    },
    isIn(generation, atChars) {
      due = { generation, atChars };
    },
    heard(generation, chars) {
      if (due?.generation !== generation) return;
      const isHeard = chars >= due.atChars;
      due = null;
      if (!isHeard || given !== null) return;
      given = { atMs: deps.sinceMs(), objected: false };
      deps.announced();
    },
    answered(answer) {
      if (answer !== 'no') return;
      if (given) given = { ...given, objected: true };
      deps.objected();
    },
  };
}
