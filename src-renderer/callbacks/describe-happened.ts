import type { TFunction } from 'i18next';
import {
  CircleCheck,
  CircleDot,
  Clock,
  Headset,
  PhoneCall,
  PhoneIncoming,
  PhoneMissed,
  PhoneOff,
  PhoneOutgoing,
  Undo2,
  UserRound,
  Voicemail,
  type LucideIcon,
} from 'lucide-react';
import type { HappenedEntry } from '../../src-preload/contract/callbacks.ts';
import { followUpIcons } from '../ui/status-word.tsx';
import type { Format } from '../words/format.ts';

export interface HappenedWords {
  icon: LucideIcon;
  tone: string;
  words: string;
}

/** One line of "What happened": who did what. */
export function describeHappened(
  entry: HappenedEntry,
  {
    t,
    status,
    format,
    now,
  }: { t: TFunction<'callbacks'>; status: (word: string) => string; format: Format; now: Date },
): HappenedWords {
  const name = entry.byName ?? t('happened.somebody');
  const calm = (icon: LucideIcon, words: string): HappenedWords => ({ icon, tone: 'text-text-3', words });
  switch (entry.what) {
    case 'made':
      return calm(CircleDot, t('happened.made', { name }));
    case 'no_answer':
      return calm(PhoneOff, t('happened.no_answer', { name }));
    case 'left_message':
      return calm(Voicemail, t('happened.left_message', { name }));
    case 'reached':
      return { icon: CircleCheck, tone: 'text-positive', words: t('happened.reached', { name }) };
    case 'reopened':
      return calm(Undo2, t('happened.reopened', { name }));
    case 'took':
      return calm(UserRound, t('happened.took', { name }));
    case 'put_back':
      return calm(UserRound, t('happened.put_back', { name }));
    case 'assigned':
      return calm(UserRound, t('happened.assigned', { name, to: entry.to }));
    case 'urgent':
      return calm(CircleDot, t('happened.urgent', { name }));
    case 'not_urgent':
      return calm(CircleDot, t('happened.not_urgent', { name }));
    case 'changed':
      return calm(CircleDot, t('happened.changed', { name }));
    case 'due':
      return calm(
        Clock,
        entry.dueAt === null
          ? t('happened.noTime', { name })
          : t('happened.due', { name, time: format.dayAndTimeWithin(entry.dueAt, now) }),
      );
    case 'status':
      return calm(followUpIcons[entry.status], t('happened.status', { name, status: status(entry.status) }));
    case 'closed':
      return {
        icon: CircleCheck,
        tone: 'text-positive',
        words: entry.why === 'by_hand' ? t('happened.closed', { name }) : t(`closedWhy.${entry.why}`, { name }),
      };
    case 'call':
      return describeCall(entry, t, format);
    default:
      return entry satisfies never;
  }
}

function describeCall(
  entry: Extract<HappenedEntry, { what: 'call' }>,
  t: TFunction<'callbacks'>,
  format: Format,
): HappenedWords {
  const { byName, durationSeconds, isFirst } = entry;
  const name = byName ?? t('happened.somebody');
  const time = format.duration(durationSeconds ?? 0);
  if (entry.direction === 'outbound') {
    return entry.outcome === 'answered'
      ? { icon: PhoneOutgoing, tone: 'text-positive', words: t('happened.weCalled', { name, time }) }
      : entry.outcome === 'ringing' || entry.outcome === 'talking'
        ? { icon: PhoneCall, tone: 'text-positive', words: t('happened.onThePhone', { name }) }
        : { icon: PhoneOff, tone: 'text-text-3', words: t('happened.no_answer', { name }) };
  }
  switch (entry.outcome) {
    case 'answered':
      return { icon: PhoneIncoming, tone: 'text-positive', words: t('happened.taken', { name, time }) };
    case 'ringing':
      return { icon: PhoneCall, tone: 'text-accent-text', words: t('happened.ringing') };
    case 'talking':
      return { icon: PhoneCall, tone: 'text-positive', words: t('happened.onThePhone', { name }) };
    case 'agent':
      return { icon: Headset, tone: 'text-accent-text', words: t('happened.agent') };
    case 'voicemail':
      return { icon: Voicemail, tone: 'text-caution', words: t('happened.voicemail') };
    case 'missed':
    case 'rejected':
    case 'dropped':
      return {
        icon: PhoneMissed,
        tone: 'text-critical',
        words: t(isFirst ? 'happened.nobodyFree' : 'happened.againNobodyFree'),
      };
    default:
      return entry.outcome satisfies never;
  }
}
