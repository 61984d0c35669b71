import { ProblemError } from '../http/problem-error.ts';
import { createOneAtATime } from '../providers/one-at-a-time.ts';
import { MediaError, type RecordingMedia } from '../recordings/ports.ts';
import { mediaProblem } from '../recordings/routes/media-problem.ts';
import type { ExportRequest } from '../wire/export.ts';
import type { Recording } from '../wire/recording.ts';
import type { CallFile } from './call-file.ts';
import { cutClip } from './cut-clip.ts';

/** Reading and unpacking an hour of sound takes some ten seconds (ms). */
const PATIENCE_MS = 120_000;

/** The recordings of one tenant, unlocked. */
export type MediaOf = (tenantId: string) => Pick<RecordingMedia, 'decode'>;

export interface ClipFor {
  tenantId: string;
  /** Aborted when whoever asked is gone. */
  signal: AbortSignal;
}

export interface ClipMaker {
  /** @throws ProblemError nothing_to_export, malformed; media_unavailable when trying again may help */
  make(file: CallFile, ask: ExportRequest, who: ClipFor): Promise<{ bytes: Buffer; recordingId: string }>;
}

/** A clip needs its whole recording unpacked in memory, so one is made at a time; the next waits. */
export function createClipMaker({ mediaOf }: { mediaOf: MediaOf }): ClipMaker {
  const oneAtATime = createOneAtATime();
  return {
    async make(file, { fromMs, toMs, recordingId }, { tenantId, signal }) {
      const recording = chooseRecording(file, recordingId);
      const from = fromMs ?? 0;
      const to = toMs ?? 0;
      const bytes = await oneAtATime('clip', async () => {
        try {
          signal.throwIfAborted();
          const within = AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]);
          const audio = await mediaOf(tenantId).decode(recording.id, within);
          return cutClip(audio, from, to);
        } catch (error) {
          throw error instanceof MediaError ? asProblem(error) : error;
        }
      });
      if (!bytes) throw new ProblemError('malformed', { field: 'fromMs', detail: 'The recording is shorter.' });
      return { bytes, recordingId: recording.id };
    },
  };
}

/** The one that was named; else the one that the transcript is of, whose times the asking person saw; else the call's. */
function chooseRecording({ recordings, insights }: CallFile, wanted: string | null): Recording {
  const named = wanted ?? insights?.recordingId ?? null;
  const own = recordings.find(({ kind }) => kind === 'call') ?? recordings[0];
  const recording = named === null ? own : recordings.find(({ id }) => id === named);
  if (!recording) throw nothing('There is no recording of this call.');
  if (recording.removed) throw nothing('The recording was removed.');
  if (recording.audio.status !== 'completed') throw nothing('The recording is not here.');
  return recording;
}

/** What another try may heal is no reason to say that there is nothing. */
function asProblem(error: MediaError): unknown {
  const problem = mediaProblem(error);
  if (error.retryable || (problem instanceof ProblemError && problem.code === 'media_key_missing')) return problem;
  return nothing(error.code === 'no_engine' ? 'The relay cannot decode this recording.' : 'The recording is gone.');
}

const nothing = (detail: string) => new ProblemError('nothing_to_export', { field: 'kind', detail });
