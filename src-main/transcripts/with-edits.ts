import type { CallInsights, InsightEdit } from '@callbrief/relay/wire/insights';
import { byTime, placeOf } from '@callbrief/relay/wire/insight-writing';

/** An edit as it was written here, with who and when. */
export interface SignedEdit {
  edit: InsightEdit;
  byPersonId: string;
  byName: string;
  /** ISO. */
  at: string;
}

/**
 * Insights as they are shown: the relay's, with what was written here and waits, in order of writing. As on the relay, of
 * two writings of one thing the later wins, and those of two things both stand. What an edit names and the relay has no
 * more is passed over.
 */
export function withEdits(insights: CallInsights, edits: readonly SignedEdit[]): CallInsights {
  return edits.reduce(withEdit, insights);
}

type EditOf<K extends InsightEdit['edit']> = Extract<InsightEdit, { edit: K }>;
type By = Omit<SignedEdit, 'edit'>;

const isLater = (signed: { at: string } | null, by: By) => signed === null || signed.at <= by.at;

function withEdit(before: CallInsights, { edit, ...by }: SignedEdit): CallInsights {
  const { written } = before;
  const place = placeOf(edit);
  const last = written?.[place];
  if (last !== undefined && byTime(by, last) < 0) return before;
  const apply = effects[edit.edit] as (before: CallInsights, edit: InsightEdit, by: By) => CallInsights;
  const after = apply(before, edit, by);
  if (written === undefined || after === before) return after;
  // The office has not seen it: for its own words it arrives now.
  return { ...after, written: { ...written, [place]: { at: by.at, byPersonId: by.byPersonId, arrivedAt: by.at } } };
}

/** A relay that tells no times of writings tells only those of the whole summary. */
const isSentenceLater = ({ written, summary }: CallInsights, by: By) =>
  written !== undefined || isLater(summary.edited, by);

/** Who accepts a summary accepts what could be seen by then: their own writing, or another's that the office had. */
function couldSeeAll({ written = {} }: CallInsights, by: By): boolean {
  return Object.entries(written).every(
    ([place, of]) =>
      !place.startsWith('sentence/') || (of.byPersonId === by.byPersonId ? of.at : of.arrivedAt) <= by.at,
  );
}

const effects: {
  [K in InsightEdit['edit']]: (before: CallInsights, edit: EditOf<K>, by: By) => CallInsights;
} = {
  segment(before, edit, by) {
    const segments = before.transcript.segments.map((segment) => {
      if (segment.id !== edit.segmentId || !isLater(segment.edited, by)) return segment;
      const original = segment.edited?.original ?? segment.text;
      // Times of words that are not there any more would point at nothing.
      // Put back as it was, it is the machine's again, as at the office.
      const edited = edit.text === original ? null : { ...by, original };
      return { ...segment, text: edit.text, words: null, edited };
    });
    return { ...before, transcript: { ...before.transcript, segments } };
  },
  speaker_name(before, edit) {
    const speakerNames = { ...before.transcript.speakerNames, [edit.speaker]: edit.name === '' ? null : edit.name };
    return { ...before, transcript: { ...before.transcript, speakerNames } };
  },
  summary_sentence(before, edit, by) {
    const { summary } = before;
    if (!isSentenceLater(before, by) || !summary.sentences.some(({ id }) => id === edit.sentenceId)) return before;
    const sentences = summary.sentences
      .map((sentence) => (sentence.id === edit.sentenceId ? { ...sentence, text: edit.text } : sentence))
      // Nothing left of it: the sentence was taken out.
      .filter(({ text }) => text !== '');
    // Whoever accepted it did not accept this.
    return {
      ...before,
      summary: { ...summary, sentences, edited: isLater(summary.edited, by) ? by : summary.edited, verified: null },
    };
  },
  verify_summary(before, edit, by) {
    if (!isLater(before.summary.verified, by)) return before;
    return { ...before, summary: { ...before.summary, verified: edit.on && couldSeeAll(before, by) ? by : null } };
  },
  task(before, edit, by) {
    const decided = edit.state === 'suggested' ? null : by;
    const tasks = before.tasks.tasks.map((task) =>
      task.id === edit.taskId && isLater(task.decided, by) ? { ...task, state: edit.state, decided } : task,
    );
    return { ...before, tasks: { ...before.tasks, tasks } };
  },
  comment(before, edit, by) {
    const known = before.comments.find(({ id }) => id === edit.commentId);
    if (known && !isLater(known, by)) return before;
    const others = before.comments.filter((comment) => comment !== known);
    if (edit.text === '') return { ...before, comments: others };
    const comment = { ...by, id: edit.commentId, atMs: edit.atMs, text: edit.text };
    return { ...before, comments: [...others, comment].sort((a, b) => a.atMs - b.atMs) };
  },
};
