import type { Person } from '@callbrief/relay/wire/directory';
import type { Message } from '@callbrief/relay/wire/message';
import { FRESH_RING_MS } from '@callbrief/relay/wire/version';
import type { Settings } from '../../src-preload/contract.ts';

export interface MessageQuestion {
  message: Message;
  /** False: it stood here already, so this is a change of it (a link, a replay). */
  isFirst: boolean;
  /** How long ago the relay received it, milliseconds; as of a ring. */
  ageMs: number;
  settings: Pick<Settings, 'popupsOn'>;
  me: Person | null;
}

export type MessageDecision =
  { shown: true } | { shown: false; reason: 'not_received_now' | 'too_old' | 'popups_off' | 'not_mine' };

/** Is a new SMS told with a notification? Pure; the first reason that applies is told. */
export function decideMessageNotice({ message, isFirst, ageMs, settings, me }: MessageQuestion): MessageDecision {
  const isNews = message.kind === 'sms' && message.direction === 'inbound' && message.state === 'received';
  if (!isNews || !isFirst) return { shown: false, reason: 'not_received_now' };
  if (ageMs > FRESH_RING_MS) return { shown: false, reason: 'too_old' };
  if (!settings.popupsOn) return { shown: false, reason: 'popups_off' };
  if (me === null || !isFor(message, me)) return { shown: false, reason: 'not_mine' };
  return { shown: true };
}

function isFor(message: Message, me: Person): boolean {
  return message.personId === me.id || (message.toNumber !== null && me.lines.includes(message.toNumber));
}
