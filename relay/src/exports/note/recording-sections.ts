import { exportKind } from '../../wire/export.ts';
import type { AuditEntry, Recording } from '../../wire/recording.ts';
import type { CallFile } from '../call-file.ts';
import type { Formats } from '../formats.ts';
import { printable } from '../printable.ts';
import { fill, type ExportWords } from '../words/export-words.ts';
import type { Block, Fact, Section } from './file-note.ts';
import { absent, fact, plain, quiet, type Desk } from './note-desk.ts';

export function recordingSection({ file, words, formats }: Desk): Section {
  const blocks = file.recordings.map((recording): Block => ({
    kind: 'facts',
    rows: recordingFacts(recording, words, formats),
  }));
  const consent = consentFact(file, words, formats);
  return plain(words.recording, [
    ...(blocks.length === 0 ? [quiet(words.noRecording)] : blocks),
    ...(consent === null ? [] : [{ kind: 'facts' as const, rows: [consent] }]),
  ]);
}

/** Who leaves a message knows that it is kept, so a message alone asks for no such line. */
function consentFact({ consent, recordings }: CallFile, words: ExportWords, formats: Formats): Fact | null {
  const { announcedAtMs, objectedAtMs } = consent;
  const time = announcedAtMs === null ? '' : formats.position(announcedAtMs);
  const objected = objectedAtMs === null ? '' : formats.position(objectedAtMs);
  if (objected !== '')
    return fact(words.consent, fill(time === '' ? words.objected : words.announcedAndObjected, { time, objected }));
  if (time !== '') return fact(words.consent, fill(words.announced, { time }));
  return recordings.some(({ kind }) => kind === 'call') ? fact(words.consent, words.notAnnounced) : null;
}

function recordingFacts(recording: Recording, words: ExportWords, formats: Formats): Fact[] {
  const { kind, audio, removed, durationMs, sha256, sizeBytes, contentType, channels, legalHold } = recording;
  const label = words.recordingKind[kind];
  const count = channels.length;
  const state = removed
    ? fill(words.removed[removed.reason], { when: formats.short(removed.at) })
    : audio.status === 'completed'
      ? [
          contentType && printable(contentType),
          fill(count === 1 ? words.channels.one : words.channels.other, { count: formats.count(count) }),
        ]
          .filter(Boolean)
          .join(', ')
      : absent(words.recordingAbsent, audio.status);
  return [
    fact(label, state),
    ...(durationMs === null
      ? []
      : [fact(words.length, `${formats.position(durationMs)} (${formats.duration(durationMs)})`)]),
    ...(sizeBytes === null ? [] : [fact(words.size, formats.size(sizeBytes))]),
    // Also of one that is gone: it shows that a copy elsewhere is, or is not, this recording.
    ...(sha256 === null ? [] : [fact(words.sha256, sha256, true)]),
    ...(legalHold ? [fact('', words.legalHold)] : []),
  ];
}

export function accessSection({ file, words, formats }: Desk): Section {
  const { entries, total } = file.access;
  if (entries.length === 0) return plain(words.access, [quiet(words.noAccess)]);
  const rows = entries.map((entry) => {
    const who = entry.personId === null ? words.byItself : (file.people.get(entry.personId)?.name ?? entry.personId);
    return [formats.short(entry.at), printable(who), whatWasDone(entry, words)];
  });
  const left = { count: formats.count(entries.length), total: formats.count(total) };
  const table: Block = { kind: 'table', head: [words.when, words.who, words.what], rows };
  return plain(words.access, entries.length < total ? [quiet(fill(words.accessNewest, left)), table] : [table]);
}

/** What was exported is the first word of the detail (`describeGiven`). */
function whatWasDone({ what, detail }: AuditEntry, words: ExportWords): string {
  const told = Object.hasOwn(words.audit, what) ? (words.audit[what] ?? what) : printable(what);
  const kind = exportKind.safeParse(detail?.split(' ')[0]);
  return what === 'exported' && kind.success ? `${told}: ${words.fileName[kind.data]}` : told;
}
