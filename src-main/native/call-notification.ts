import { Notification } from 'electron';
import type { PopupView, RingCard } from '../../src-preload/contract.ts';
import { nativeWords } from './words.ts';

export interface CallNotificationActions {
  open(callId: string): void;
  callBackLater(callId: string): void;
}
export interface CallNotifications {
  /** The same views as the popup window; a new call is told once, and taken away when it is over. */
  show(view: PopupView): void;
  close(): void;
}

/** The stated fallback where no window can stay on top. Who is calling and which matter, in two lines. */
export function createCallNotifications(
  platform: NodeJS.Platform,
  language: () => string,
  actions: CallNotificationActions,
  onShown: (viewId: number) => void,
): CallNotifications {
  let open: { callId: string; notification: Notification } | null = null;
  const close = () => {
    open?.notification.close();
    open = null;
  };
  return {
    show({ viewId, card }) {
      if (card?.kind !== 'ringing') return close();
      if (open?.callId === card.callId) return;
      close();
      const words = nativeWords(language());
      const { callId } = card;
      const notification = new Notification({
        title: card.isTest ? words.incomingTest : words.incoming(callerOf(card) ?? words.withheld),
        body: platform === 'linux' ? withoutMarkup(linesOf(card)) : linesOf(card),
        silent: true,
        urgency: 'critical',
        actions: [
          { type: 'button', text: words.openCall },
          { type: 'button', text: words.callBackLater },
        ],
      });
      notification.on('click', () => actions.open(callId));
      notification.on('action', ({ actionIndex }) => {
        if (actionIndex === 0) actions.open(callId);
        else actions.callBackLater(callId);
      });
      notification.on('show', () => onShown(viewId));
      open = { callId, notification };
      notification.show();
    },
    close,
  };
}

/** The body is markup on Linux (freedesktop notification specification): a matter "A & B <C>" would vanish there. */
const withoutMarkup = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const callerOf = ({ caller }: RingCard) => caller.name ?? caller.numberFormatted;

function linesOf(card: RingCard): string {
  const matter = card.matter === null ? null : `${card.matter.number} ${card.matter.title}`;
  const about = [matter, card.matter?.lawyer ?? null, card.lineName].filter((part) => part !== null);
  return about.join(' · ');
}
