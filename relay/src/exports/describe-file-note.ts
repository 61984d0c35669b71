import { firmNumber, otherNumber, type Call } from '../wire/call.ts';
import { exportKind } from '../wire/export.ts';
import type { TranscriptSegment } from '../wire/insights.ts';
import type { AuditEntry, Recording, Speaker } from '../wire/recording.ts';
import type { Language } from '../wire/scalars.ts';
import type { CallFile } from './call-file.ts';
import type { Block, Fact, FileNote, Point, Section } from './file-note.ts';
import { createFormats, type Formats } from './formats.ts';
import { printable, printableLines } from './printable.ts';
import { voicesOf } from './voices.ts';
import { fill, wordsOf, type ExportWords } from './words/export-words.ts';

/** Longer passages are cut: the time beside them says where to listen. */
const LONGEST_QUOTE = 280;

interface Desk {
  file: CallFile;
  words: ExportWords;
  formats: Formats;
  voices: Record<Speaker, string>;
}

/** The whole content of a file note. The PDF and the Word document are set from it and add nothing. */
export function describeFileNote(file: CallFile, language: Language): FileNote {
  const words = wordsOf(language);
  const formats = createFormats(language, file.firm.country, file.timeZone);
  const desk: Desk = { file, words, formats, voices: voicesOf(file, words, formats) };
  const { matter, firm, madeAt, madeBy } = file;
  const subject = matter ? `${printable(matter.number)} · ${printable(matter.title)}` : desk.voices.caller;
  const made = { when: formats.short(madeAt), name: printable(madeBy.name) };
  return {
    locale: formats.locale,
    title: words.note,
    firm: printable(firm.name),
    subject,
    made: fill(words.made, made),
    madeAt,
    page: words.page,
    properties: {
      title: [words.note, formats.isoDay(file.call.startedAt), printable(matter?.number ?? '')]
        .filter(Boolean)
        .join(', '),
    },
    sections: [
      callSection(desk),
      participantsSection(desk),
      noteSection(desk),
      ...summarySections(desk),
      ...tasksSections(desk),
      ...commentsSection(desk),
      recordingSection(desk),
      accessSection(desk),
    ],
  };
}

const fact = (label: string, value: string, code = false): Fact => ({ label, value, code });
const sectionOf = (heading: string, standing: Section['standing'], marks: string[], points: Point[]): Section => ({
  heading,
  standing,
  marks,
  blocks: [{ kind: 'points', points }],
});
const plain = (heading: string, blocks: Block[]): Section => ({ heading, standing: null, marks: [], blocks });
const quiet = (text: string): Block => ({ kind: 'text', text, quiet: true });

function callSection({ file, words, formats }: Desk): Section {
  const { call, firm, matter } = file;
  const number = firmNumber(call);
  const line = number === null ? null : firm.lines.find((one) => one.number === number);
  const { tags, comment } = call.added;
  const rows = [
    fact(words.firm, printable(firm.name)),
    fact(words.matter, matter ? `${printable(matter.number)} · ${printable(matter.title)}` : words.noMatter),
    ...(number === null
      ? []
      : [fact(words.line, [printable(line?.name ?? ''), formats.number(number)].filter(Boolean).join(', '))]),
    fact(words.directionLabel, words.direction[call.direction]),
    fact(words.outcomeLabel, words.outcome[call.outcome]),
    fact(words.start, formats.moment(call.startedAt)),
    fact(words.end, endOf(call, words, formats)),
    ...(call.durationSeconds ? [fact(words.duration, formats.duration(call.durationSeconds * 1_000))] : []),
    fact(words.timeZone, formats.timeZone),
    fact(words.answeredBy, takerOf(file) ?? words.nobody),
    ...(call.followUp
      ? [
          fact(
            words.followUpLabel,
            `${words.followUp[call.followUp.value]} (${signed(words.noteBy, formats, call.followUp)})`,
          ),
        ]
      : []),
    ...(tags.length === 0 ? [] : [fact(words.tags, tags.map(printable).join(', '))]),
    ...(comment === null ? [] : [fact(words.providerComment, printable(comment))]),
  ];
  return plain(words.call, [{ kind: 'facts', rows }]);
}

/** A call whose end was never told has a time at which it was given up, which is not its end. */
function endOf(call: Call, words: ExportWords, formats: Formats): string {
  const told = call.endedAt !== null && !(call.endCause === 'unknown' && call.durationSeconds === null);
  return told && call.endedAt !== null ? formats.moment(call.endedAt) : words.endUnknown;
}

function takerOf({ call, people }: CallFile): string | null {
  const { answeredBy } = call;
  const name = (answeredBy?.personId == null ? null : people.get(answeredBy.personId)?.name) ?? answeredBy?.name;
  return name ? printable(name) : null;
}

function participantsSection({ file, words, formats, voices }: Desk): Section {
  const { call, contact, matter, people } = file;
  const number = otherNumber(call);
  const role = matter?.parties.find((party) => party.contactId === contact?.id)?.role;
  const organisation = printable(contact?.organisation ?? '');
  const outside = [
    [contact ? printable(contact.name) : voices.caller, organisation].filter(Boolean).join(', '),
    [words.outside[call.direction], role && words.partyRole[role]].filter(Boolean).join(', '),
    number === null ? words.withheld : formats.number(number),
  ];
  const line = firmNumber(call);
  const ours = new Map<string, string[]>();
  for (const party of [
    call.answeredBy,
    ...call.legs.filter(({ state }) => state === 'answered' || state === 'talking'),
  ]) {
    if (!party) continue;
    const person = party.personId === null ? undefined : people.get(party.personId);
    const name = printable(person?.name ?? party.name ?? '');
    if (name === '') continue;
    const firmRole = !person || person.role === 'admin' ? words.ofTheFirm : words.firmRole[person.role];
    ours.set(name, [name, firmRole, line === null ? '' : formats.number(line)]);
  }
  const head = [words.participant.name, words.participant.role, words.participant.number];
  return plain(words.participants, [{ kind: 'table', head, rows: [outside, ...ours.values()] }]);
}

function noteSection({ file, words, formats }: Desk): Section {
  const { note } = file.call;
  if (!note) return plain(words.noteSection, [quiet(words.noNote)]);
  return {
    heading: words.noteSection,
    standing: 'person',
    marks: [signed(words.noteBy, formats, note)],
    blocks: [{ kind: 'text', text: printableLines(note.value), quiet: false }],
  };
}

function summarySections(desk: Desk): Section[] {
  const { file, words } = desk;
  const { insights, notAnalysed, call } = file;
  if (notAnalysed) return [plain(words.summary, [quiet(words.notAnalysed)])];
  const sections: Section[] = [];
  if (insights?.summary.status === 'completed') sections.push(writtenSummary(desk, insights.summary));
  else sections.push(plain(words.summary, [quiet(absent(words.absent, insights?.summary.status))]));
  const passages = insights?.keyPassages.status === 'completed' ? insights.keyPassages.passages : [];
  if (passages.length > 0 && insights?.summary.status !== 'completed') {
    const points = passages.map(({ segmentId, text }) => {
      const segment = segmentsOf(desk, [segmentId])[0];
      return { text: printable(text), mark: segment ? `${segment.time}, ${segment.speaker}` : null, sources: [] };
    });
    const marks = [words.keyPassagesAre];
    sections.push({ heading: words.keyPassages, standing: 'machine', marks, blocks: [{ kind: 'points', points }] });
  }
  if (call.added.summary !== null) {
    const text = printableLines(call.added.summary);
    const blocks: Block[] = [{ kind: 'text', text, quiet: false }];
    sections.push({ heading: words.providerSummary, standing: 'machine', marks: [words.providerSummaryIs], blocks });
  }
  return sections;
}

function writtenSummary(desk: Desk, summary: NonNullable<CallFile['insights']>['summary']): Section {
  const { words, formats } = desk;
  const { verified, edited, engine, leftOut } = summary;
  const marks = [
    verified ? signed(words.verified, formats, verified) : words.unverified,
    ...(edited ? [signed(words.edited, formats, edited)] : []),
    ...(engine
      ? [
          `${fill(words.writtenBy, { engine: printable(engine.id) })} ${engine.leavesMachine ? words.leftMachine : words.stayed}`,
        ]
      : []),
    ...(leftOut > 0
      ? [fill(leftOut === 1 ? words.leftOut.one : words.leftOut.other, { count: formats.count(leftOut) })]
      : []),
  ];
  const points: Point[] = summary.sentences.map(({ text, segmentIds }) => ({
    text: printable(text),
    mark: null,
    sources: segmentsOf(desk, segmentIds),
  }));
  const standing = verified ? 'person' : 'machine';
  return { heading: words.summary, standing, marks, blocks: [{ kind: 'points', points }] };
}

/** Dismissed ones are not told: somebody decided that they are none. */
function tasksSections(desk: Desk): Section[] {
  const { words, formats, file } = desk;
  const tasks = file.insights?.tasks.status === 'completed' ? file.insights.tasks.tasks : [];
  const pointsOf = (wanted: 'accepted' | 'suggested') =>
    tasks
      .filter(({ state }) => state === wanted)
      .map(({ title, dueDate, quote, segmentId, decided }): Point => {
        const due = dueDate === null ? '' : ` (${fill(words.due, { date: formats.day(dueDate) })})`;
        const source = segmentsOf(desk, [segmentId])[0];
        const text = shortened(printable(quote) || (source?.text ?? ''));
        return {
          text: `${printable(title)}${due}`,
          mark: wanted === 'accepted' && decided ? signed(words.accepted, formats, decided) : null,
          sources: source ? [{ ...source, text }] : [],
        };
      });
  const sections: Section[] = [
    sectionOf(words.tasks, 'person', [], pointsOf('accepted')),
    sectionOf(words.suggestedTasks, 'machine', [words.suggested], pointsOf('suggested')),
  ];
  return sections.filter(({ blocks }) => blocks.some((block) => block.kind === 'points' && block.points.length > 0));
}

function commentsSection({ file, words, formats }: Desk): Section[] {
  const comments = file.insights?.comments ?? [];
  if (comments.length === 0) return [];
  const points = [...comments]
    .sort((a, b) => a.atMs - b.atMs)
    .map((comment) => ({
      text: `${formats.position(comment.atMs)}  ${printable(comment.text)}`,
      mark: signed(words.noteBy, formats, comment),
      sources: [],
    }));
  return [{ heading: words.comments, standing: 'person', marks: [], blocks: [{ kind: 'points', points }] }];
}

function recordingSection({ file, words, formats }: Desk): Section {
  const blocks = file.recordings.map((recording): Block => ({
    kind: 'facts',
    rows: recordingFacts(recording, words, formats),
  }));
  return plain(words.recording, blocks.length === 0 ? [quiet(words.noRecording)] : blocks);
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

function accessSection({ file, words, formats }: Desk): Section {
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

function absent(words: Record<'pending' | 'failed' | 'skipped', string>, status: string | undefined): string {
  if (status === 'failed') return words.failed;
  return status === 'pending' || status === 'processing' ? words.pending : words.skipped;
}

type Signed = { byName: string; at: string };

/** @param text with `{name}` and `{when}` */
function signed(text: string, formats: Formats, by: Signed): string {
  return fill(text, { name: printable(by.byName), when: formats.short(by.at) });
}

function segmentsOf({ file, formats, voices }: Desk, ids: readonly string[]): Point['sources'] {
  const wanted = new Set(ids);
  const segments = file.insights?.transcript.segments.filter(({ id }) => wanted.has(id)) ?? [];
  return segments.map(({ startMs, speaker, text }: TranscriptSegment) => ({
    time: formats.position(startMs),
    speaker: voices[speaker],
    text: shortened(printable(text)),
  }));
}

function shortened(text: string): string {
  if (text.length <= LONGEST_QUOTE) return text;
  const cut = text.slice(0, LONGEST_QUOTE);
  return `${cut
    .slice(0, Math.max(cut.lastIndexOf(' '), LONGEST_QUOTE / 2))
    .toWellFormed()
    .replace(/\uFFFD$/, '')} …`;
}
