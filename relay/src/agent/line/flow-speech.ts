import type { TurnAction } from '../../media/turns/flow-messages.ts';

/**
 * What was sent to be spoken, and how much of it the caller has heard. AI Flow tells when a sentence begins, how long it
 * lasts and that speaking has ended; where one of these is missing, time is counted.
 */
export interface FlowSpeech {
  /** A new reply; nothing of the one before counts any more. */
  begin(): void;
  sent(text: string, isOfReply: boolean): void;
  began(durationMs: number | null): void;
  ended(): void;
  /** Something of it is still to be heard. */
  readonly isOn: boolean;
  /** Characters of the reply that were heard by now; what is still to come is dropped. */
  cut(): number;
}

/** Of a voice that nobody told the length of (characters a second). */
const SPEED = 15;

interface Sent {
  chars: number;
  isOfReply: boolean;
  atMs: number;
  durationMs: number | null;
}

export function createFlowSpeech(nowMs: () => number): FlowSpeech {
  let waiting: Sent[] = [];
  let current: Sent | null = null;
  let heard = 0;

  function finish(): void {
    if (current?.isOfReply === true) heard += current.chars;
    current = null;
  }

  return {
    begin() {
      waiting = waiting.filter(({ isOfReply }) => !isOfReply);
      if (current?.isOfReply === true) current = null;
      heard = 0;
    },
    sent: (text, isOfReply) => void waiting.push({ chars: text.length, isOfReply, atMs: nowMs(), durationMs: null }),
    began(durationMs) {
      finish();
      const next = waiting.shift();
      if (next) current = { ...next, atMs: nowMs(), durationMs };
    },
    ended() {
      // Its beginning was never told.
      current ??= waiting.shift() ?? null;
      finish();
    },
    get isOn() {
      return current !== null || waiting.length > 0;
    },
    cut() {
      const now = current ?? waiting.shift() ?? null;
      if (now?.isOfReply === true) {
        const lastsMs = now.durationMs ?? (now.chars / SPEED) * 1_000;
        heard += Math.round(now.chars * Math.min(1, lastsMs <= 0 ? 1 : (nowMs() - now.atMs) / lastsMs));
      }
      current = null;
      waiting = [];
      return heard;
    },
  };
}

/** A reply as sentences that go together: what may not be interrupted is a sentence of its own. */
export function speakActions(
  said: readonly { text: string; isInterruptible: boolean }[],
  noAnswerAfterSeconds: number | null,
): Extract<TurnAction, { kind: 'speak' }>[] {
  const actions: Extract<TurnAction, { kind: 'speak' }>[] = [];
  for (const { text, isInterruptible } of said) {
    const last = actions.at(-1);
    if (last && last.mayBeInterrupted === isInterruptible) last.text += text;
    else actions.push({ kind: 'speak', text, mayBeInterrupted: isInterruptible });
  }
  const last = actions.at(-1);
  if (last && noAnswerAfterSeconds !== null) last.noAnswerAfterSeconds = noAnswerAfterSeconds;
  return actions;
}
