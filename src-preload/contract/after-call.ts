import type { TaskFields } from '@callbrief/relay/wire/task';

/** What is written about a call when it is over, beside note and status: tasks, reminders and hand-overs. */
export interface AfterCallRequests {
  /** Of this call, open ones first; what was removed is left out. */
  'after-call:tasks': { ask: { callId: string }; answer: CallTask[] };
  /** What would be made of this text. Writes nothing. */
  'after-call:read': { ask: { text: string }; answer: TaskRead };
  'after-call:add-task': { ask: { callId: string; text: string }; answer: void };
  'after-call:set-task': { ask: { taskId: string; state: TaskFields['state'] }; answer: void };
}

export interface CallTask {
  taskId: string;
  kind: TaskFields['kind'];
  title: string;
  quote: string | null;
  due: TaskFields['due'];
  remindAt: string | null;
  assignee: { personId: string; name: string; isMe: boolean } | null;
  source: TaskFields['source'];
  state: TaskFields['state'];
}

/** "Call her back in 3 days @Sofie", understood. The words that the date is taken from stay visible. */
export interface TaskRead {
  kind: TaskFields['kind'];
  title: string;
  quote: string | null;
  due: TaskFields['due'];
  remindAt: string | null;
  assignee: { personId: string; name: string } | null;
}
