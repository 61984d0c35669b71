import type { Contact } from '@callbrief/relay/wire/directory';
import type {
  ContactCard,
  ContactFormFields,
  ContactListRow,
  ContactRequests,
  DuplicateGroup,
  FoundContact,
  MergeAnswer,
} from '../../src-preload/contract/contacts.ts';
import type { ActRefusal } from '../../src-preload/contract.ts';
import type { Change, History, Viewer } from '../history/history.ts';
import type { Log } from '../logging/log.ts';
import { maskContact, maskContactList } from '../privacy/mask-directory.ts';
import { askOffice } from '../recordings/ask-office.ts';
import type { RelayClient } from '../relay-link/relay-client.ts';
import { RelayProblem } from '../relay-link/relay-problem.ts';
import { refusedBy } from '../telephony/act-answer.ts';
import { formatNumber } from './phone-number.ts';
import { readNumber } from './read-number.ts';

export interface ContactDeps {
  history: () => History;
  write: (changes: Change[]) => void;
  /** Null while there is no connection. */
  client: () => RelayClient | null;
  viewer: () => Viewer;
  /** Somebody else may be looking at the screen. */
  isHidden: () => boolean;
  newId: () => string;
  log: Log;
}

type Handlers = { [N in keyof ContactRequests]: (ask: ContactRequests[N]['ask']) => unknown };

const MOST_CALLS = 30;
const MOST_FOUND = 10;
const MOST_DUPLICATES = 100;

/** Contacts: listed, shown and edited from this computer; merged and removed at the office. */
export function createContactRequests(deps: ContactDeps) {
  const { log } = deps;

  function card(contact: Contact): ContactCard {
    const { contactLists, changes } = deps.history();
    const { id, name, organisation, languages, numbers, emails, externalId } = contact;
    return {
      id,
      fields: { name, organisation, languages, numbers, emails, externalId },
      numbers: numbers.map((one) => ({ ...one, formatted: formatNumber(one.number) })),
      matters: contactLists.mattersOf(id).map((matter) => ({
        id: matter.id,
        number: matter.number,
        title: matter.title,
        status: matter.status,
        role: matter.parties.find(({ contactId }) => contactId === id)?.role ?? 'witness',
      })),
      calls: contactLists.calls(id, MOST_CALLS, deps.viewer()),
      has: contactLists.belongings(id),
      waiting: changes.pending().some(({ change }) => change.kind === 'edit_contact' && change.contactId === id),
    };
  }

  function row(contact: Contact): ContactListRow {
    const history = deps.history();
    const [first, ...more] = contact.numbers;
    return {
      id: contact.id,
      name: contact.name,
      organisation: contact.organisation,
      numberFormatted: first === undefined ? null : formatNumber(first.number),
      moreNumbers: more.length,
      openMatters: history.openMattersOf(contact.id).length,
      lastContactAt: history.contactLists.lastContactAt(contact.id),
    };
  }

  return {
    'contacts:list'({ search, offset, limit }) {
      const { contacts, total } = deps.history().contactLists.list(search, offset, limit);
      const list = { rows: contacts.map(row), total };
      return deps.isHidden() ? maskContactList(list) : list;
    },
    'contacts:get'({ contactId }): ContactCard | null {
      const contact = deps.history().contact(contactId);
      if (contact === null) return null;
      return deps.isHidden() ? maskContact(card(contact)) : card(contact);
    },
    'contacts:form'({ contactId }): ContactFormFields | null {
      const contact = deps.history().contact(contactId);
      const made = contact && card(contact);
      return made && { fields: made.fields, formatted: made.numbers.map(({ formatted }) => formatted) };
    },
    'contacts:find': ({ query }): FoundContact[] =>
      deps
        .history()
        .contactLists.list(query, 0, MOST_FOUND)
        .contacts.map(({ id, name, organisation }) => ({ contactId: id, name, organisation })),
    'contacts:read-number'({ text }) {
      const number = readNumber(text, deps.history().office()?.firm.country ?? null);
      return number === null ? null : { number, formatted: formatNumber(number) };
    },
    'contacts:save'({ contactId, isNew, set }): { result: 'kept' | 'gone' } {
      if (!isNew && deps.history().contact(contactId) === null) return { result: 'gone' };
      if (Object.keys(set).length > 0) deps.write([{ kind: 'edit_contact', contactId, editId: deps.newId(), set }]);
      return { result: 'kept' };
    },
    'contacts:remove': ({ contactId }) =>
      askOffice(deps.client(), (client) => client.removeContact(contactId), { what: 'remove_contact', log }),
    async 'contacts:duplicates'(): Promise<DuplicateGroup[] | { refused: ActRefusal }> {
      const client = deps.client();
      if (client === null) return { refused: 'offline' };
      try {
        const groups = await client.duplicateContacts(MOST_DUPLICATES);
        return groups.map(({ why, shared, contacts }) => ({
          why,
          shared: why === 'number' ? formatNumber(shared) : shared,
          // Of two readings of one contact ours may be the newer: an edit waits here.
          contacts: contacts.map((contact) => {
            const one = card(deps.history().contact(contact.id) ?? contact);
            return deps.isHidden() ? maskContact(one) : one;
          }),
        }));
      } catch (problem) {
        if (!(problem instanceof RelayProblem)) throw problem;
        log.warn('request_failed', { what: 'duplicate_contacts', problem: problem.code });
        return { refused: refusedBy(problem).refusal };
      }
    },
    async 'contacts:merge'({ from, into }): Promise<MergeAnswer> {
      const moved = deps.history().contactLists.belongings(from);
      const answer = await askOffice(deps.client(), (client) => client.mergeContact(from, into), {
        what: 'merge_contact',
        log,
      });
      return answer.result === 'done' ? { result: 'merged', moved } : answer;
    },
  } satisfies Handlers;
}
