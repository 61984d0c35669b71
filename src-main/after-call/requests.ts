import type { TaskFields } from '@callbrief/relay/wire/task';
import type { Language } from '@callbrief/relay/wire/scalars';
import type { AfterCallRequests, CallTask } from '../../src-preload/contract/after-call.ts';
import type { Change, History } from '../history/history.ts';

export interface AfterCallDeps {
  history: () => Pick<History, 'items' | 'people' | 'person' | 'call' | 'office'>;
  write: (changes: Change[]) => void;
  language: () => Language;
  now: () => Date;
  timeZone: () => string;
  newId: () => string;
}

type Handlers = { [N in keyof AfterCallRequests]: (ask: AfterCallRequests[N]['ask']) => unknown };

const ORDER: Record<TaskFields['state'], number> = { open: 0, done: 1, removed: 2 };

/** What is written about a call when it is over. All of it waits on the disk until the office has it. */
export function createAfterCallRequests(deps: AfterCallDeps) {
  const read = async (text: string) => {
    // Its rules and chrono-node are read when somebody first types, not when the app starts.
    const { readTask } = await import('./read-task.ts');
    return readTask(text, {
      now: deps.now(),
      timeZone: deps.timeZone(),
      language: deps.language(),
      people: deps.history().people(),
    });
  };

  return {
    'after-call:tasks': ({ callId }): CallTask[] => {
      const history = deps.history();
      const meId = history.office()?.personId;
      return history.items
        .of('task', { callId })
        .filter(({ state }) => state !== 'removed')
        .toSorted((a, b) => ORDER[a.state] - ORDER[b.state] || (a.createdAt < b.createdAt ? -1 : 1))
        .map(({ id, assigneePersonId, kind, title, quote, due, remindAt, source, state }) => {
          const assignee = assigneePersonId === null ? null : history.person(assigneePersonId);
          return {
            taskId: id,
            kind,
            title,
            quote,
            due,
            remindAt,
            source,
            state,
            assignee: assignee && { personId: assignee.id, name: assignee.shortName, isMe: assignee.id === meId },
          };
        });
    },
    'after-call:read': ({ text }) => read(text),
    async 'after-call:add-task'({ callId, text }) {
      const history = deps.history();
      const call = history.call(callId);
      const { assignee, ...fields } = await read(text);
      const set: Partial<TaskFields> = {
        ...fields,
        callId,
        contactId: call?.contactId ?? null,
        matterId: call?.matterId ?? null,
        // Nobody named: whoever wrote it.
        assigneePersonId: assignee?.personId ?? history.office()?.personId ?? null,
        source: 'person',
        state: 'open',
      };
      deps.write([{ kind: 'edit_item', item: 'task', itemId: deps.newId(), editId: deps.newId(), set, did: null }]);
    },
    'after-call:set-task': ({ taskId, state }) =>
      deps.write([
        { kind: 'edit_item', item: 'task', itemId: taskId, editId: deps.newId(), set: { state }, did: null },
      ]),
  } satisfies Handlers;
}
