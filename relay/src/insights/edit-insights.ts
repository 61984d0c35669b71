import type { Author } from '../storage/port.ts';
import type { CallInsights, InsightEdit } from '../wire/insights.ts';
import type { IsoTime } from '../wire/scalars.ts';
import { withContent } from './insight-fields.ts';

/** `unknown`: there is no such segment, sentence or task (any more). `not_yours`: another person wrote the comment. */
export type EditOutcome = CallInsights | 'unchanged' | 'unknown' | 'not_yours';

/**
 * What a person does to a call's insights. What the machine wrote is kept beside a correction. States and their times stay:
 * nothing was produced.
 */
export function editInsights(before: CallInsights, edit: InsightEdit, by: Author, at: IsoTime): EditOutcome {
  const signed = { byPersonId: by.personId, byName: by.name, at };
  switch (edit.edit) {
    case 'segment': {
      const { segments } = before.transcript;
      const segment = segments.find((one) => one.id === edit.segmentId);
      if (!segment) return 'unknown';
      if (segment.text === edit.text) return 'unchanged';
      const original = segment.edited?.original ?? segment.text;
      // Put back as it was, it is the machine's again.
      const edited = edit.text === original ? null : { ...signed, original };
      const corrected = { ...segment, text: edit.text, edited };
      return withContent(before, 'transcript', {
        segments: segments.map((one) => (one === segment ? corrected : one)),
      });
    }
    case 'speaker_name': {
      const name = edit.name === '' ? null : edit.name;
      const { speakerNames } = before.transcript;
      if (speakerNames[edit.speaker] === name) return 'unchanged';
      return withContent(before, 'transcript', { speakerNames: { ...speakerNames, [edit.speaker]: name } });
    }
    case 'summary_sentence': {
      const { sentences } = before.summary;
      const sentence = sentences.find((one) => one.id === edit.sentenceId);
      if (!sentence) return 'unknown';
      if (sentence.text === edit.text) return 'unchanged';
      const after = sentences.flatMap((one) => {
        if (one !== sentence) return one;
        return edit.text === '' ? [] : { ...one, text: edit.text };
      });
      // Whoever accepted it did not accept this.
      return withContent(before, 'summary', { sentences: after, edited: signed, verified: null });
    }
    case 'verify_summary': {
      if (before.summary.sentences.length === 0) return 'unknown';
      if (edit.on === (before.summary.verified !== null)) return 'unchanged';
      return withContent(before, 'summary', { verified: edit.on ? signed : null });
    }
    case 'task': {
      const { tasks } = before.tasks;
      const task = tasks.find((one) => one.id === edit.taskId);
      if (!task) return 'unknown';
      if (task.state === edit.state) return 'unchanged';
      const decided = { ...task, state: edit.state, decided: edit.state === 'suggested' ? null : signed };
      return withContent(before, 'tasks', { tasks: tasks.map((one) => (one === task ? decided : one)) });
    }
    case 'comment':
      return editComment(before, edit, signed);
    default:
      return edit satisfies never;
  }
}

type Comment = CallInsights['comments'][number];

/** The id is the desktop's, so a comment that is sent twice stands once. An empty text takes it away. */
function editComment(
  before: CallInsights,
  { commentId, atMs, text }: Extract<InsightEdit, { edit: 'comment' }>,
  signed: Pick<Comment, 'byPersonId' | 'byName' | 'at'>,
): EditOutcome {
  const known = before.comments.find((one) => one.id === commentId);
  if (known && known.byPersonId !== signed.byPersonId) return 'not_yours';
  if (known ? known.text === text && known.atMs === atMs : text === '') return 'unchanged';
  const others = before.comments.filter((one) => one !== known);
  const written: Comment[] = text === '' ? [] : [{ ...signed, id: commentId, atMs, text }];
  const comments = [...others, ...written].toSorted((a, b) => a.atMs - b.atMs || (a.at < b.at ? -1 : 1));
  return { ...before, comments };
}
