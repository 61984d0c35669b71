import type { TaskList, TaskRow } from '../../src-preload/contract/tasks.ts';
import type { TaskNotice } from '../tasks/task-notices.ts';
import { HIDDEN, HIDDEN_TITLE, initialsOf } from './initials.ts';
import { maskTitle } from './mask-card.ts';

/** What is to be done as somebody else may see it: by whom and when, not what. */
export function maskTaskList(list: TaskList): TaskList {
  return { ...list, rows: list.rows.map(maskRow) };
}

/** Who it is about, as initials or not at all; a matter's number tells nothing to others. */
export function maskTaskNotice(notice: TaskNotice, says: 'nothing' | 'initials'): TaskNotice {
  if (notice.kind !== 'reminder' || notice.about === null) return notice;
  const isNumber = /^\d/.test(notice.about);
  return { ...notice, about: says === 'nothing' ? null : isNumber ? notice.about : maskTitle(notice.about) };
}

function maskRow(row: TaskRow): TaskRow {
  return {
    ...row,
    title: HIDDEN,
    quote: null,
    call: row.call && { ...row.call, title: row.call.title && maskTitle(row.call.title) },
    contactName: row.contactName && initialsOf(row.contactName),
    matter: row.matter && { ...row.matter, title: HIDDEN_TITLE },
  };
}
