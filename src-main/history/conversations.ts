import type { Database } from 'better-sqlite3';
import { otherNumberOf, type Message } from '@callbrief/relay/wire/message';
import type { Conversation } from '../../src-preload/contract.ts';
import { formatNumber } from '../contacts/phone-number.ts';
import { roleOf } from '../contacts/role-of.ts';
import type { DirectoryRows } from './directory-rows.ts';
import type { MessageRowMaker } from './message-row.ts';

/** All that is known here; whether an answer can be sent is not. */
export type StoredConversation = Omit<Conversation, 'cannotSend'>;

export interface Conversations {
  /** Of the number, else of the message's number; a message without one stands alone. Null: an unknown message. */
  conversation: (of: { number: string | null; messageId: string | null }) => StoredConversation | null;
}

/** The newest; nobody scrolls further in a talk by SMS, and the list has the rest. */
const MOST_ENTRIES = 500;

export function createConversations(
  db: Database,
  parts: { directory: DirectoryRows; message: (id: string) => Message | null; rows: MessageRowMaker },
): Conversations {
  const { directory, rows } = parts;
  const ofNumber = db
    .prepare<[string, number], string>('SELECT body FROM messages WHERE other_number = +? ORDER BY seq DESC LIMIT ?')
    .pluck();

  return {
    conversation({ number: asked, messageId }) {
      const opened = messageId === null ? null : parts.message(messageId);
      const number = asked ?? (opened && otherNumberOf(opened));
      if (number === null && opened === null) return null;
      const messages =
        number === null
          ? [opened].filter((message) => message !== null)
          : ofNumber.all(number, MOST_ENTRIES).map((body) => JSON.parse(body) as Message);
      const [newest] = messages;
      const contact = contactFor(number, newest);
      const matter = newest?.matterId == null ? null : directory.matter(newest.matterId);
      const numberFormatted = number === null ? null : formatNumber(number);
      return {
        number,
        numberFormatted,
        title: contact?.name ?? numberFormatted ?? newest?.senderName ?? null,
        titleIsNumber: contact === null && number !== null,
        organisation: contact?.organisation ?? null,
        role: roleOf(contact, matter, directory.openMattersOf),
        matter: matter ? { number: matter.number, title: matter.title } : null,
        entries: messages.toReversed().map((message) => rows.entry(message)),
      };
    },
  };

  /** As the newest message is linked; before there is one, the only contact with this number. */
  function contactFor(number: string | null, newest: Message | undefined) {
    if (newest?.contactId != null) return directory.contact(newest.contactId);
    const [only, another] = number === null ? [] : directory.contactsByNumber(number);
    return only !== undefined && another === undefined ? only : null;
  }
}
