import type { TFunction } from 'i18next';
import {
  PhoneCall,
  PhoneIncoming,
  PhoneMissed,
  PhoneOff,
  PhoneOutgoing,
  Voicemail,
  Headset,
  type LucideIcon,
} from 'lucide-react';
import type { CallRow } from '../../src-preload/contract.ts';
import type { Format } from '../words/format.ts';

export interface CallWords {
  icon: LucideIcon;
  tone: string;
  /** Behind the name: `bailiff, called, nobody free`. */
  words: string;
}

type T = TFunction<'matters'>;

/** What happened in a call, as the second half of a sentence that begins with who it was. */
export function describeTimelineCall(call: CallRow, t: T, roles: TFunction<'roles'>, format: Format): CallWords {
  const { icon, tone } = looks(call);
  const what = whatHappened(call, t);
  const seconds = call.durationSeconds ?? 0;
  const withLength = seconds > 0 ? t('timeline.withLength', { what, length: format.duration(seconds) }) : what;
  const role =
    call.role === null || call.role === 'client' || call.role === 'unknown' ? null : roles(`word.${call.role}`);
  return { icon, tone, words: role === null ? withLength : t('timeline.withRole', { role, what: withLength }) };
}

function whatHappened(call: CallRow, t: T): string {
  const { outcome, answeredByName, answeredByMe } = call;
  if (call.direction === 'outbound') {
    const by = answeredByMe
      ? t('timeline.youCalled')
      : answeredByName === null
        ? t('timeline.weCalledNobody')
        : t('timeline.weCalled', { name: answeredByName });
    return outcome === 'answered' || outcome === 'talking' || outcome === 'ringing'
      ? by
      : t('timeline.noAnswer', { what: by });
  }
  switch (outcome) {
    case 'answered':
      if (answeredByMe) return t('timeline.answeredByYou');
      return answeredByName === null ? t('timeline.called') : t('timeline.answered', { name: answeredByName });
    case 'missed':
      return t('timeline.nobodyFree');
    case 'voicemail':
      return t('timeline.voicemail');
    case 'agent':
      return t('timeline.agent');
    case 'rejected':
      return t('timeline.rejected');
    case 'dropped':
      return t('timeline.hungUp');
    case 'ringing':
      return t('timeline.ringing');
    case 'talking':
      return t('timeline.talking');
    default:
      return outcome satisfies never;
  }
}

function looks(call: CallRow): { icon: LucideIcon; tone: string } {
  const { outcome } = call;
  if (outcome === 'ringing' || outcome === 'talking') return { icon: PhoneCall, tone: 'text-positive' };
  if (outcome === 'voicemail') return { icon: Voicemail, tone: 'text-caution' };
  if (outcome === 'agent') return { icon: Headset, tone: 'text-accent-text' };
  if (call.direction === 'outbound')
    return { icon: PhoneOutgoing, tone: outcome === 'answered' ? 'text-positive' : 'text-text-2' };
  if (outcome === 'answered') return { icon: PhoneIncoming, tone: 'text-positive' };
  if (outcome === 'missed') return { icon: PhoneMissed, tone: call.unreturned ? 'text-critical' : 'text-text-2' };
  return { icon: PhoneOff, tone: 'text-text-2' };
}
