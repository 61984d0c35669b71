import type { TFunction } from 'i18next';
import {
  Headset,
  PhoneCall,
  PhoneIncoming,
  PhoneMissed,
  PhoneOff,
  PhoneOutgoing,
  Voicemail,
  type LucideIcon,
} from 'lucide-react';
import type { CallRow } from '../../src-preload/contract.ts';
import type { Format } from '../words/format.ts';
import { endNotReported } from './end-not-reported.ts';

export interface OutcomeWords {
  icon: LucideIcon;
  iconTone: string;
  words: string;
  /** Somebody waits for a call: said in red words. */
  urgent: boolean;
  /** A message that nobody of the firm has heard: marked like an unread one. */
  unheard?: boolean;
}

/** What happened to the firm, as icon and words that say the same. "Missed" only when nobody spoke with the caller. */
export function describeOutcome(call: CallRow, t: TFunction<'calls'>, format: Format, now: Date): OutcomeWords {
  const calm = (icon: LucideIcon, iconTone: string, words: string) => ({ icon, iconTone, words, urgent: false });
  if (call.direction === 'outbound') return describeOutgoing(call, t, now);
  const since = () => ({ time: format.waiting(call.startedAt, now) });
  const reached = () =>
    call.reachedBy && { name: givenName(call.reachedBy.name), time: format.time(call.reachedBy.at) };
  switch (call.outcome) {
    case 'ringing':
      if (endNotReported(call, now)) return calm(PhoneIncoming, 'text-text-2', t('row.ringingEndUnknown'));
      return calm(PhoneCall, 'text-accent-text', t('row.ringing'));
    case 'talking':
      return calm(PhoneCall, 'text-positive', describeTalking(call, t));
    case 'answered':
      return calm(PhoneIncoming, 'text-positive', describeAnswered(call, t));
    case 'agent':
      return calm(Headset, 'text-accent-text', t(call.followUp === null ? 'row.agentSpoke' : 'row.agent'));
    case 'rejected':
      return calm(PhoneOff, 'text-text-2', t('row.rejected'));
    case 'dropped':
      return calm(PhoneOff, 'text-text-3', t('row.dropped'));
    case 'voicemail':
      return describeVoicemail(call, t, format, now);
    case 'missed': {
      const by = reached();
      if (call.unreturned)
        return { icon: PhoneMissed, iconTone: 'text-critical', words: t('row.unreturnedFor', since()), urgent: true };
      return calm(PhoneMissed, 'text-text-2', by ? t('row.missedReached', by) : t('row.missed'));
    }
    default:
      return call.outcome satisfies never;
  }
}

/** Whether its message was heard, and whether its caller was reached: two facts, of which the second may be a word of status. */
function describeVoicemail(call: CallRow, t: TFunction<'calls'>, format: Format, now: Date): OutcomeWords {
  const heard = call.voicemail?.heard ?? null;
  const outcome =
    heard === null
      ? t('row.voicemailNotHeard')
      : heard.byMe
        ? t('row.voicemailHeardByYou')
        : t('row.voicemailHeardBy', { name: givenName(heard.name) });
  const plain = { icon: Voicemail, iconTone: 'text-caution', unheard: heard === null };
  if (call.unreturned && (heard === null || call.followUp === null))
    return {
      ...plain,
      words: t('row.voicemailUnreturned', { outcome, time: format.waiting(call.startedAt, now) }),
      urgent: true,
    };
  if (call.reachedBy === null) return { ...plain, words: outcome, urgent: false };
  const by = { name: givenName(call.reachedBy.name), time: format.time(call.reachedBy.at) };
  return { ...plain, words: t('row.voicemailReached', { outcome, ...by }), urgent: false };
}

function describeTalking(call: CallRow, t: TFunction<'calls'>): string {
  if (call.answeredByMe) return t('row.youOnThePhone');
  return call.answeredByName
    ? t('row.onThePhone', { name: givenName(call.answeredByName) })
    : t('row.someoneOnThePhone');
}

function describeAnswered(call: CallRow, t: TFunction<'calls'>): string {
  const outcome = call.answeredByMe
    ? t('row.answeredByYou')
    : call.answeredByName
      ? t('row.answeredBy', { name: givenName(call.answeredByName) })
      : t('row.answered');
  return call.rangCount > 1 && !call.answeredByMe ? t('row.rang', { outcome, number: call.rangCount }) : outcome;
}

function describeOutgoing(call: CallRow, t: TFunction<'calls'>, now: Date): OutcomeWords {
  const who = call.answeredByMe
    ? t('row.youCalled')
    : call.answeredByName
      ? t('row.called', { name: givenName(call.answeredByName) })
      : t('row.outgoing');
  const plain = { icon: PhoneOutgoing, iconTone: 'text-text-2', urgent: false };
  if (call.outcome === 'ringing')
    return { ...plain, words: endNotReported(call, now) ? t('row.callingEndUnknown') : t('row.calling') };
  if (call.outcome === 'talking') return { ...plain, icon: PhoneCall, words: describeTalking(call, t) };
  return call.outcome === 'answered' || call.outcome === 'agent'
    ? { ...plain, words: who }
    : { ...plain, icon: PhoneOff, words: t('row.noAnswer', { outcome: who }) };
}

/** Among colleagues the given name does; a name that begins with a title or an initial stays whole. */
function givenName(name: string): string {
  const [first = name] = name.split(' ');
  return /^(Me|Mr|Mrs|Ms|Dr|RA|RAin|Maître)$/.test(first) || first.includes('.') ? name : first;
}
