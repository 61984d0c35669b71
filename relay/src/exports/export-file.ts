import { createHash } from 'node:crypto';
import type { ExportKind } from '../wire/export.ts';

/** What leaves the relay. */
export interface ExportFile {
  bytes: Buffer;
  contentType: string;
  /** With its ending: `2026-11-19 2026-0318 file note.pdf`. */
  name: string;
}

export const contentTypes: Record<ExportKind, string> = {
  note_pdf: 'application/pdf',
  note_docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  transcript_txt: 'text/plain; charset=utf-8',
  transcript_srt: 'application/x-subrip; charset=utf-8',
  clip: 'audio/wav',
};

const endings: Record<ExportKind, string> = {
  note_pdf: 'pdf',
  note_docx: 'docx',
  transcript_txt: 'txt',
  transcript_srt: 'srt',
  clip: 'wav',
};

/** Day, matter, what it is. A name of a person in a file's name is read by everybody who sees a folder or an e-mail. */
export function fileName(ask: { day: string; matterNumber: string | null; word: string; kind: ExportKind }): string {
  // Windows takes none of the signs that firms put into the numbers of their matters.
  const matter = (ask.matterNumber ?? '')
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60);
  return `${[ask.day, matter, ask.word].filter(Boolean).join(' ')}.${endings[ask.kind]}`;
}

/** RFC 6266: the name in ASCII for old readers, and as it is. */
export function contentDisposition(name: string): string {
  const ascii = name
    .normalize('NFD')
    .replace(/[^\x20-\x7E]/g, '')
    .replace(/["\\]/g, '');
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}

export interface Digest {
  hex: string;
  /** RFC 3230: `sha-256=<Base64>`. */
  header: string;
}

export function digestOf(bytes: Uint8Array): Digest {
  const hash = createHash('sha256').update(bytes).digest();
  return { hex: hash.toString('hex'), header: `sha-256=${hash.toString('base64')}` };
}
