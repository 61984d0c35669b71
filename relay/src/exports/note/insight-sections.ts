import type { CallInsights } from '../../wire/insights.ts';
import { printable, printableLines } from '../printable.ts';
import { fill } from '../words/export-words.ts';
import type { Block, Point, Section } from './file-note.ts';
import { absent, plain, pointsSection, quiet, quotesOf, shortened, signed, type Desk } from './note-desk.ts';

export function summarySections(desk: Desk): Section[] {
  const { file, words } = desk;
  const { insights, notAnalysed, call } = file;
  if (notAnalysed) return [plain(words.summary, [quiet(words.notAnalysed)])];
  const sections: Section[] = [];
  if (insights?.summary.status === 'completed') sections.push(writtenSummary(desk, insights.summary));
  else sections.push(plain(words.summary, [quiet(absent(words.absent, insights?.summary.status))]));
  const passages = insights?.keyPassages.status === 'completed' ? insights.keyPassages.passages : [];
  if (passages.length > 0 && insights?.summary.status !== 'completed') {
    const points = passages.map(({ segmentId, text }) => {
      const segment = quotesOf(desk, [segmentId])[0];
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

function writtenSummary(desk: Desk, summary: CallInsights['summary']): Section {
  const { words, formats, file } = desk;
  const { verified, edited, engine, leftOut } = summary;
  const marks = [
    verified ? signed(words.verified, formats, verified) : words.unverified,
    ...(edited ? [signed(words.edited, formats, edited)] : []),
    ...(engine
      ? [
          `${fill(words.writtenBy, { engine: printable(engine.id) })} ${engine.leavesMachine ? words.leftMachine : words.stayed}`,
        ]
      : []),
    // The times beside what it is taken from are no better than those of the transcript.
    ...(file.insights?.transcript.timesAreEstimated ? [words.timesEstimated] : []),
    ...(leftOut > 0
      ? [fill(leftOut === 1 ? words.leftOut.one : words.leftOut.other, { count: formats.count(leftOut) })]
      : []),
  ];
  const points: Point[] = summary.sentences.map(({ text, segmentIds }) => ({
    text: printable(text),
    mark: null,
    sources: quotesOf(desk, segmentIds),
  }));
  const standing = verified ? 'person' : 'machine';
  return { heading: words.summary, standing, marks, blocks: [{ kind: 'points', points }] };
}

/** Dismissed ones are not told: somebody decided that they are none. */
export function tasksSections(desk: Desk): Section[] {
  const { words, formats, file } = desk;
  const tasks = file.insights?.tasks.status === 'completed' ? file.insights.tasks.tasks : [];
  const pointsOf = (wanted: 'accepted' | 'suggested') =>
    tasks
      .filter(({ state }) => state === wanted)
      .map(({ title, dueDate, quote, segmentId, decided }): Point => {
        const due = dueDate === null ? '' : ` (${fill(words.due, { date: formats.day(dueDate) })})`;
        const source = quotesOf(desk, [segmentId])[0];
        const text = shortened(printable(quote) || (source?.text ?? ''));
        return {
          text: `${printable(title)}${due}`,
          mark: wanted === 'accepted' && decided ? signed(words.accepted, formats, decided) : null,
          sources: source ? [{ ...source, text }] : [],
        };
      });
  const sections: Section[] = [
    pointsSection(words.tasks, 'person', [], pointsOf('accepted')),
    pointsSection(words.suggestedTasks, 'machine', [words.suggested], pointsOf('suggested')),
  ];
  return sections.filter(({ blocks }) => blocks.some((block) => block.kind === 'points' && block.points.length > 0));
}

export function commentsSection({ file, words, formats }: Desk): Section[] {
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
