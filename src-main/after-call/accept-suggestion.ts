import type { InsightEdit } from '@callbrief/relay/wire/insights';
import { taskIdOfSuggestion, type TaskFields } from '@callbrief/relay/wire/task';
import type { Change, History } from '../history/history.ts';

/**
 * What is written when somebody edits what was made of a call's words. A suggested task that is accepted is a task as any
 * other, with the words it is taken from; dismissed or taken back, it is none, unless somebody has done it by then. The
 * same suggestion is the same task on every computer.
 */
export function changesOfInsightEdit(
  { callId, edit }: { callId: string; edit: InsightEdit },
  history: Pick<History, 'call' | 'insights' | 'items' | 'office'>,
  newId: () => string,
): Change[] {
  const onInsights: Change = { kind: 'edit_insights', callId, edit };
  if (edit.edit !== 'task') return [onInsights];
  const { taskId } = edit;
  const itemId = taskIdOfSuggestion(callId, taskId);
  const state = history.items.item('task', itemId)?.state ?? null;
  const set = edit.state === 'accepted' ? accepted() : state === 'open' ? { state: 'removed' as const } : null;
  if (set === null) return [onInsights];
  return [{ kind: 'edit_item', item: 'task', itemId, editId: newId(), set, did: null }, onInsights];

  function accepted(): Partial<TaskFields> | null {
    // What people wrote on it since stays.
    if (state !== null) return state === 'removed' ? { state: 'open' } : null;
    const found = history.insights.get(callId)?.tasks.tasks.find(({ id }) => id === taskId);
    if (found === undefined) return null;
    const call = history.call(callId);
    return {
      kind: 'task',
      title: found.title,
      quote: found.quote,
      due: found.dueDate === null ? null : { date: found.dueDate, time: null },
      callId,
      contactId: call?.contactId ?? null,
      matterId: call?.matterId ?? null,
      // Whoever accepts it does it, until they give it to somebody.
      assigneePersonId: history.office()?.personId ?? null,
      source: 'insights',
      state: 'open',
    };
  }
}
