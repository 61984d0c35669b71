import type { CallAction } from '@callbrief/relay/wire/control';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ActAnswer } from '../../src-preload/contract.ts';

/** What is being done to one call, and how the last of it ended. */
export interface CallActs {
  pending: readonly CallAction[];
  last: { act: CallAction; answer: ActAnswer } | null;
}

export interface CallActsStore {
  store: StoreApi<{ byCall: ReadonlyMap<string, CallActs> }>;
  /** Never rejects: what went wrong is the last answer. */
  perform: (callId: string, act: CallAction) => Promise<void>;
  /** The answer was read. */
  dismiss: (callId: string) => void;
}

export const noActs: CallActs = { pending: [], last: null };

/** As the wire takes them in one request. */
const MOST_DIGITS = 32;

/**
 * Acts by call, so that an answer is still there when another call was looked at meanwhile. Pressing twice asks once,
 * and nothing is asked again by itself. Digits pressed while others are on their way follow them; they are dropped when
 * those did not arrive, because a menu that missed the first digit misreads the rest.
 */
export function createCallActsStore(send: (callId: string, act: CallAction) => Promise<ActAnswer>): CallActsStore {
  const store = createStore<{ byCall: ReadonlyMap<string, CallActs> }>(() => ({ byCall: new Map() }));
  const waitingDigits = new Map<string, string>();
  const actsOf = (callId: string) => store.getState().byCall.get(callId) ?? noActs;
  const change = (callId: string, acts: CallActs) =>
    store.setState(({ byCall }) => ({ byCall: new Map(byCall).set(callId, acts) }));

  async function perform(callId: string, act: CallAction): Promise<void> {
    const { pending } = actsOf(callId);
    if (pending.some(({ action }) => action === act.action)) {
      if (act.action === 'digits') waitingDigits.set(callId, (waitingDigits.get(callId) ?? '') + act.digits);
      return;
    }
    change(callId, { pending: [...pending, act], last: null });
    const answer = await send(callId, act).catch((): ActAnswer => ({
      result: 'refused',
      refusal: 'failed',
      detail: null,
    }));
    change(callId, { pending: actsOf(callId).pending.filter((one) => one !== act), last: { act, answer } });
    if (act.action !== 'digits') return;
    const waiting = waitingDigits.get(callId);
    waitingDigits.delete(callId);
    if (waiting === undefined || answer.result !== 'done') return;
    const rest = waiting.slice(MOST_DIGITS);
    const next = perform(callId, { action: 'digits', digits: waiting.slice(0, MOST_DIGITS) });
    if (rest !== '') waitingDigits.set(callId, rest);
    await next;
  }

  return {
    store,
    perform,
    dismiss: (callId) => change(callId, { ...actsOf(callId), last: null }),
  };
}
