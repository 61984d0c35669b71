import { newTurn, step } from '../../../../../relay/src/agent/turn-taking/step.ts';
import type { TurnEffect, TurnInput, TurnState } from '../../../../../relay/src/agent/turn-taking/turn.ts';

/** A talk on a clock of its own that ticks every 100 ms. */
export function startTalk() {
  let state: TurnState = newTurn('en', 0);
  let nowMs = 0;
  const did: { at: number; effect: TurnEffect }[] = [];

  function give(input: TurnInput): TurnEffect[] {
    const next = step(state, input, nowMs);
    state = next.state;
    did.push(...next.effects.map((effect) => ({ at: nowMs, effect })));
    return next.effects;
  }
  function pass(ms: number): void {
    for (const end = nowMs + ms; nowMs < end;) {
      nowMs = Math.min(end, nowMs + 100);
      give({ kind: 'tick' });
    }
  }
  /** The caller's voice for so long, in frames of 32 ms. */
  function voice(ms: number, probability = 0.9): void {
    for (const end = nowMs + ms; nowMs < end;) {
      nowMs += 32;
      give({ kind: 'voice', probability });
      give({ kind: 'tick' });
    }
  }
  const quiet = (ms: number) => voice(ms, 0.02);
  const generation = () => state.generation;
  function sentence(more: { isInterruptible?: boolean; isFiller?: boolean; lastsMs?: number } = {}): void {
    const { isInterruptible = true, isFiller = false, lastsMs = 2_000 } = more;
    give({ kind: 'sentence', generation: generation(), isInterruptible, isFiller, lastsMs });
  }
  /** A whole reply: one sentence, played, and then the caller's turn. */
  function reply(expecting: TurnState['expecting'] = 'open'): void {
    sentence({ lastsMs: 500 });
    give({ kind: 'reply_ended', generation: generation(), then: { kind: 'listen', expecting, language: 'en' } });
    pass(500);
    give({ kind: 'drained', generation: generation() });
  }
  return {
    give,
    pass,
    voice,
    quiet,
    sentence,
    reply,
    generation,
    phase: () => state.phase,
    state: () => state,
    now: () => nowMs,
    did,
    /** What was done since the last time this was asked, without the ear. */
    news: () =>
      did
        .splice(0)
        .map(({ effect }) => effect)
        .filter((effect) => !effect.do.endsWith('_ear')),
  };
}
