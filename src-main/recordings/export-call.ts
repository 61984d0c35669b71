import type { Call } from '@callbrief/relay/wire/call';
import type { Matter } from '@callbrief/relay/wire/directory';
import type { ExportAsk, Requests } from '../../src-preload/contract.ts';
import type { Log } from '../logging/log.ts';
import type { RelayClient } from '../relay-link/relay-client.ts';
import { RelayProblem } from '../relay-link/relay-problem.ts';
import { replaceFile } from '../settings/replace-file.ts';
import { refusedBy } from '../telephony/act-answer.ts';

export interface ExportParts {
  /** Null while there is no connection. */
  client: () => Pick<RelayClient, 'exportCall'> | null;
  call: (callId: string) => Call | null;
  matter: (matterId: string) => Matter | null;
  timeZone: () => string;
  /** Asks the person where to. @returns null when they changed their mind */
  askWhere: (proposal: SaveProposal) => Promise<string | null>;
  log: Log;
}

export interface SaveProposal {
  fileName: string;
  /** Without the dot. */
  extension: string;
}

const sounds: Record<string, string> = {
  'audio/mpeg': 'mp3',
  'audio/mp4': 'm4a',
  'audio/aac': 'aac',
  'audio/ogg': 'ogg',
  'audio/opus': 'opus',
  'audio/webm': 'webm',
  'audio/flac': 'flac',
  'audio/wav': 'wav',
  'audio/x-wav': 'wav',
  'audio/vnd.wave': 'wav',
};

/**
 * Has the office make a file note, a transcript or a clip, and saves it where the person says. The office's audit log has
 * it from then on: it left the office, whether it was saved here or not.
 */
export async function exportCall(ask: ExportAsk, parts: ExportParts): Promise<Requests['export:make']['answer']> {
  const client = parts.client();
  if (client === null) return { refused: 'offline' };
  let made: { contentType: string; bytes: Buffer };
  try {
    made = await client.exportCall(ask);
  } catch (problem) {
    if (!(problem instanceof RelayProblem)) throw problem;
    parts.log.warn('export_failed', { kind: ask.kind, problem: problem.code });
    return { refused: refusedBy(problem).refusal };
  }
  const extension = extensionOf[ask.kind](made.contentType);
  const path = await parts.askWhere({ fileName: `${nameOf(ask, parts)}.${extension}`, extension });
  if (path === null) return { saved: null };
  try {
    replaceFile(path, made.bytes);
  } catch (error) {
    parts.log.warn('export_failed', { kind: ask.kind, error });
    return { refused: 'failed' };
  }
  parts.log.info('export_saved', { kind: ask.kind, sizeBytes: made.bytes.length });
  return { saved: path };
}

/** A clip is of the kind that the recording is of. */
const extensionOf: Record<ExportAsk['kind'], (contentType: string) => string> = {
  note_pdf: () => 'pdf',
  note_docx: () => 'docx',
  transcript_txt: () => 'txt',
  transcript_srt: () => 'srt',
  clip: (contentType) => sounds[contentType] ?? 'wav',
};

/** `2026-11-19 11.31 2026-0318`: no client's name, since file names are seen by more people than files. */
function nameOf({ callId, fromMs, toMs, kind }: ExportAsk, { call, matter, timeZone }: ExportParts): string {
  const of = call(callId);
  const started = of === null ? '' : localTime(of.startedAt, timeZone());
  const number = (of?.matterId ? matter(of.matterId)?.number : undefined) ?? '';
  const part = kind === 'clip' && fromMs !== null && toMs !== null ? `${clock(fromMs)}-${clock(toMs)}` : '';
  const name = [started, number, part].filter(Boolean).join(' ');
  return name.replaceAll(/[^\p{L}\p{N} ._-]/gu, '-').slice(0, 120) || 'callbrief';
}

function localTime(at: string, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  }).formatToParts(new Date(at));
  const of = Object.fromEntries(parts.map(({ type, value }) => [type, value]));
  return `${of['year']}-${of['month']}-${of['day']} ${of['hour']}.${of['minute']}`;
}

/** `0.12`, `62.05`: minutes and seconds. */
function clock(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  return `${Math.floor(seconds / 60)}.${String(seconds % 60).padStart(2, '0')}`;
}
