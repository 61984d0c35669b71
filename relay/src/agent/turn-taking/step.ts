import type { Language } from '../../wire/scalars.ts';
import { addKey, heardWords, listenOn, sayPrompted, tickWhileListening, voiceWhileListening } from './caller-turn.ts';
import {
  finishReply,
  keyOverUs,
  sentenceEnded,
  tickWhileSpeaking,
  tickWhileThinking,
  voiceOverUs,
  wordsOverUs,
} from './our-turn.ts';
import { turnTimes, type TurnEffect, type TurnInput, type TurnState } from './turn.ts';
import { afterFrame, afterTime, quiet } from './voice-gate.ts';
import { askReply, closeEar, endWith, enter, letGo, type Working } from './working.ts';

export function newTurn(language: Language, nowMs: number): TurnState {
  return {
    phase: 'idle',
    answeredAtMs: nowMs,
    voice: quiet,
    words: '',
    areWordsFinal: false,
    unanswered: '',
    turnSinceMs: nowMs,
    voiceEndedAtMs: nowMs,
    keys: '',
    keyAtMs: nowMs,
    language,
    expecting: 'open',
    generation: 0,
    reply: null,
    silentSinceMs: nowMs,
    silences: 0,
    soundedAtMs: nowMs,
    phaseSinceMs: nowMs,
    isEarOpen: false,
    prompts: 0,
    promptedAtMs: nowMs,
    endsBecause: 'done',
  };
}

/** The caller has their turn after somebody else had taken the turns for a while. */
export const listenAgain = (state: TurnState, language: Language, nowMs: number): TurnState => ({
  ...state,
  language,
  voice: quiet,
  expecting: 'open',
  silences: 0,
  silentSinceMs: nowMs,
  soundedAtMs: nowMs,
  voiceEndedAtMs: nowMs,
  turnSinceMs: nowMs,
});

/**
 * Pure: who speaks when. Times are of one clock that only rises.
 * @returns what it has become, and what is to be done now, in order
 */
export function step(state: TurnState, input: TurnInput, nowMs: number): { state: TurnState; effects: TurnEffect[] } {
  if (state.phase === 'over') return { state, effects: [] };
  const w: Working = { s: { ...state }, effects: [], nowMs };
  take(w, input);
  return { state: w.s, effects: w.effects };
}

function take(w: Working, input: TurnInput): void {
  const { s, nowMs } = w;
  switch (input.kind) {
    case 'answered':
      if (s.phase !== 'idle') return;
      s.answeredAtMs = nowMs;
      askReply(w, { kind: 'start' });
      return;
    case 'hung_up':
    case 'person_answered':
      letGo(w);
      enter(w, 'over');
      return;
    case 'given_up':
      if (s.phase === 'closing' || s.phase === 'transferring') return;
      letGo(w);
      closeEar(w);
      s.endsBecause = 'gave_up';
      enter(w, 'closing');
      return;
    case 'transfer_failed':
      if (s.phase === 'transferring') askReply(w, { kind: 'transfer_failed' });
      return;
    case 'prompted':
      if (s.phase === 'closing') return;
      if (s.prompts === 0) s.promptedAtMs = nowMs;
      s.prompts += 1;
      sayPrompted(w);
      return;
    case 'tick':
      tick(w);
      sayPrompted(w);
      return;
    case 'voice':
      s.voice = afterFrame(s.voice, input.probability, nowMs, s.phase === 'speaking');
      if (isOurs(s)) voiceOverUs(w);
      else voiceWhileListening(w);
      return;
    case 'words':
      heardWords(w, input.text, input.isFinal);
      if (isOurs(s)) wordsOverUs(w);
      else listenOn(w);
      return;
    case 'key':
      if (!/^[0-9*#]$/.test(input.key) || s.phase === 'idle') return;
      addKey(w, input.key);
      if (isOurs(s)) keyOverUs(w);
      else tickWhileListening(w);
      return;
    case 'asks': {
      const { kind: _, generation, ...asks } = input;
      if (s.reply?.generation === generation) s.reply = { ...s.reply, asks };
      return;
    }
    case 'sentence':
    case 'drained':
    case 'reply_ended':
      ourSound(w, input);
      sayPrompted(w);
      return;
    default:
      input satisfies never;
  }
}

/** What is told of another generation than the one that is wanted has been thrown away already. */
function ourSound(w: Working, input: Extract<TurnInput, { kind: 'sentence' | 'drained' | 'reply_ended' }>): void {
  const { s, nowMs } = w;
  const { reply } = s;
  if (reply?.generation !== input.generation) return;
  if (input.kind === 'reply_ended') {
    s.reply = { ...reply, then: reply.then ?? input.then };
    if (s.phase === 'thinking' || (s.phase === 'speaking' && reply.sentence === null)) finishReply(w);
    return;
  }
  if (input.kind === 'drained') {
    if (s.phase !== 'speaking') return;
    sentenceEnded(w);
    finishReply(w);
    return;
  }
  const { isInterruptible, isFiller } = input;
  const lastsMs = Math.min(Math.max(0, input.lastsMs), 60_000);
  const sentence = { isInterruptible, isFiller, endsAtMs: nowMs + lastsMs };
  s.reply = { ...reply, hasBegun: reply.hasBegun || !isFiller, sentence };
  if (!isFiller) s.unanswered = '';
  s.soundedAtMs = nowMs;
  if (s.phase === 'thinking') enter(w, 'speaking');
}

const isOurs = ({ phase }: TurnState) => phase === 'thinking' || phase === 'speaking' || phase === 'barge_in';

function tick(w: Working): void {
  const { s, nowMs } = w;
  const wasOn = s.voice.isOn;
  s.voice = afterTime(s.voice, nowMs);
  if (wasOn && !s.voice.isOn && !isOurs(s)) voiceWhileListening(w);
  const isTooLong = s.phase !== 'idle' && nowMs - s.answeredAtMs >= turnTimes.longestTalk;
  if (isTooLong && s.phase !== 'closing' && s.phase !== 'transferring' && s.reply?.closes !== 'too_long') {
    letGo(w);
    askReply(w, { kind: 'too_long' });
    return;
  }
  switch (s.phase) {
    case 'listening':
    case 'endpointing':
      tickWhileListening(w);
      return;
    case 'thinking':
      tickWhileThinking(w);
      return;
    case 'speaking':
    case 'barge_in':
      tickWhileSpeaking(w);
      return;
    case 'transferring':
      if (nowMs - s.phaseSinceMs >= turnTimes.transfer) askReply(w, { kind: 'transfer_failed' });
      else if (nowMs - s.soundedAtMs >= turnTimes.stillTrying) {
        s.soundedAtMs = nowMs;
        w.effects.push({ do: 'filler', generation: s.generation, what: 'still_trying' });
      }
      return;
    case 'closing':
      // Given up, the session hands the call on by itself; what it cannot hand on ends here.
      if (nowMs - s.phaseSinceMs >= (s.endsBecause === 'gave_up' ? turnTimes.givingUp : turnTimes.closing)) {
        endWith(w, s.endsBecause);
      }
      return;
    case 'idle':
    case 'over':
      return;
    default:
      s.phase satisfies never;
  }
}
