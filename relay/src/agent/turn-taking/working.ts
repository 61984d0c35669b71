import type { Phase, ReplyTo, TurnEffect, TurnState } from './turn.ts';

/** One step under way: a copy of the state that may be written, and what is to be done so far. */
export interface Working {
  s: TurnState;
  effects: TurnEffect[];
  nowMs: number;
}

export function enter(w: Working, phase: Phase): void {
  if (w.s.phase === phase) return;
  w.s.phase = phase;
  w.s.phaseSinceMs = w.nowMs;
  if (phase === 'over') closeEar(w);
}

/** Asks for the next reply; whatever was on its way before must have been let go. */
export function askReply(w: Working, to: ReplyTo): void {
  const { s, nowMs } = w;
  letGo(w);
  closeEar(w);
  s.generation += 1;
  s.unanswered = to.kind === 'words' ? to.text : '';
  s.words = '';
  s.areWordsFinal = false;
  s.keys = '';
  s.reply = {
    generation: s.generation,
    wantedSinceMs: nowMs,
    hasBegun: false,
    then: null,
    asks: null,
    fallBacks: 0,
    fillers: 0,
    sentence: null,
    isDeaf: false,
    closes: to.kind === 'too_long' ? 'too_long' : to.kind === 'silence' && to.times === 3 ? 'silent' : null,
  };
  enter(w, 'thinking');
  s.phaseSinceMs = nowMs;
  s.soundedAtMs = nowMs;
  w.effects.push({ do: 'reply', generation: s.generation, to });
}

/** Nothing of the reply on its way is said any more. */
export function letGo(w: Working): void {
  const { s, effects } = w;
  if (s.reply === null) return;
  const { generation, sentence, hasBegun } = s.reply;
  const hasSounded = s.phase === 'speaking' || s.phase === 'barge_in' || hasBegun;
  if (s.phase === 'speaking' && sentence !== null) effects.push({ do: 'pause', generation });
  if (hasSounded) effects.push({ do: 'clear', generation });
  effects.push({ do: 'abort', generation });
  if (hasSounded) effects.push({ do: 'truncate', generation });
  s.reply = null;
}

export function openEar(w: Working): void {
  if (w.s.isEarOpen) return;
  w.s.isEarOpen = true;
  w.effects.push({ do: 'open_ear' });
}

export function closeEar(w: Working): void {
  if (!w.s.isEarOpen) return;
  w.s.isEarOpen = false;
  w.effects.push({ do: 'close_ear' });
}

/** The caller takes their turn; silence counts from now. */
export function listen(w: Working): void {
  const { s, nowMs } = w;
  s.silentSinceMs = nowMs;
  s.soundedAtMs = nowMs;
  s.voiceEndedAtMs = nowMs;
  s.turnSinceMs = nowMs;
  enter(w, 'listening');
}

/** The caller answers before the question was said to its end. */
export function listenInstead(w: Working): void {
  const asks = w.s.reply?.asks ?? null;
  letGo(w);
  if (asks !== null) Object.assign(w.s, asks);
  listen(w);
}

export function endWith(w: Working, why: TurnState['endsBecause']): void {
  letGo(w);
  enter(w, 'over');
  w.effects.push({ do: 'hang_up', why });
}
