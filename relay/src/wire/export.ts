import { z } from 'zod';
import { id, language } from './scalars.ts';

/**
 * What leaves the relay as a file of its own: the file note of a call, its transcript, or a piece of its audio. The
 * answer is the file's bytes, with its name in `Content-Disposition` and `Digest: sha-256=<Base64>`.
 */
export const exportKind = z.enum(['note_pdf', 'note_docx', 'transcript_txt', 'transcript_srt', 'clip']);
export type ExportKind = z.infer<typeof exportKind>;

/** A clip is for a letter or a hearing; whoever needs all of it plays the recording. */
export const LONGEST_CLIP_MS = 15 * 60_000;

const atMs = z.number().int().nonnegative();

/** POST /calls/:id/exports */
export const exportRequest = z
  .object({
    kind: exportKind,
    /** Of a clip, in its recording; else null. */
    fromMs: atMs.nullable().default(null),
    toMs: atMs.nullable().default(null),
    /** Of the words that the relay adds: headings, dates. What was said stays as it was said. */
    language,
    /** Which of the call's recordings a clip is of. Null: the one that the transcript is of, else the call's own. */
    recordingId: id.nullable().default(null),
  })
  .superRefine(({ kind, fromMs, toMs }, context) => {
    if (kind !== 'clip') return;
    const wrong = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message });
    if (fromMs === null) return wrong('fromMs', 'A clip has a beginning.');
    if (toMs === null || toMs <= fromMs) return wrong('toMs', 'A clip ends after it began.');
    if (toMs - fromMs > LONGEST_CLIP_MS) return wrong('toMs', 'A clip has 15 minutes at most.');
  });
export type ExportRequest = z.infer<typeof exportRequest>;
