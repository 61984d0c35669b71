import { isYesOrNo } from '../answers/yes-no.ts';
import { isBackchannel } from './backchannel.ts';
import { turnTimes } from './turn.ts';
import { voiceMs } from './voice-gate.ts';
import { enter, letGo, listen, listenInstead, openEar, type Working } from './working.ts';

/** The caller makes a sound while a reply is on its way or on the line. */
export function voiceOverUs(w: Working): void {
  const { s, nowMs } = w;
  if (!s.voice.isOn) return;
  openEar(w);
  s.voiceEndedAtMs = nowMs;
  if (s.phase === 'speaking' && canInterrupt(w)) {
    w.effects.push({ do: 'pause', generation: s.generation });
    enter(w, 'barge_in');
  }
  decide(w);
}

export function wordsOverUs(w: Working): void {
  const { s } = w;
  if (s.phase === 'speaking' && canTalkOver(w) && wordCount(s.words) >= 2) {
    w.effects.push({ do: 'pause', generation: s.generation });
    s.voiceEndedAtMs = w.nowMs;
    enter(w, 'barge_in');
  }
  decide(w);
}

/** Keys are never an accident: they interrupt at once, but no notice that must be heard. */
export function keyOverUs(w: Working): void {
  if (!canTalkOver(w)) return;
  listenInstead(w);
}

const canInterrupt = (w: Working) => canTalkOver(w) && w.s.reply?.isDeaf === false;

function canTalkOver({ s: { reply } }: Working): boolean {
  return reply !== null && reply.closes === null && (reply.sentence === null || reply.sentence.isInterruptible);
}

/** Whether the sound is somebody who says something. What they said so far is the beginning of their turn. */
function decide(w: Working): void {
  const { s, nowMs } = w;
  if (!canTalkOver(w)) return;
  const spokenMs = s.voice.isOn ? voiceMs(s.voice) : Math.max(0, s.voice.lastVoicedAtMs - s.phaseSinceMs);
  if (s.phase === 'thinking') {
    // They were not finished; what was said before comes again with the rest only where the reply has not begun.
    if (s.words !== '' && spokenMs >= turnTimes.bargeInVoice && wordCount(s.words) >= 2) yieldTurn(w);
    return;
  }
  if (s.phase !== 'barge_in') return;
  const words = wordCount(s.words);
  const isAnswer = s.expecting === 'yes_no' && s.areWordsFinal && isYesOrNo(s.words, s.language);
  const isSpeech =
    (words >= 2 && (spokenMs >= turnTimes.bargeInVoice || nowMs - s.phaseSinceMs >= turnTimes.bargeInVoice)) ||
    (words >= 1 && spokenMs >= turnTimes.bargeInLong) ||
    isAnswer;
  if (isSpeech && !isBackchannel(s.words, s.language)) yieldTurn(w);
}

function yieldTurn(w: Working): void {
  const { s } = w;
  const { isOn, lastVoicedAtMs } = s.voice;
  const since = s.phaseSinceMs;
  listenInstead(w);
  if (isOn) return;
  // They have already stopped: the end of their turn counts from then.
  s.voiceEndedAtMs = Math.max(since, lastVoicedAtMs);
  enter(w, 'endpointing');
}

const wordCount = (text: string) => text.split(/\s+/).filter(Boolean).length;

export function sentenceEnded({ s, nowMs }: Working): void {
  const { reply } = s;
  if (reply === null) return;
  const isPart = reply.sentence?.isFiller === false;
  // After a first sentence the model may hang as well.
  s.reply = { ...reply, sentence: null, ...(isPart ? { wantedSinceMs: nowMs, fallBacks: 0, fillers: 0 } : {}) };
  s.soundedAtMs = nowMs;
}

/** Nothing is on the line. Either more comes, or it is somebody else's turn. */
export function finishReply(w: Working): void {
  const { s, nowMs } = w;
  const { reply } = s;
  if (reply === null) return;
  if (reply.then === null) {
    enter(w, 'thinking');
    return;
  }
  const then = reply.closes === null ? reply.then : ({ kind: 'close' } as const);
  s.endsBecause = reply.closes ?? 'done';
  s.reply = null;
  s.soundedAtMs = nowMs;
  switch (then.kind) {
    case 'listen':
      s.expecting = then.expecting;
      s.language = then.language;
      listen(w);
      // What was said or pressed over a notice that nobody may interrupt is not lost.
      if (s.words !== '' && !s.voice.isOn) enter(w, 'endpointing');
      return;
    case 'transfer':
      enter(w, 'transferring');
      w.effects.push({ do: 'transfer' });
      return;
    case 'close':
      enter(w, 'closing');
      return;
    default:
      then satisfies never;
  }
}

export function tickWhileThinking(w: Working): void {
  const { s, nowMs, effects } = w;
  const { reply } = s;
  if (reply === null) return;
  const { generation } = reply;
  const thinkingMs = nowMs - reply.wantedSinceMs;
  if (thinkingMs >= turnTimes.giveUp) {
    letGo(w);
    s.endsBecause = 'gave_up';
    enter(w, 'closing');
    effects.push({ do: 'give_up' });
    return;
  }
  if (thinkingMs >= turnTimes.fallBack * (reply.fallBacks + 1)) {
    s.reply = { ...reply, fallBacks: reply.fallBacks + 1 };
    effects.push({ do: 'fall_back', generation });
    return;
  }
  const fillerAfter = reply.fillers === 0 ? turnTimes.filler : turnTimes.nextFiller;
  if (nowMs - s.soundedAtMs < fillerAfter) return;
  s.soundedAtMs = nowMs;
  s.reply = { ...reply, fillers: reply.fillers + 1 };
  effects.push({ do: 'filler', generation, what: 'one_moment' });
}

export function tickWhileSpeaking(w: Working): void {
  const { s, nowMs } = w;
  const { reply } = s;
  if (reply === null) return;
  if (s.phase === 'barge_in') {
    decide(w);
    if (s.phase === 'barge_in') resumeWhenFalse(w);
    return;
  }
  if (reply.sentence === null || nowMs - reply.sentence.endsAtMs < turnTimes.lostEnd) return;
  sentenceEnded(w);
  finishReply(w);
}

function resumeWhenFalse(w: Working): void {
  const { s, nowMs } = w;
  const { reply } = s;
  if (reply === null) return;
  const isMusic = s.voice.isOn && nowMs - s.phaseSinceMs >= turnTimes.soundWithoutWords;
  const isNothing = !s.voice.isOn && nowMs - s.voiceEndedAtMs >= turnTimes.falseInterruption;
  const isHm = !s.voice.isOn && s.areWordsFinal && isBackchannel(s.words, s.language);
  if (!isMusic && !isNothing && !isHm) return;
  const pausedMs = nowMs - s.phaseSinceMs;
  const sentence = reply.sentence && { ...reply.sentence, endsAtMs: reply.sentence.endsAtMs + pausedMs };
  s.reply = { ...reply, sentence, isDeaf: reply.isDeaf || isMusic };
  s.words = '';
  s.areWordsFinal = false;
  s.soundedAtMs = nowMs;
  w.effects.push({ do: 'resume', generation: reply.generation });
  enter(w, 'speaking');
}
