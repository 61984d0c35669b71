import { Notification } from 'electron';
import { nativeWords } from './words.ts';

/** Kept, so that a click still reaches us: a notification that nobody holds is collected together with its listener. */
const KEPT = 20;

/** Who wrote, never what: it may stand on a locked screen or beside somebody else's eyes. */
export function createMessageNotifications(language: () => string, open: (messageId: string) => void) {
  const shown = new Set<Notification>();
  return {
    show({ id, from }: { id: string; from?: string | null }): void {
      if (!Notification.isSupported()) return;
      const words = nativeWords(language());
      const notification = new Notification({
        title: from === undefined ? words.newMessageOnly : words.newMessage(from ?? words.withheld),
        silent: true,
      });
      notification.on('click', () => open(id));
      notification.on('close', () => shown.delete(notification));
      shown.add(notification);
      for (const oldest of shown) if (shown.size > KEPT) shown.delete(oldest);
      notification.show();
    },
  };
}
