import type { ToldOfTalk } from './port.ts';
import { TURN_SILENCE_MS } from './realtime-wire.ts';

/** Whose turn it is, as the engine hears it, and how long its answers take. */
export function createTurnsOfTalk(nowMs: () => number, told: (event: ToldOfTalk) => void) {
  let isCallerSpeaking = false;
  let endedMs: number | null = null;
  let silences = 0;
  return {
    get isCallerSpeaking() {
      return isCallerSpeaking;
    },
    /** The caller has spoken, and nothing was heard in answer yet. */
    get isAnswerWaitedFor() {
      return endedMs !== null;
    },
    voiceBegins() {
      isCallerSpeaking = true;
      endedMs = null;
      silences = 0;
      told({ kind: 'voice', isOn: true });
    },
    voiceEnds() {
      isCallerSpeaking = false;
      endedMs = nowMs();
      told({ kind: 'voice', isOn: false });
    },
    answerIsHeard() {
      if (endedMs === null) return;
      const waitedMs = nowMs() - endedMs;
      endedMs = null;
      told({ kind: 'turn', turnEndToSoundMs: waitedMs, voiceEndToSoundMs: waitedMs + TURN_SILENCE_MS });
    },
    nobodySpeaks() {
      silences += 1;
      told({ kind: 'silent', times: silences });
    },
  };
}
