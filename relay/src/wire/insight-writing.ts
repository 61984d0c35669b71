import type { CallInsights, InsightEdit } from './insights.ts';

/** The last writing of one thing, of which an earlier one that arrives later must not undo anything. */
export type Writing = NonNullable<CallInsights['written']>[string];

/** What an edit is about: two edits of one place decide between them, all others both stand. */
export function placeOf(edit: InsightEdit): string {
  switch (edit.edit) {
    case 'segment':
      return `segment/${edit.segmentId}`;
    case 'speaker_name':
      return `speaker/${edit.speaker}`;
    case 'summary_sentence':
      return `sentence/${edit.sentenceId}`;
    case 'verify_summary':
      return 'verified';
    case 'task':
      return `task/${edit.taskId}`;
    case 'comment':
      return `comment/${edit.commentId}`;
    default:
      return edit satisfies never;
  }
}

/** Negative: `a` was written first. In the same millisecond the people decide, so that every order of arrival ends equal. */
export function byTime(a: Pick<Writing, 'at' | 'byPersonId'>, b: Pick<Writing, 'at' | 'byPersonId'>): number {
  if (a.at !== b.at) return a.at < b.at ? -1 : 1;
  if (a.byPersonId !== b.byPersonId) return a.byPersonId < b.byPersonId ? -1 : 1;
  return 0;
}
