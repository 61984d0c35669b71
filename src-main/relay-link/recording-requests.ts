import { callInsights, type CallInsights, type InsightEdit, type InsightField } from '@callbrief/relay/wire/insights';
import { peaks, type Peaks } from '@callbrief/relay/wire/recording';
import type { ExportAsk } from '../../src-preload/contract.ts';
import type { Bearer } from './bearer.ts';
import { openRelay, readBytes, type RelayWire } from './relay-request.ts';
import { RelayProblem } from './relay-problem.ts';
import type { Asking } from './telephony-requests.ts';

/** Audio, and what is made of a call's words. Every method throws a RelayProblem. */
export interface RecordingRequests {
  insights(callId: string): Promise<CallInsights>;
  /** The later `at` wins. @returns the insights as the relay has them now, where it said so */
  editInsights(callId: string, edit: InsightEdit, at: string): Promise<CallInsights | null>;
  retryInsight(callId: string, field: InsightField): Promise<void>;
  retryRecording(recordingId: string): Promise<void>;
  setLegalHold(callId: string, hold: { on: boolean; reason: string }): Promise<void>;
  /** Goes into the audit log: the copy of this computer is gone since `at`. */
  confirmRemoved(recordingId: string, at: string): Promise<void>;
  /** The same of what was made of a call's words. */
  confirmTextsRemoved(callId: string, at: string): Promise<void>;
  peaks(recordingId: string): Promise<Peaks>;
  /**
   * The playable file, or a part of it: 200, 206 or 416. Its body comes as it is read; ending that early ends the
   * connection.
   */
  audio(recordingId: string, ask: AudioAsk): Promise<Response>;
  /** Made by the office, which writes into its audit log that it was. */
  exportCall(ask: ExportAsk): Promise<{ contentType: string; bytes: Buffer }>;
}

export interface AudioAsk {
  /** For the office's audit log: it is heard now, or kept here. */
  use: 'play' | 'download';
  /** As in HTTP: `bytes=1048576-`. */
  range?: string;
  /** Only if the file still has this hash, else the whole one comes. */
  ifSha256?: string;
  signal?: AbortSignal;
}

/** A file note of a long call is laid out, a clip is cut and coded. */
const EXPORT_TIMEOUT_MS = 120_000;
/** An hour in stereo, uncompressed at 16 kHz, is 230 MB. */
const MOST_EXPORT_BYTES = 300_000_000;

export function createRecordingRequests({ ask, tell }: Asking, raw: RawAsking): RecordingRequests {
  const call = (callId: string) => `/calls/${encodeURIComponent(callId)}`;
  const recording = (recordingId: string) => `/recordings/${encodeURIComponent(recordingId)}`;
  const open = (path: string, more: Partial<Parameters<typeof openRelay>[1]>, statuses: readonly number[]) =>
    raw.bearer.use((accessToken) => openRelay(raw.wire, { url: `${raw.api}${path}`, accessToken, ...more }, statuses));
  return {
    insights: (callId) => ask(`${call(callId)}/insights`, callInsights),
    editInsights: async (callId, edit, at) => {
      const told = await ask(`${call(callId)}/insights`, raw.kept, { method: 'PATCH', body: { ...edit, at } });
      const now = callInsights.safeParse(told);
      return now.success ? now.data : null;
    },
    retryInsight: (callId, field) =>
      tell(`${call(callId)}/insights/${encodeURIComponent(field)}/retry`, { method: 'POST' }),
    retryRecording: (recordingId) => tell(`${recording(recordingId)}/retry`, { method: 'POST' }),
    setLegalHold: (callId, body) => tell(`${call(callId)}/legal-hold`, { method: 'PUT', body }),
    confirmRemoved: (recordingId, at) => tell(`${recording(recordingId)}/removed`, { method: 'POST', body: { at } }),
    confirmTextsRemoved: (callId, at) => tell(`${call(callId)}/insights/removed`, { method: 'POST', body: { at } }),
    peaks: (recordingId) => ask(`${recording(recordingId)}/peaks`, peaks),
    audio: (recordingId, { use, range, ifSha256, signal }) =>
      open(
        `${recording(recordingId)}/audio?use=${use}`,
        {
          headers: {
            Accept: 'audio/*',
            ...(range === undefined ? {} : { Range: range }),
            ...(ifSha256 === undefined ? {} : { 'If-Range': `"${ifSha256}"` }),
          },
          ...(signal === undefined ? {} : { signal }),
        },
        [200, 206, 416],
      ),
    async exportCall({ callId, ...body }) {
      const answer = await open(
        `${call(callId)}/exports`,
        { method: 'POST', body, headers: { Accept: '*/*' }, timeoutMs: EXPORT_TIMEOUT_MS },
        [200, 201],
      );
      const contentType = (answer.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
      // A page of something in between is no file note.
      if (contentType === 'text/html')
        throw new RelayProblem('not_understood', 'An export of another kind.', { status: answer.status });
      return { contentType, bytes: await readBytes(answer, MOST_EXPORT_BYTES) };
    },
  };
}

/** For answers that are not JSON. */
export interface RawAsking {
  wire: RelayWire;
  bearer: Bearer;
  /** `https://relay.example/api/v1` */
  api: string;
  /** The least that says "the relay has it". */
  kept: Parameters<Asking['ask']>[1];
}
