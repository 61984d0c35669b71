import type { RecordingView } from '../../src-preload/contract.ts';

/** So much of a message was really played before it counts as heard; of a shorter one nearly all. */
const HEARD_AFTER_MS = 4_000;
const NEARLY_ALL = 0.8;
/** More than this between two looks was a jump, and nothing of it was heard. */
const LONGEST_STEP_MS = 1_500;

/** Counts how much of a voicemail was played, wherever in it, and tells once when that was enough. */
export interface Listening {
  /** Another recording, or none. */
  open(recording: RecordingView | null): void;
  /** It plays, and has come from one place to another. @param isSilence what lies between is left out on purpose */
  played(fromMs: number, toMs: number, isSilence?: boolean): void;
}

export function createListening(onHeard: (recording: RecordingView) => void): Listening {
  let opened: RecordingView | null = null;
  let playedMs = 0;
  return {
    open(recording) {
      if (recording?.recordingId !== opened?.recordingId) playedMs = 0;
      opened = recording;
    },
    played(fromMs, toMs, isSilence = false) {
      const stepMs = toMs - fromMs;
      if (opened?.kind !== 'voicemail' || stepMs <= 0 || (stepMs > LONGEST_STEP_MS && !isSilence)) return;
      const enoughMs = Math.min(HEARD_AFTER_MS, (opened.durationMs ?? Infinity) * NEARLY_ALL);
      const wasEnough = playedMs >= enoughMs;
      playedMs += stepMs;
      if (!wasEnough && playedMs >= enoughMs) onHeard(opened);
    },
  };
}
