import { draft, type EventDraft } from '../calls/event-draft.ts';
import type { Callback } from '../wire/callback.ts';
import type { Hops } from '../wire/events.ts';
import type { ItemKind, ItemOf } from '../wire/item.ts';
import type { Task } from '../wire/task.ts';

/** What clients are told of an item that was made or changed. */
export function itemDrafts<K extends ItemKind>(
  kind: K,
  before: ItemOf[K] | null,
  after: ItemOf[K],
  context: { tenantId: string; hops: Hops },
): EventDraft[] {
  const { tenantId, hops } = context;
  const changed = { callback: callbackChanged, task: taskChanged, time_entry: timeEntryChanged }[kind];
  // Each takes its own kind, and `kind` chose it.
  return (changed as (b: ItemOf[K] | null, a: ItemOf[K], t: string, h: Hops) => EventDraft[])(
    before,
    after,
    tenantId,
    hops,
  );
}

function callbackChanged(before: Callback | null, after: Callback, tenantId: string, hops: Hops): EventDraft[] {
  const isNews = before === null || before.ownerPersonId !== after.ownerPersonId;
  const told = draft({ type: 'callback_changed', callback: after, hops });
  if (!isNews || after.closed !== null) return [told];
  return [
    told,
    draft(
      {
        type: 'new_inbox_item',
        id: after.id,
        tenant_id: tenantId,
        item_type: 'CALLBACK',
        case_id: after.matterId,
        assignee_id: after.ownerPersonId ?? after.forPersonId,
        title: after.reason,
        occurred_at: after.updatedAt,
        hops,
      },
      after.callId,
    ),
  ];
}

function taskChanged(before: Task | null, after: Task, tenantId: string, hops: Hops): EventDraft[] {
  const isNews = before === null || before.assigneePersonId !== after.assigneePersonId;
  const told = draft({ type: 'task_changed', task: after, hops });
  if (!isNews || after.state !== 'open') return [told];
  return [
    told,
    draft(
      {
        type: 'new_inbox_item',
        id: after.id,
        tenant_id: tenantId,
        item_type: ({ task: 'TASK', reminder: 'REMINDER', hand_over: 'HAND_OVER' } as const)[after.kind],
        case_id: after.matterId,
        assignee_id: after.assigneePersonId,
        title: after.title,
        occurred_at: after.updatedAt,
        hops,
      },
      after.callId,
    ),
  ];
}

function timeEntryChanged(_before: unknown, after: ItemOf['time_entry'], _tenantId: string, hops: Hops): EventDraft[] {
  return [draft({ type: 'time_entry_changed', timeEntry: after, hops })];
}
