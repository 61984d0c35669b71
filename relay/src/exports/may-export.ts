import { capturedCall } from '../insights/call-of-job.ts';
import { decideCapture } from '../policy/decide-capture.ts';
import type { Call } from '../wire/call.ts';
import type { Person } from '../wire/directory.ts';
import type { ExportKind } from '../wire/export.ts';
import type { CapturePolicy } from '../wire/insights.ts';

/** `policy`: what the firm may not keep it may not give away either. `role`: somebody else of the firm may. */
export type MayExport = 'yes' | 'policy' | 'role';

/**
 * A file note is for everybody: it says what a call was. The words and the voice themselves leave with a lawyer or an
 * administrator, or with whoever was on the phone. A note holds what a machine wrote only where that is allowed; see
 * `mayTellWords`.
 */
export function mayExport(policy: CapturePolicy, call: Call, kind: ExportKind, person: Person): MayExport {
  switch (kind) {
    case 'note_pdf':
    case 'note_docx':
      return 'yes';
    case 'transcript_txt':
    case 'transcript_srt':
      return mayTellWords(policy, call) ? byRole(call, person) : 'policy';
    case 'clip':
      return decideCapture(policy, capturedCall(call)).audio === 'record' ? byRole(call, person) : 'policy';
    default:
      return kind satisfies never;
  }
}

/** Whether what a machine heard or wrote of the call may stand in a file. */
export function mayTellWords(policy: CapturePolicy, call: Call): boolean {
  const { audio, analyse } = decideCapture(policy, capturedCall(call));
  return audio !== 'none' && analyse;
}

function byRole(call: Call, person: Person): MayExport {
  return person.role !== 'receptionist' || call.answeredBy?.personId === person.id ? 'yes' : 'role';
}
