import type { PromptName } from '../ports.ts';
import type { ReplyTo, Then } from '../turn-taking/turn.ts';

/** Where nothing hears words any more: pre-rendered questions, answered with the keys of the telephone. */
export interface KeysMenu {
  readonly isOn: boolean;
  turnOn(): void;
  answer(
    to: Exclude<ReplyTo, { kind: 'prompted' }>,
  ): Promise<{ prompt: PromptName | null; then: Then; personId: string | null }>;
}

export function createKeysMenu(deps: {
  canReachPerson: boolean;
  find: () => Promise<string | null>;
  /** The number on the line is owed a call, with what was said so far. */
  keep: () => Promise<void>;
}): KeysMenu {
  let isOn = false;
  /** The language does not matter: no words are understood. */
  const again = { kind: 'listen', expecting: 'yes_no', language: 'en' } as const;

  async function callBack() {
    await deps.keep();
    return { prompt: 'keys_thanks', then: { kind: 'close' }, personId: null } as const;
  }

  return {
    get isOn() {
      return isOn;
    },
    turnOn() {
      isOn = true;
    },
    async answer(to) {
      const keys = to.kind === 'keys' ? to.keys.replace('#', '') : '';
      if (keys === '2' || keys === '0') {
        const personId = deps.canReachPerson ? await deps.find() : null;
        if (personId !== null) return { prompt: 'sorry_person', then: { kind: 'transfer' }, personId };
        return callBack();
      }
      const isLast = to.kind === 'transfer_failed' || to.kind === 'too_long' || (to.kind === 'silence' && to.times > 1);
      // Whoever says nothing more has called for something all the same.
      if (keys === '1' || isLast) return callBack();
      return { prompt: 'keys_menu', then: again, personId: null };
    },
  };
}
