import type { PretendCall } from './pretend-call.ts';
import type { PretendPhone } from './pretend-calls.ts';

export interface PretendMessage {
  messageId: number;
  conversationId: number;
  from: string;
  to: string;
  body: string;
  /** Of the firm. */
  userId: string | null;
  at: Date;
}

/**
 * What an action over a pretend API did, after its model has changed: whoever connects the API to webhooks tells of it, as
 * the provider would.
 */
export type PretendEffect =
  /** A callback: the person's own phone rings, then the other side is dialled. */
  | { kind: 'dialled'; call: PretendCall; phone: PretendPhone }
  | { kind: 'hung_up'; call: PretendCall; phone: PretendPhone }
  /** `phone` is out of the call, `next` rings. */
  | { kind: 'transferred'; call: PretendCall; phone: PretendPhone; next: PretendPhone; to: string }
  | { kind: 'held'; call: PretendCall; phone: PretendPhone; on: boolean }
  | { kind: 'muted'; call: PretendCall; phone: PretendPhone; on: boolean }
  | { kind: 'digits'; call: PretendCall; phone: PretendPhone; digits: string }
  | { kind: 'sms'; message: PretendMessage }
  | { kind: 'blocked'; number: string }
  | { kind: 'unblocked'; number: string };

export type OnEffect = (effect: PretendEffect) => void;

/** Listeners that may come and go, for an API that is there before the relay to which its effects are told. */
export function createEffects(first: OnEffect | undefined): {
  tell: OnEffect;
  onEffect: (listen: OnEffect) => () => void;
} {
  const listeners = new Set<OnEffect>(first ? [first] : []);
  return {
    tell(effect) {
      for (const listen of listeners) listen(effect);
    },
    onEffect(listen) {
      listeners.add(listen);
      return () => listeners.delete(listen);
    },
  };
}
