import { EventEmitter } from 'node:events';
import type { Notification, NotificationConstructorOptions } from 'electron';
import type { Desktop } from '../desktop.ts';

type Members = Pick<Notification, 'show' | 'close' | 'title' | 'body' | 'silent'>;
export interface VirtualNotificationClass {
  new (options?: NotificationConstructorOptions): Members & EventEmitter;
  isSupported(): boolean;
}

export function createNotificationClass(desktop: Desktop): VirtualNotificationClass {
  const shown = new Map<number, VirtualNotification>();

  class VirtualNotification extends EventEmitter implements Members {
    readonly #id = desktop.nextId();
    readonly #actions: string[];
    title: string;
    body: string;
    silent: boolean;

    constructor(options: NotificationConstructorOptions = {}) {
      super();
      this.title = options.title ?? '';
      this.body = options.body ?? '';
      this.silent = options.silent ?? false;
      this.#actions = (options.actions ?? []).map((action) => action.text ?? '');
    }
    show() {
      const { title, body, silent } = this;
      const state = { id: this.#id, title, body, silent, actions: this.#actions };
      desktop.notificationsShown.push(state);
      // As the real systems: under do-not-disturb it goes to the list, without a card.
      if (!desktop.doNotDisturb) desktop.notifications.set(this.#id, state);
      shown.set(this.#id, this);
      desktop.changed();
      this.emit('show', {});
    }
    close() {
      if (!shown.delete(this.#id)) return;
      desktop.notifications.delete(this.#id);
      desktop.changed();
      this.emit('close', { reason: 'applicationHidden' });
    }
    static isSupported = () => true;
  }

  desktop.on('notification', (id, action) => {
    const notification = shown.get(id);
    if (!notification) return;
    if (action === 'click') notification.emit('click', {});
    else if (typeof action === 'number')
      notification.emit('action', { actionIndex: action, selectionIndex: -1 }, action);
    notification.close();
  });
  return VirtualNotification;
}
