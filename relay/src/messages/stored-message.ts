import type { EventDraft } from '../calls/event-draft.ts';
import type { Hops } from '../wire/events.ts';
import type { Message, MessageState } from '../wire/message.ts';
import { draft } from '../calls/event-draft.ts';
import { messageEntryDrafts } from './message-entry.ts';

/** A message as the relay keeps it. */
export interface StoredMessage {
  message: Message;
  /** Null: ours, and the provider has not told its id (yet). */
  providerMessageId: string | null;
}

export interface MessageWrite {
  stored: StoredMessage;
  isNew: boolean;
}

export interface MessageApplied {
  write: MessageWrite;
  /** Empty when only the provider's id was learned. */
  events: EventDraft[];
}

/** What the pure functions need to know of the transaction they run in. */
export interface MessageContext {
  tenantId: string;
  /** When the relay got what changes the message. */
  receivedAt: string;
  now: Date;
}

/** What is better known never gives way to what is less: a message that went out did not fail. */
const knownness: Record<MessageState, number> = { sending: 0, unconfirmed: 1, failed: 2, sent: 3, received: 3 };
export const tellsMore = (state: MessageState, than: MessageState) => knownness[state] > knownness[than];

/** The row to write and what is told of it. @param before null: the message is new */
export function messageApplied(
  before: StoredMessage | null,
  after: StoredMessage,
  context: MessageContext,
  providerAt: string | null,
): MessageApplied {
  const write = { stored: after, isNew: before === null };
  if (before && JSON.stringify(before.message) === JSON.stringify(after.message)) return { write, events: [] };
  const message = { ...after.message, updatedAt: context.now.toISOString() };
  const hops: Hops = { providerAt, receivedAt: context.receivedAt, committedAt: message.updatedAt };
  return {
    write: { stored: { ...after, message }, isNew: before === null },
    events: [
      draft({ type: 'message_changed', message, hops }),
      ...messageEntryDrafts(context.tenantId, before?.message ?? null, message, hops),
    ],
  };
}
