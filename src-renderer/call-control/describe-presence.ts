import type { TFunction } from 'i18next';
import {
  BellOff,
  CalendarClock,
  CircleCheck,
  CircleQuestionMark,
  Gavel,
  PhoneCall,
  PhoneIncoming,
  PhoneOff,
  Users,
  type LucideIcon,
} from 'lucide-react';
import type { Colleague } from '../../src-preload/contract.ts';

export interface PresenceWords {
  icon: LucideIcon;
  tone: string;
  words: string;
}

const drawings: Record<Colleague['presence'], [icon: LucideIcon, tone: string]> = {
  free: [CircleCheck, 'text-positive-text'],
  ringing: [PhoneIncoming, 'text-text-2'],
  talking: [PhoneCall, 'text-text-2'],
  snoozed: [BellOff, 'text-caution-text'],
  not_connected: [PhoneOff, 'text-text-3'],
  unknown: [CircleQuestionMark, 'text-text-3'],
};
const places: Record<NonNullable<Colleague['whereabouts']>['kind'], LucideIcon> = {
  in_court: Gavel,
  in_meeting: Users,
  away: CalendarClock,
};

/** Of the colleague's phone. @param time how a time is written here */
export function describePresence(
  { presence, until }: Pick<Colleague, 'presence' | 'until'>,
  t: TFunction<'control'>,
  time: (at: string) => string,
): PresenceWords {
  const [icon, tone] = drawings[presence];
  const words =
    presence === 'snoozed' && until !== null
      ? t('presence.snoozed_until', { time: time(until) })
      : t(`presence.${presence}`);
  return { icon, tone, words };
}

/** Of the colleague: in court, in a meeting, away. */
export function describeWhereabouts(
  whereabouts: Colleague['whereabouts'],
  t: TFunction<'control'>,
  time: (at: string) => string,
): PresenceWords | null {
  if (whereabouts === null) return null;
  return {
    icon: places[whereabouts.kind],
    tone: 'text-caution-text',
    words: t(`whereabouts.${whereabouts.kind}`, { time: time(whereabouts.until) }),
  };
}
