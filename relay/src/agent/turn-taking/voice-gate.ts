/** Whether somebody speaks, out of a detector's probabilities. Two thresholds, so that it does not flicker between words. */
export interface VoiceGate {
  isOn: boolean;
  /** When the voice that is on began, or the probability first rose. Null: quiet. */
  beganAtMs: number | null;
  /** The last frame that was surely no quiet one. */
  lastVoicedAtMs: number;
  /** When the detector last told anything. */
  lastFrameAtMs: number;
}

const ON = 0.5;
/** While we speak the caller hears us and so may the detector: surer before we stop. */
const ON_OVER_US = 0.6;
const OFF = 0.35;
/** Shorter is a click (ms). */
const SHORTEST_VOICE_MS = 50;
/** Quiet for so long, it has stopped (ms). */
export const VOICE_STOP_MS = 250;

export const quiet: VoiceGate = { isOn: false, beganAtMs: null, lastVoicedAtMs: 0, lastFrameAtMs: 0 };

export function afterFrame(gate: VoiceGate, probability: number, nowMs: number, isOverUs: boolean): VoiceGate {
  const at = { ...gate, lastFrameAtMs: nowMs };
  if (gate.isOn) {
    if (probability >= OFF) return { ...at, lastVoicedAtMs: nowMs };
    return nowMs - gate.lastVoicedAtMs >= VOICE_STOP_MS ? { ...at, isOn: false, beganAtMs: null } : at;
  }
  if (!(probability >= (isOverUs ? ON_OVER_US : ON))) return { ...at, beganAtMs: null };
  const beganAtMs = gate.beganAtMs ?? nowMs;
  return { ...at, isOn: nowMs - beganAtMs >= SHORTEST_VOICE_MS, beganAtMs, lastVoicedAtMs: nowMs };
}

/** A detector that has died must not leave a voice on for ever. */
export function afterTime(gate: VoiceGate, nowMs: number): VoiceGate {
  const isLost = gate.isOn && nowMs - gate.lastFrameAtMs >= 4 * VOICE_STOP_MS;
  return isLost ? { ...gate, isOn: false, beganAtMs: null } : gate;
}

/** How long the voice has been on (ms). */
export const voiceMs = ({ isOn, beganAtMs, lastVoicedAtMs }: VoiceGate): number =>
  isOn && beganAtMs !== null ? lastVoicedAtMs - beganAtMs : 0;
