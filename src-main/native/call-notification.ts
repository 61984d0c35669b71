import { Notification } from 'electron';
import type { PopupView, RingCard, Settings } from '../../src-preload/contract.ts';
import { maskRing } from '../privacy/mask-card.ts';
import { nativeWords, type NativeWords } from './words.ts';

export interface CallNotificationActions {
  /** Its matter, or the call where there is none. */
  open(callId: string): void;
  callBackLater(callId: string): void;
}
export interface CallNotifications {
  /** The same views as the popup window; a new call is told once, and taken away when it is over. */
  show(view: PopupView): void;
  close(): void;
}

/**
 * The stated fallback where no window can stay on top. Who is calling and which matter, in two lines; on a locked screen
 * as much as the person allowed.
 */
export function createCallNotifications(
  platform: NodeJS.Platform,
  language: () => string,
  says: () => Settings['lockScreen'],
  actions: CallNotificationActions,
  onShown: (viewId: number) => void,
): CallNotifications {
  let open: { callId: string; said: Settings['lockScreen']; notification: Notification } | null = null;
  const close = () => {
    open?.notification.close();
    open = null;
  };
  return {
    show({ viewId, card }) {
      if (card?.kind !== 'ringing') return close();
      const words = nativeWords(language());
      const locale = language();
      const { callId } = card;
      const said = says();
      // What changes about a call is not told twice; that the screen is locked, or that others see it, changes what is said.
      if (open?.callId === callId && open.said === said) return;
      const { title, body } = describe(said, card, words, locale);
      close();
      const notification = new Notification({
        title,
        body: platform === 'linux' ? withoutMarkup(body) : body,
        silent: true,
        urgency: 'critical',
        actions: [
          { type: 'button', text: card.matter === null ? words.openCall : words.openMatter },
          { type: 'button', text: words.callBackLater },
        ],
      });
      notification.on('click', () => actions.open(callId));
      notification.on('action', ({ actionIndex }) => {
        if (actionIndex === 0) actions.open(callId);
        else actions.callBackLater(callId);
      });
      notification.on('show', () => onShown(viewId));
      open = { callId, said, notification };
      notification.show();
    },
    close,
  };
}

/** `Anneke Verhulst, client` and `2026/0318 Verhulst / Immo Delta · Hearing Thu 26 Nov`. */
function describe(
  says: Settings['lockScreen'],
  shown: RingCard,
  words: NativeWords,
  locale: string,
): { title: string; body: string } {
  if (shown.isTest) return { title: words.incomingTest, body: '' };
  if (says === 'nothing') return { title: words.incomingOnly, body: '' };
  const card = says === 'initials' ? maskRing(shown) : shown;
  const { name, numberFormatted, role } = card.caller;
  const who = name ?? numberFormatted ?? words.withheld;
  const title = role === null || role === 'unknown' ? who : `${who}, ${words.role[role]}`;
  if (card.represented !== null) return { title, body: words.represented };
  const matter = card.matter === null ? null : `${card.matter.number} ${card.matter.title}`;
  const next = card.nextDeadline === null ? null : deadlineOf(card.nextDeadline, words, locale);
  const about = card.candidates.length > 0 ? words.severalMatches(card.candidates.length) : null;
  return { title, body: [matter, next, about, matter === null ? card.lineName : null].filter(Boolean).join(' · ') };
}

function deadlineOf({ kind, at }: NonNullable<RingCard['nextDeadline']>, words: NativeWords, locale: string): string {
  const day = new Date(at).toLocaleDateString(locale === 'en-US' ? 'en-GB' : locale, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
  });
  return `${words.deadline[kind]} ${day.replace(',', '')}`;
}

/** The body is markup on Linux (freedesktop notification specification): a matter "A & B <C>" would vanish there. */
const withoutMarkup = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
