import { onlyContact, onlyMatter } from '../calls/link-call.ts';
import type { LookUps } from '../calls/stored-call.ts';
import { otherNumberOf, type Message } from '../wire/message.ts';
import { messageApplied, type MessageApplied, type MessageContext, type StoredMessage } from './stored-message.ts';

/** Links a message to its contact and matter by the rule for calls: only when there is exactly one candidate. */
export function linkMessage(message: Message, lookUps: LookUps): Message {
  const contactId = message.contactId ?? onlyContact(otherNumberOf(message), lookUps);
  return { ...message, contactId, matterId: message.matterId ?? onlyMatter(contactId, lookUps) };
}

/** A contact got numbers: the messages of these numbers that have no contact yet are linked, as calls are. */
export function linkMessagesToNewContact(
  candidates: readonly StoredMessage[],
  lookUps: LookUps,
  context: MessageContext,
): MessageApplied[] {
  return candidates.flatMap((stored) => {
    const message = linkMessage(stored.message, lookUps);
    return message.contactId === stored.message.contactId
      ? []
      : [messageApplied(stored, { ...stored, message }, context, null)];
  });
}
