import { otherNumberOf, type Message } from '@callbrief/relay/wire/message';
import type { Contact, Matter } from '@callbrief/relay/wire/directory';
import type { ConversationEntry, MessageRow } from '../../src-preload/contract.ts';
import { formatNumber } from '../contacts/phone-number.ts';
import { roleOf } from '../contacts/role-of.ts';
import { refusalOf } from '../telephony/act-answer.ts';
import type { DirectoryRows } from './directory-rows.ts';
import type { Office } from './history.ts';
import { markNumber, markWords, snippetOf } from './marks.ts';
import { firmNumberOf } from './message-rows.ts';
import type { SearchQuery } from './search-query.ts';

export interface MessageRowMaker {
  row(message: Message, unseen: boolean, search: SearchQuery | null): MessageRow;
  entry(message: Message): ConversationEntry;
  /** Who of the firm sent it; null of one that came in. */
  byName(message: Message): string | null;
}

export function createMessageRowMaker(directory: DirectoryRows, office: () => Office | null): MessageRowMaker {
  const lineName = (number: string | null) => office()?.firm.lines.find((line) => line.number === number)?.name ?? null;
  const contactOf = ({ contactId }: Message) => (contactId === null ? null : directory.contact(contactId));
  const matterOf = ({ matterId }: Message): Matter | null => (matterId === null ? null : directory.matter(matterId));

  function byName(message: Message): string | null {
    if (message.direction === 'inbound') return null;
    return (message.personId === null ? null : directory.person(message.personId)?.name) ?? message.personName;
  }

  return {
    byName,
    row(message, unseen, search) {
      const contact = contactOf(message);
      const matter = matterOf(message);
      const number = otherNumberOf(message);
      const formatted = number === null ? null : formatNumber(number);
      const title = contact?.name ?? formatted ?? message.senderName;
      const titleIsNumber = contact === null && formatted !== null;
      return {
        kind: 'message',
        id: message.id,
        title,
        titleIsNumber,
        role: roleOf(contact, matter, directory.openMattersOf),
        matter: matter ? { number: matter.number, title: matter.title } : null,
        lineName: lineName(firmNumberOf(message)),
        direction: message.direction,
        startedAt: message.at,
        messageKind: message.kind,
        number,
        text: message.body,
        pages: message.pages,
        state: message.state,
        byName: byName(message),
        unseen,
        snippet: search === null ? null : snippet(message, contact, formatted, search),
        titleMarks:
          search === null || title === null
            ? null
            : titleIsNumber
              ? markNumber(title, search)
              : markWords(title, search),
      };
    },
    entry: (message) => ({
      id: message.id,
      kind: message.kind,
      direction: message.direction,
      at: message.at,
      text: message.body,
      pages: message.pages,
      state: message.state,
      failure: message.failure === null ? null : refusalOf(message.failure),
      byName: byName(message),
    }),
  };
}

function snippet(message: Message, contact: Contact | null, formatted: string | null, search: SearchQuery) {
  const inText = snippetOf(message.body, search);
  if (inText) return inText;
  const inNumber = contact && formatted ? markNumber(formatted, search) : null;
  if (inNumber) return inNumber;
  return contact?.organisation ? markWords(contact.organisation, search) : null;
}
