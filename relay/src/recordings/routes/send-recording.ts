import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import type { Logger } from 'pino';
import { ProblemError } from '../../http/problem-error.ts';
import type { Recording } from '../../wire/recording.ts';
import type { RecordingMedia } from '../ports.ts';
import { mediaProblem } from './media-problem.ts';
import { askedRange, isSameFile } from './range.ts';

/** @throws ProblemError recording_removed, recording_not_ready */
export function readyFacts(recording: Recording): { sizeBytes: number; contentType: string; etag: string } {
  const { removed, audio, sizeBytes, contentType, sha256 } = recording;
  if (removed !== null) throw new ProblemError('recording_removed');
  if (audio.status !== 'completed' || !sizeBytes || contentType === null || sha256 === null) {
    throw new ProblemError('recording_not_ready');
  }
  return { sizeBytes, contentType, etag: `"${sha256}"` };
}

/**
 * Answers GET and HEAD of a recording's audio: 200, 206 or 416.
 * @param deps.noteAccess called before the first byte is given, not for HEAD
 * @throws ProblemError
 */
export async function sendRecording(
  recording: Recording,
  req: IncomingMessage,
  res: ServerResponse,
  deps: { media: RecordingMedia; noteAccess: () => Promise<void>; log: Logger },
): Promise<void> {
  const { sizeBytes, contentType, etag } = readyFacts(recording);
  res.setHeader('accept-ranges', 'bytes');
  res.setHeader('etag', etag);
  const asked = isSameFile(req.headers['if-range'], etag) ? askedRange(req.headers.range, sizeBytes) : 'whole';
  if (asked === 'unsatisfiable') {
    res.setHeader('content-range', `bytes */${String(sizeBytes)}`);
    throw new ProblemError('range_refused');
  }
  const { first, last } = asked === 'whole' ? { first: 0, last: sizeBytes - 1 } : asked;
  const describe = () => {
    res.statusCode = asked === 'whole' ? 200 : 206;
    res.setHeader('content-type', contentType);
    res.setHeader('content-length', String(last - first + 1));
    if (asked !== 'whole')
      res.setHeader('content-range', `bytes ${String(first)}-${String(last)}/${String(sizeBytes)}`);
  };
  if (req.method === 'HEAD') {
    describe();
    res.end();
    return;
  }
  const bytes = await deps.media.open(recording.id, { first, last }).catch((error: unknown) => {
    const { id: recordingId } = recording;
    deps.log.error({ recordingId, err: error }, 'recording_not_readable');
    throw mediaProblem(error);
  });
  try {
    await deps.noteAccess();
    describe();
    await pipeline(bytes, res);
  } catch (error) {
    bytes.destroy();
    // Players break off all the time: they have heard enough.
    if ((error as { code?: unknown }).code === 'ERR_STREAM_PREMATURE_CLOSE') return;
    if (!res.headersSent) throw error;
    deps.log.error({ recordingId: recording.id, err: error }, 'recording_broke_off');
    res.destroy();
  }
}
