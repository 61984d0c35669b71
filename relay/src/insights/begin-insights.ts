import type { FieldReason, FieldState } from '../wire/field-state.ts';
import type { CallInsights } from '../wire/insights.ts';
import type { IsoTime } from '../wire/scalars.ts';

export function pendingState(at: IsoTime): FieldState {
  return { status: 'pending', reason: null, progress: null, attempts: 0, nextAttemptAt: null, updatedAt: at };
}

/** Nothing will be made, for this reason. */
export function skippedState(reason: FieldReason, at: IsoTime): FieldState {
  return { ...pendingState(at), status: 'skipped', reason };
}

/** What nobody made yet has this step; the real one comes with the dynamics. */
const STEP_MS = 1_000;

/** A call of which nothing was made yet; every field is in this state. */
export function beginInsights(
  callId: string,
  recordingId: string | null,
  at: IsoTime,
  state: FieldState = pendingState(at),
): CallInsights {
  return {
    callId,
    revision: 0,
    recordingId,
    transcript: { ...state, engine: null, source: null, segments: [], speakerNames: { caller: null, firm: null } },
    summary: { ...state, engine: null, sentences: [], leftOut: 0, verified: null, edited: null },
    keyPassages: { ...state, passages: [] },
    tasks: { ...state, engine: null, tasks: [] },
    sentiment: { ...state, engine: null, overall: null, segments: [] },
    topics: { ...state, engine: null, topics: [] },
    mentions: { ...state, dates: [], phones: [], ibans: [], emails: [], urgent: [] },
    dynamics: {
      ...state,
      stepMs: STEP_MS,
      loudness: [],
      overlaps: [],
      talk: null,
      interruptions: 0,
      silenceMs: 0,
    },
    comments: [],
    updatedAt: at,
  };
}
