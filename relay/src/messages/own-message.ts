import type { LookUps } from '../calls/stored-call.ts';
import type { TelephonyStore } from '../storage/port.ts';
import type { Message } from '../wire/message.ts';
import { linkMessage } from './link-message.ts';
import {
  messageApplied,
  tellsMore,
  type MessageApplied,
  type MessageContext,
  type StoredMessage,
} from './stored-message.ts';

/** A message that somebody of the firm is about to send. */
export function ownMessage(message: Message, lookUps: LookUps, context: MessageContext): MessageApplied {
  return messageApplied(null, { message: linkMessage(message, lookUps), providerMessageId: null }, context, null);
}

/**
 * What became of a message that was `sending`. What the provider told meanwhile stays, and so does its id.
 * @param taken whether another message already has the provider's id that we were answered: of two equal texts sent at
 * once, the provider's telling of the second may have been taken for the first
 */
export function settleStoredMessage(
  before: StoredMessage,
  how: Parameters<TelephonyStore['settleMessage']>[1],
  taken: boolean,
  context: MessageContext,
): MessageApplied {
  const answeredId = taken ? null : how.providerMessageId;
  const providerMessageId = before.providerMessageId ?? answeredId;
  const { state, failure } = how;
  const message = tellsMore(state, before.message.state) ? { ...before.message, state, failure } : before.message;
  return messageApplied(before, { message, providerMessageId }, context, null);
}
