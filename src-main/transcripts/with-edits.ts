import type { CallInsights, InsightEdit } from '@callbrief/relay/wire/insights';

/** An edit as it was written here, with who and when. */
export interface SignedEdit {
  edit: InsightEdit;
  byPersonId: string;
  byName: string;
  /** ISO. */
  at: string;
}

/**
 * Insights as they are shown: the relay's, with what was written here and waits, in order of writing. As on the relay, the
 * later writing wins. What an edit names and the relay has no more is passed over.
 */
export function withEdits(insights: CallInsights, edits: readonly SignedEdit[]): CallInsights {
  return edits.reduce(withEdit, insights);
}

function withEdit(before: CallInsights, { edit, ...by }: SignedEdit): CallInsights {
  const isLater = (signed: { at: string } | null) => signed === null || signed.at <= by.at;
  switch (edit.edit) {
    case 'segment': {
      const segments = before.transcript.segments.map((segment) =>
        segment.id === edit.segmentId && isLater(segment.edited)
          ? // Times of words that are not there any more would point at nothing.
            {
              ...segment,
              text: edit.text,
              words: null,
              edited: { ...by, original: segment.edited?.original ?? segment.text },
            }
          : segment,
      );
      return { ...before, transcript: { ...before.transcript, segments } };
    }
    case 'speaker_name': {
      const speakerNames = { ...before.transcript.speakerNames, [edit.speaker]: edit.name === '' ? null : edit.name };
      return { ...before, transcript: { ...before.transcript, speakerNames } };
    }
    case 'summary_sentence': {
      const { summary } = before;
      if (!isLater(summary.edited) || !summary.sentences.some(({ id }) => id === edit.sentenceId)) return before;
      const sentences = summary.sentences
        .map((sentence) => (sentence.id === edit.sentenceId ? { ...sentence, text: edit.text } : sentence))
        // Nothing left of it: the sentence was taken out.
        .filter(({ text }) => text !== '');
      return { ...before, summary: { ...summary, sentences, edited: by } };
    }
    case 'verify_summary':
      if (!isLater(before.summary.verified)) return before;
      return { ...before, summary: { ...before.summary, verified: edit.on ? by : null } };
    case 'task': {
      const decided = edit.state === 'suggested' ? null : by;
      const tasks = before.tasks.tasks.map((task) =>
        task.id === edit.taskId && isLater(task.decided) ? { ...task, state: edit.state, decided } : task,
      );
      return { ...before, tasks: { ...before.tasks, tasks } };
    }
    case 'comment': {
      const known = before.comments.find(({ id }) => id === edit.commentId);
      if (known && !isLater(known)) return before;
      const others = before.comments.filter((comment) => comment !== known);
      if (edit.text === '') return { ...before, comments: others };
      const comment = { ...by, id: edit.commentId, atMs: edit.atMs, text: edit.text };
      return { ...before, comments: [...others, comment].sort((a, b) => a.atMs - b.atMs) };
    }
  }
}
