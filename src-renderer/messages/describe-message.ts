import type { TFunction } from 'i18next';
import {
  CircleAlert,
  CircleQuestionMark,
  Clock,
  MessageSquare,
  MessageSquareReply,
  Printer,
  type LucideIcon,
} from 'lucide-react';
import type { ConversationEntry, MessageRow } from '../../src-preload/contract.ts';

export interface MessageWords {
  icon: LucideIcon;
  /** What it is and what became of it: `SMS`, `Sent by Sofie`, `Not sent`. */
  words: string;
  /** Beside the words, when they are no good news. */
  stateIcon: LucideIcon | null;
  tone: 'calm' | 'critical' | 'caution';
}

type Described = Pick<ConversationEntry, 'kind' | 'direction' | 'state' | 'byName'>;

/** An SMS or a fax, as icon and words that say the same. */
export function describeMessage(message: Described, t: TFunction<'messages'>): MessageWords {
  const { kind, direction, state, byName } = message;
  const icon = kind === 'fax' ? Printer : direction === 'inbound' ? MessageSquare : MessageSquareReply;
  const calm = (words: string): MessageWords => ({ icon, words, stateIcon: null, tone: 'calm' });
  switch (state) {
    case 'received':
      return calm(kind === 'fax' ? t('row.faxIn') : t('row.smsIn'));
    case 'sent':
      return calm(byName === null ? t('row.sent') : t('row.sentBy', { name: byName }));
    case 'sending':
      return { icon, words: t('row.sending'), stateIcon: Clock, tone: 'calm' };
    case 'failed':
      return { icon, words: t('row.failed'), stateIcon: CircleAlert, tone: 'critical' };
    case 'unconfirmed':
      return { icon, words: t('row.unconfirmed'), stateIcon: CircleQuestionMark, tone: 'caution' };
    default:
      return state satisfies never;
  }
}

/** What is read of it: its words, or how many pages a fax has. */
export function messageText(message: Pick<MessageRow, 'text' | 'pages'>, t: TFunction<'messages'>): string {
  if (message.text !== '') return message.text;
  return message.pages === null ? t('row.fax') : t('row.faxPages', { count: message.pages });
}

export const messageTones: Record<MessageWords['tone'], string> = {
  calm: '',
  critical: 'font-medium text-critical-text',
  caution: 'font-medium text-caution-text',
};
