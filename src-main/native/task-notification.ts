import { Notification } from 'electron';
import type { TaskNotice } from '../tasks/task-notices.ts';
import { nativeWords, type NativeWords } from './words.ts';

/** Kept, so that a click still reaches us: a notification that nobody holds is collected together with its listener. */
const KEPT = 20;

/** Quiet, and without what the task says. A click shows the tasks. */
export function createTaskNotifications(language: () => string, open: (taskId: string | null) => void) {
  const shown = new Set<Notification>();
  return {
    show(notice: TaskNotice): void {
      if (!Notification.isSupported()) return;
      const notification = new Notification({ title: titleOf(notice, nativeWords(language())), silent: true });
      notification.on('click', () => open('taskId' in notice ? notice.taskId : null));
      notification.on('close', () => shown.delete(notification));
      shown.add(notification);
      for (const oldest of shown) if (shown.size > KEPT) shown.delete(oldest);
      notification.show();
    },
  };
}

function titleOf(notice: TaskNotice, words: NativeWords): string {
  switch (notice.kind) {
    case 'reminder':
      return words.reminder(notice.about);
    case 'reminders':
      return words.reminders(notice.count);
    case 'assigned':
      return notice.isHandOver ? words.handedOver(notice.byName) : words.newTask(notice.byName);
    case 'assigned_several':
      return words.newTasks(notice.count);
    default:
      return notice satisfies never;
  }
}
