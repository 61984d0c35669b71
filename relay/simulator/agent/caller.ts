import type { VirtualPhone } from '../phone/virtual-phone.ts';

/** Where a caller is. `passed_on`: a telephone of the firm rings. */
export type CallerState = 'ringing' | 'receptionist' | 'passed_on' | 'person' | 'over';

/** Somebody who calls the firm, and may be passed on and come back. */
export interface PretendCaller {
  readonly state: CallerState;
  /**
   * The sound of the caller's n-th time with the receptionist, from 0.
   * @returns null: there is none and will be none
   * @throws when the receptionist does not take the call
   */
  stream(n: number): Promise<VirtualPhone | null>;
  hangUp(): Promise<void>;
}

/** What a caller of any provider keeps of themselves. */
export interface CallerProgress {
  readonly state: CallerState;
  readonly newest: VirtualPhone | null;
  /** Also tells whoever follows. */
  become(state: CallerState): void;
  add(phone: VirtualPhone): void;
  fail(error: unknown): void;
  stream(n: number): Promise<VirtualPhone | null>;
}

export function createCallerProgress(follow: (state: CallerState) => void = () => {}): CallerProgress {
  const phones: VirtualPhone[] = [];
  let state: CallerState = 'ringing';
  let failure: { error: unknown } | null = null;
  let changed = Promise.withResolvers<void>();

  function change(): void {
    changed.resolve();
    changed = Promise.withResolvers<void>();
  }

  return {
    get state() {
      return state;
    },
    get newest() {
      return phones.at(-1) ?? null;
    },
    become(next) {
      if (state === next || state === 'over') return;
      state = next;
      follow(next);
      change();
    },
    add(phone) {
      phones.push(phone);
      change();
    },
    fail(error) {
      failure ??= { error };
      change();
    },
    async stream(n) {
      for (;;) {
        const phone = phones[n];
        if (phone) return phone;
        if (failure) throw failure.error;
        if (state === 'person' || state === 'over') return null;
        await changed.promise;
      }
    },
  };
}
