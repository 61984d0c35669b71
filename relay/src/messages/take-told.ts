import type { LookUps } from '../calls/stored-call.ts';
import type { ToldMessage } from '../storage/port.ts';
import type { Message, MessageState } from '../wire/message.ts';
import type { Provider } from '../wire/scalars.ts';
import { linkMessage } from './link-message.ts';
import {
  messageApplied,
  tellsMore,
  type MessageApplied,
  type MessageContext,
  type StoredMessage,
} from './stored-message.ts';

/** How long the provider's own telling of a message that we sent may take (ms), on our clock or on the provider's. */
const OWN_WITHIN_MS = 10 * 60_000;

export interface ToldContext extends MessageContext {
  provider: Provider;
  lookUps: LookUps;
  /** Whose provider user it is, where exactly one person of the firm has that id. */
  person: { id: string; shortName: string } | null;
  newId: () => string;
}

/**
 * What a message told by its provider does. Ringover tells of every SMS, also of those that we asked it to send (telephony
 * facts 2.2), and its telling may come before the answer to our request: then our own row is the message, and there is no
 * second one.
 * @param known the message of this provider's id
 * @param own of the firm's messages to that number, those of which no provider's id is known
 * @returns null when nothing new is told
 */
export function takeTold(
  told: ToldMessage,
  known: StoredMessage | null,
  own: readonly StoredMessage[],
  context: ToldContext,
): MessageApplied | null {
  const state: MessageState = told.direction === 'inbound' ? 'received' : 'sent';
  const ours = known ?? oldestOf(own.filter((stored) => isTelling(told, stored.message, context)));
  if (!ours) return messageApplied(null, newFrom(told, state, context), context, told.at);
  if (known && !tellsMore(state, known.message.state)) return null;
  const message: Message = tellsMore(state, ours.message.state)
    ? { ...ours.message, state, failure: null }
    : ours.message;
  return messageApplied(ours, { message, providerMessageId: told.providerMessageId }, context, told.at);
}

function isTelling(told: ToldMessage, own: Message, { provider, receivedAt }: ToldContext): boolean {
  const near = (time: string) => Math.abs(Date.parse(time) - Date.parse(own.at)) <= OWN_WITHIN_MS;
  return (
    own.provider === provider &&
    own.direction === 'outbound' &&
    own.kind === told.kind &&
    own.state !== 'failed' &&
    own.toNumber === told.toNumber &&
    own.fromNumber === told.fromNumber &&
    own.body.trim() === told.body.trim() &&
    (near(receivedAt) || near(told.at))
  );
}

/** Of two equal messages the provider tells the first first. */
function oldestOf(messages: readonly StoredMessage[]): StoredMessage | null {
  return messages.toSorted((a, b) => (a.message.at < b.message.at ? -1 : 1))[0] ?? null;
}

function newFrom(told: ToldMessage, state: MessageState, context: ToldContext): StoredMessage {
  const { kind, direction, fromNumber, toNumber, senderName, body, pages, at } = told;
  const message: Message = {
    id: context.newId(),
    provider: context.provider,
    kind,
    direction,
    fromNumber,
    toNumber,
    senderName,
    body,
    pages,
    at,
    state,
    failure: null,
    personId: context.person?.id ?? null,
    personName: context.person?.shortName ?? null,
    contactId: null,
    matterId: null,
    updatedAt: context.receivedAt,
  };
  return { message: linkMessage(message, context.lookUps), providerMessageId: told.providerMessageId };
}
