import { isOver, type Call } from '@callbrief/relay/wire/call';
import type { Person } from '@callbrief/relay/wire/directory';
import { FRESH_RING_MS } from '@callbrief/relay/wire/version';
import type { NotShownReason, Settings } from '../../src-preload/contract.ts';
import { inScope } from './perspective.ts';

export interface PopupQuestion {
  call: Call;
  /** Why the event was written; only `ringing` pops up. */
  cause: string;
  /** False: this computer had the event already. */
  isNew: boolean;
  /** How long ago the relay received the provider's webhook, milliseconds, see `ringAgeMs`. */
  ageMs: number;
  settings: Pick<Settings, 'popupsOn' | 'popupScope'>;
  /** Null: not known yet who uses this computer. */
  me: Person | null;
  /** The people whose calls I also take. */
  assisted: readonly Person[];
  alreadyShown: boolean;
  hiddenByMe: boolean;
  /** False where neither a popup window nor a notification can be shown. */
  canShow: boolean;
  /** A ring test asks for pixels, whoever's line it is. */
  isTest: boolean;
}

export type PopupDecision = { shown: true } | { shown: false; reason: NotShownReason };

const notShown = (reason: NotShownReason): PopupDecision => ({ shown: false, reason });

/**
 * Does this event pop up? Pure; the first reason that applies is told. What the call *is* comes before what the user
 * chose, so that support reads "already over" and not "popups off" for a call that nobody could have shown.
 */
export function decidePopup(q: PopupQuestion): PopupDecision {
  if (q.call.direction === 'outbound') return notShown('outgoing');
  if (isOver(q.call.outcome)) return notShown('already_over');
  if (q.cause !== 'ringing' || q.call.outcome !== 'ringing') return notShown('not_ringing');
  if (!q.isNew || q.ageMs > FRESH_RING_MS) return notShown('too_old');
  if (!q.settings.popupsOn) return notShown('popups_off');
  if (!q.isTest) {
    if (q.me === null || !inScope(q.call, q.me, q.assisted, q.settings.popupScope)) return notShown('not_my_calls');
    if (q.hiddenByMe) return notShown('hidden_by_me');
    if (q.alreadyShown) return notShown('already_shown');
  }
  if (!q.canShow) return notShown('no_window');
  return { shown: true };
}

/**
 * Age of a ring in milliseconds, never negative. Against the relay's `receivedAt`; this computer's clock is corrected by
 * the measured difference (ours minus the relay's). Before the first measurement the relay's own two times count: a
 * replayed event was sent long after it was received.
 */
export function ringAgeMs(
  ring: { receivedAt: string; sentAt: string; arrivedAt: string },
  clockDifferenceMs: number | null,
): number {
  const received = Date.parse(ring.receivedAt);
  const waitedAtRelay = Date.parse(ring.sentAt) - received;
  const untilHere = clockDifferenceMs === null ? 0 : Date.parse(ring.arrivedAt) - clockDifferenceMs - received;
  return Math.max(0, waitedAtRelay, untilHere);
}
