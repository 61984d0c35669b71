import type { MessageWrite, StoredMessage } from '../messages/stored-message.ts';
import { otherNumberOf, type Message } from '../wire/message.ts';

/** A message as both databases hold it. */
export interface MessageRow {
  json: string;
  provider_message_id: string | null;
}

export function storedMessageOf(row: MessageRow): StoredMessage {
  return { message: JSON.parse(row.json) as Message, providerMessageId: row.provider_message_id };
}

export function messageColumns({ stored: { message, providerMessageId } }: MessageWrite) {
  return {
    id: message.id,
    provider: message.provider,
    providerMessageId,
    at: message.at,
    otherNumber: otherNumberOf(message),
    contactId: message.contactId,
    matterId: message.matterId,
    json: JSON.stringify(message),
  };
}
