import type { Database } from 'better-sqlite3';
import { otherNumber, type Call } from '@callbrief/relay/wire/call';
import type { Matter } from '@callbrief/relay/wire/directory';
import type { Message } from '@callbrief/relay/wire/message';
import type { ContactSuggestion } from '../../src-preload/contract.ts';
import { firstSeqAt } from './call-seq.ts';
import type { DirectoryRows } from './directory-rows.ts';
import type { History } from './history.ts';
import { countWords } from './marks.ts';
import { readSearch } from './search-query.ts';

/** Small questions that the popup, the catch-up and the detail ask. */
export interface CallLookups extends Pick<History, 'lastCallWith' | 'callsBetween' | 'findContacts' | 'findMatters'> {
  /** Newest first, with the same contact or number, started before this call. */
  callsBefore: (call: Call, limit: number) => Call[];
  /** The same of messages. */
  messagesBefore: (call: Call, limit: number) => Message[];
}

export function createCallLookups(db: Database, directory: DirectoryRows): CallLookups {
  // Two index look-ups instead of one OR, so that neither reads more than it returns.
  const before = db
    .prepare<[string | null, number, number, string | null, number, number, number], string>(
      `SELECT coalesce(b.shown, b.body) FROM (
         SELECT seq FROM (SELECT seq FROM calls WHERE contact_id = +? AND seq < +? ORDER BY seq DESC LIMIT ?)
         UNION
         SELECT seq FROM (SELECT seq FROM calls WHERE other_number = +? AND seq < +? ORDER BY seq DESC LIMIT ?)
       ) found JOIN call_bodies b ON b.seq = found.seq ORDER BY b.seq DESC LIMIT ?`,
    )
    .pluck();
  const messagesBefore = db
    .prepare<[string | null, number, number, string | null, number, number, number], string>(
      `SELECT m.body FROM (
         SELECT seq FROM (SELECT seq FROM messages WHERE contact_id = +? AND seq < +? ORDER BY seq DESC LIMIT ?)
         UNION
         SELECT seq FROM (SELECT seq FROM messages WHERE other_number = +? AND seq < +? ORDER BY seq DESC LIMIT ?)
       ) found JOIN messages m ON m.seq = found.seq ORDER BY m.seq DESC LIMIT ?`,
    )
    .pluck();
  const between = db
    .prepare<[number, number], string>(
      'SELECT coalesce(shown, body) FROM call_bodies WHERE seq >= ? AND seq < ? ORDER BY seq DESC',
    )
    .pluck();
  const contacts = db
    .prepare<[string, number], number>(
      `SELECT rowid FROM contact_search WHERE contact_search MATCH ? ORDER BY bm25(contact_search, 10, 5, 3, 1), rowid
       LIMIT ?`,
    )
    .pluck();
  const parse = (text: string) => JSON.parse(text) as Call;

  function callsWith(contactId: string | null, number: string | null, beforeAt: string, limit: number): Call[] {
    const end = firstSeqAt(beforeAt);
    return before.all(contactId, end, limit, number, end, limit, limit).map(parse);
  }

  return {
    callsBefore: (call, limit) =>
      callsWith(call.contactId, otherNumber(call), call.startedAt, limit + 1)
        .filter((c) => c.id !== call.id)
        .slice(0, limit),
    messagesBefore(call, limit) {
      const end = firstSeqAt(call.startedAt);
      return messagesBefore
        .all(call.contactId, end, limit, otherNumber(call), end, limit, limit)
        .map((body) => JSON.parse(body) as Message);
    },
    lastCallWith: ({ contactId, number }, beforeAt, exceptCallId) =>
      callsWith(contactId, number, beforeAt, 2).find((c) => c.id !== exceptCallId) ?? null,
    callsBetween: (from, until) => between.all(firstSeqAt(from), firstSeqAt(until)).map(parse),
    findContacts(query, limit) {
      const { match } = readSearch(query, 'name organisation matter');
      if (match === null) return [];
      return contacts.all(match, limit).flatMap((seq): ContactSuggestion[] => {
        const contact = directory.contactBySeq(seq);
        if (!contact) return [];
        const [matter, ...more] = directory.openMattersOf(contact.id);
        return [
          {
            contactId: contact.id,
            name: contact.name,
            organisation: contact.organisation,
            matter: matter && more.length === 0 ? { number: matter.number, title: matter.title } : null,
          },
        ];
      });
    },
    findMatters(query, limit) {
      const { words } = readSearch(query);
      if (words.length === 0) return [];
      const wanted = [...new Set(words)];
      const found = directory.matters().filter((m) => countWords(`${m.number} ${m.title}`, wanted) === wanted.length);
      const isOpen = (m: Matter) => Number(m.status === 'open');
      return found.toSorted((a, b) => isOpen(b) - isOpen(a) || (a.number < b.number ? 1 : -1)).slice(0, limit);
    },
  };
}
