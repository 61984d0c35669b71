import type { Logger } from 'pino';
import { askingPerson } from '../control/asking-person.ts';
import { ProblemError } from '../http/problem-error.ts';
import type { RateLimit } from '../http/rate-limit.ts';
import { readBody } from '../http/read.ts';
import type { CallerRoute } from '../http/signed-in.ts';
import type { Storage, TenantStore } from '../storage/port.ts';
import { exportRequest, type ExportRequest } from '../wire/export.ts';
import type { CallFile } from './call-file.ts';
import type { ClipMaker, RecordingMediaOf } from './clip-maker.ts';
import { describeFileNote } from './note/describe-file-note.ts';
import type { DrawNote } from './note/draw-note.ts';
import { contentDisposition, contentTypes, digestOf, fileName } from './export-file.ts';
import { createFormats } from './formats.ts';
import { mayExport, type MayExport } from './may-export.ts';
import { readCallFile } from './read-call-file.ts';
import { writeTranscriptSrt } from './transcript-srt.ts';
import { writeTranscriptText } from './transcript-text.ts';
import { wordsOf } from './words/export-words.ts';

export interface ExportDeps {
  storage: Storage;
  now: () => Date;
  log: Logger;
  recordingMedia: RecordingMediaOf;
}

interface Made {
  bytes: Buffer;
  /** Whose audio or words are in it; null: nobody's. */
  recordingId: string | null;
}

/**
 * POST /calls/:callId/exports. The file is made whole, then written into the audit log with its hash, and only then does
 * its first byte leave: nothing is given away that the log does not know.
 */
export function createExportRoute(
  deps: ExportDeps & { exportLimit: Pick<RateLimit, 'attempt'>; drawNote: DrawNote; clips: ClipMaker },
): CallerRoute {
  async function make(file: CallFile, ask: ExportRequest, store: TenantStore): Promise<Made> {
    const { kind, language } = ask;
    const textOf = file.insights?.recordingId ?? null;
    switch (kind) {
      case 'note_pdf':
      case 'note_docx': {
        const note = describeFileNote(file, language);
        return { bytes: await deps.drawNote(note, kind === 'note_pdf' ? 'pdf' : 'docx'), recordingId: textOf };
      }
      case 'transcript_txt':
        return { bytes: Buffer.from(writeTranscriptText(withTranscript(file), language)), recordingId: textOf };
      case 'transcript_srt':
        return { bytes: Buffer.from(writeTranscriptSrt(withTranscript(file), language)), recordingId: textOf };
      case 'clip':
        return deps.clips.make(file, ask, store);
      default:
        return kind satisfies never;
    }
  }

  return async (caller, req, res) => {
    const ask = readBody(req, exportRequest);
    const { tenantId, store, device } = caller;
    await deps.exportLimit.attempt(device.id);
    const person = await askingPerson(caller);
    const { policy, ...file } = await readCallFile(deps, { store, callId: String(req.params['callId']), person });
    refuse(mayExport(policy, file.call, ask.kind, person));
    const { bytes, recordingId } = await make(file, ask, store);
    const digest = digestOf(bytes);
    await store.addAudit({
      at: deps.now().toISOString(),
      what: 'exported',
      callId: file.call.id,
      recordingId,
      personId: person.id,
      deviceId: device.id,
      detail: describeGiven(ask, digest.hex),
    });
    deps.log.info({ tenantId, callId: file.call.id, kind: ask.kind, sizeBytes: bytes.length }, 'exported');
    const name = fileName({
      day: createFormats(ask.language, file.firm.country, file.timeZone).isoDay(file.call.startedAt),
      matterNumber: file.matter?.number ?? null,
      word: wordsOf(ask.language).fileName[ask.kind],
      kind: ask.kind,
    });
    res.setHeader('content-type', contentTypes[ask.kind]);
    res.setHeader('content-disposition', contentDisposition(name));
    res.setHeader('digest', digest.header);
    res.setHeader('content-length', bytes.length);
    res.end(bytes);
  };
}

/** For the audit log; the kind first, so that a file note can tell of it. */
function describeGiven({ kind, fromMs, toMs, language }: ExportRequest, sha256: string): string {
  return kind === 'clip' ? `clip ${fromMs}-${toMs} sha256=${sha256}` : `${kind} ${language} sha256=${sha256}`;
}

function refuse(may: MayExport): void {
  switch (may) {
    case 'yes':
      return;
    case 'policy':
      throw new ProblemError('policy_forbids', { detail: 'This call may not be recorded or analysed.' });
    case 'role':
      throw new ProblemError('policy_forbids', { detail: 'Lawyers export the words and the sound of others’ calls.' });
    default:
      may satisfies never;
  }
}

function withTranscript(file: CallFile): CallFile {
  const { transcript } = file.insights ?? {};
  if (transcript?.status === 'completed' && transcript.segments.length > 0) return file;
  throw new ProblemError('nothing_to_export', { field: 'kind', detail: 'There is no transcript of this call.' });
}
