import { LONGEST_WAIT_MS, waitMs } from './end-of-turn.ts';
import { turnTimes } from './turn.ts';
import { voiceMs } from './voice-gate.ts';
import { askReply, closeEar, enter, openEar, type Working } from './working.ts';

/** More of one turn is never kept: an engine that repeats itself must not fill the memory. */
const LONGEST_WORDS = 4_000;

export function heardWords(w: Working, text: string, isFinal: boolean): void {
  const { s, nowMs } = w;
  const words = text.trim().slice(0, LONGEST_WORDS);
  if (words === '' || s.phase === 'idle') return;
  if (words !== s.words) s.silentSinceMs = nowMs;
  s.words = words;
  s.areWordsFinal = isFinal;
}

export function addKey(w: Working, key: string): void {
  const { s, nowMs } = w;
  s.keys = (s.keys + key).slice(-40);
  s.keyAtMs = nowMs;
  s.silentSinceMs = nowMs;
}

export function voiceWhileListening(w: Working): void {
  const { s, nowMs } = w;
  if (s.phase === 'endpointing' && s.voice.isOn) enter(w, 'listening');
  if (s.phase !== 'listening') return;
  if (s.voice.isOn) {
    openEar(w);
    s.voiceEndedAtMs = nowMs;
  } else if (s.isEarOpen) stopped(w, s.voice.lastVoicedAtMs);
}

/** Words came: of an engine that hears what the detector missed, or late ones of this turn. */
export function listenOn(w: Working): void {
  const { s, nowMs } = w;
  if (s.phase === 'listening' && !s.voice.isOn && s.words !== '') stopped(w, nowMs);
  if (s.phase === 'endpointing') tickWhileListening(w);
}

function stopped(w: Working, voiceEndedAtMs: number): void {
  w.s.voiceEndedAtMs = voiceEndedAtMs;
  if (w.s.isEarOpen) w.effects.push({ do: 'flush_ear' });
  enter(w, 'endpointing');
}

export function tickWhileListening(w: Working): void {
  const { s } = w;
  if (s.phase !== 'listening' && s.phase !== 'endpointing') return;
  if (s.keys !== '' && keysAreComplete(w)) {
    askTurn(w);
    return;
  }
  if (s.phase === 'endpointing') tickWhileEndpointing(w);
  else if (s.words !== '' && isLongEnough(w)) askTurn(w);
  else tickWhileSilent(w);
}

/** Or what still sounds is no word any more: a television behind them. */
function isLongEnough({ s, nowMs }: Working): boolean {
  return nowMs - s.turnSinceMs >= turnTimes.longestTurn || nowMs - s.silentSinceMs >= turnTimes.musicIsSilence;
}

/** One key answers a question; a number is several, and ends with the hash or a pause. */
function keysAreComplete({ s, nowMs }: Working): boolean {
  if (s.keys.endsWith('#')) return true;
  if (s.expecting !== 'digits' && s.keys.length === 1 && s.words === '') return true;
  return nowMs - s.keyAtMs >= turnTimes.betweenKeys;
}

function tickWhileEndpointing(w: Working): void {
  const { s, nowMs } = w;
  const quietMs = nowMs - s.voiceEndedAtMs;
  const isDue = quietMs >= LONGEST_WAIT_MS;
  if (s.words === '') {
    // A cough. Nobody has said anything, so the silence goes on from where it was.
    if (quietMs >= turnTimes.finalWords) {
      closeEar(w);
      enter(w, 'listening');
    }
    return;
  }
  const hasWaited = quietMs >= waitMs(s);
  const hasWords = s.areWordsFinal || quietMs >= turnTimes.finalWords;
  if (isDue || (hasWaited && hasWords)) askTurn(w);
}

function askTurn(w: Working): void {
  const { s } = w;
  s.silences = 0;
  const { keys } = s;
  const text = `${s.unanswered} ${s.words}`.trim().slice(-LONGEST_WORDS);
  askReply(w, keys === '' ? { kind: 'words', text } : { kind: 'keys', keys });
}

/** Between two turns. A caller who says something is answered first; a sound without words is not waited for long. */
export function sayPrompted(w: Working): void {
  const { s, nowMs } = w;
  if (s.prompts === 0 || (s.phase !== 'listening' && s.phase !== 'endpointing')) return;
  if (s.words !== '' || s.keys !== '') return;
  if ((s.phase === 'endpointing' || s.voice.isOn) && nowMs - s.promptedAtMs < turnTimes.prompted) return;
  s.prompts -= 1;
  s.promptedAtMs = nowMs;
  askReply(w, { kind: 'prompted' });
}

function tickWhileSilent(w: Working): void {
  const { s, nowMs } = w;
  const silentMs = nowMs - s.silentSinceMs;
  // A sound without words for so long is no caller who is about to say something.
  const isSound = s.voice.isOn && voiceMs(s.voice) > 0;
  const limit = s.silences < 2 ? turnTimes.silent : turnTimes.silentToTheEnd;
  if (silentMs < (isSound ? Math.max(limit, turnTimes.musicIsSilence) : limit)) return;
  const times = s.silences === 0 ? 1 : s.silences === 1 ? 2 : 3;
  s.silences = times;
  askReply(w, { kind: 'silence', times });
}
