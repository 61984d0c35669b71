import type { Database } from 'better-sqlite3';
import type { Call } from '@callbrief/relay/wire/call';
import type { Contact, Matter, Person } from '@callbrief/relay/wire/directory';
import type { Message } from '@callbrief/relay/wire/message';
import type { LoggedEvent } from '@callbrief/relay/wire/events';
import { hopsOfEvent } from '../calls/call-hops.ts';
import type { BlockedNumbers } from './blocked-numbers.ts';
import type { CallRows } from './call-rows.ts';
import type { DirectoryRows } from './directory-rows.ts';
import type { AppliedEvent, History, Remembered, WaitingChange } from './history.ts';
import type { MessageRows } from './message-rows.ts';
import type { SearchIndex } from './search-index.ts';

export type Writing = Pick<History, 'cursor' | 'apply' | 'beginFill' | 'fill' | 'finishFill' | 'fillFinished'> & {
  /** For the outbox, inside its transaction. */
  showWaiting: (waiting: WaitingChange) => void;
  settleWaiting: (waiting: WaitingChange, how: 'done' | 'dropped') => void;
};

export interface WritingParts {
  db: Database;
  facts: Remembered;
  directory: DirectoryRows;
  rows: CallRows;
  messages: MessageRows;
  blocked: BlockedNumbers;
  index: SearchIndex;
  addHops: (callId: string, hops: readonly { name: string; at: string }[]) => void;
  /** The relay's row with what waits for it here; the same object when nothing does. */
  shownOf: (truth: Call, extra?: WaitingChange) => Call;
}

/** Everything that changes rows: events, the first fill and resync, and what a person writes here. */
export function createWriting(parts: WritingParts): Writing {
  const { db, facts, directory, rows, messages, blocked, index } = parts;
  const cursor = () => Number(facts.get('cursor') ?? 0);
  const fillNumber = () => Number(facts.get('fill') ?? 0);

  const putCall = (call: Call, fill: number) => rows.put(call, parts.shownOf(call), fill);

  const indexAgain: CallRows['indexAgain'] = (where) => {
    rows.indexAgain(where);
    messages.indexAgain(where);
  };

  function putContact(contact: Contact, fill: number, local: boolean): void {
    const before = directory.contact(contact.id);
    directory.putContact(contact, fill, local);
    index.contact(contact);
    if (before?.name !== contact.name || before.organisation !== contact.organisation)
      indexAgain({ contactId: contact.id });
  }

  function putMatter(matter: Matter, fill: number): void {
    const before = directory.matter(matter.id);
    directory.putMatter(matter, fill);
    if (before?.number !== matter.number || before.title !== matter.title) indexAgain({ matterId: matter.id });
    for (const id of new Set([...(before?.parties ?? []), ...matter.parties].map((party) => party.contactId))) {
      const contact = directory.contact(id);
      if (contact) index.contact(contact);
    }
  }

  function putPerson(person: Person, fill: number): void {
    const before = directory.person(person.id);
    directory.putPerson(person, fill);
    if (before?.lines.join() === person.lines.join()) return;
    rows.linesChanged(person.id, person.lines);
    messages.linesChanged(person.id, person.lines);
  }

  function write(event: LoggedEvent): void {
    const fill = fillNumber();
    switch (event.type) {
      case 'call_changed':
        putCall(event.call, fill);
        if (event.cause === 'ringing') parts.addHops(event.call.id, hopsOfEvent(event.hops));
        return;
      case 'message_changed':
        return messages.put(event.message, isNews(event.message), fill);
      case 'number_blocked':
        if (event.blocked === null) blocked.remove(event.number);
        else blocked.put(event.blocked, fill);
        return;
      case 'contact_changed':
        return putContact(event.contact, fill, false);
      case 'matter_changed':
        return putMatter(event.matter, fill);
      case 'person_changed':
        return putPerson(event.person, fill);
      case 'device_revoked':
      case 'call_event_created':
    }
  }

  return {
    cursor,

    apply(events) {
      return db
        .transaction(() => {
          const applied: AppliedEvent[] = [];
          let at = cursor();
          for (const { id, event } of events) {
            const isNew = id > at;
            if (isNew) at = id;
            if (event.type === 'unknown') continue;
            const callBefore = event.type === 'call_changed' ? rows.shown(event.call.id) : null;
            const messageBefore = event.type === 'message_changed' ? messages.message(event.message.id) : null;
            if (isNew) write(event);
            applied.push({ id, event, isNew, callBefore, messageBefore });
          }
          facts.set('cursor', String(at));
          return applied;
        })
        .immediate();
    },

    beginFill() {
      db.transaction(() => {
        facts.set('fill', String(fillNumber() + 1));
        facts.set('fill_finished', '0');
      }).immediate();
    },

    fill({ calls = [], messages: texts = [], contacts = [], matters = [], people = [], blocked: numbers = [] }) {
      db.transaction(() => {
        const fill = fillNumber();
        for (const person of people) putPerson(person, fill);
        for (const contact of contacts) putContact(contact, fill, false);
        for (const matter of matters) putMatter(matter, fill);
        // In the order of their row numbers: the full-text index ends a segment at every step back.
        for (const call of calls.toSorted(byStart)) putCall(call, fill);
        // What came before this computer did is no news to it; what a resync brings is.
        const areNews = facts.get('messages_filled') === '1';
        const inOrder = texts.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));
        for (const message of inOrder) messages.put(message, areNews && isNews(message), fill);
        for (const number of numbers) blocked.put(number, fill);
      }).immediate();
    },

    finishFill(newCursor) {
      db.transaction(() => {
        const fill = fillNumber();
        rows.removeOlderThan(fill);
        messages.removeOlderThan(fill);
        blocked.removeOlderThan(fill);
        directory.removeOlderThan(fill);
        facts.set('cursor', String(newCursor));
        facts.set('fill_finished', '1');
        facts.set('messages_filled', '1');
      }).immediate();
    },

    fillFinished: () => facts.get('fill_finished') === '1',

    showWaiting({ at, change }) {
      if (change.kind === 'new_contact' && directory.contact(change.contactId) === null) {
        const { contactId, name, number } = change;
        const numbers: Contact['numbers'] = [{ number, kind: 'other', shared: false }];
        putContact(
          { id: contactId, name, organisation: null, languages: [], numbers, updatedAt: at },
          fillNumber(),
          true,
        );
      }
      const truth = rows.truth(change.callId);
      if (truth) putCall(truth, fillNumber());
    },

    settleWaiting(waiting, how) {
      const { change } = waiting;
      const truth = rows.truth(change.callId);
      if (how === 'done') {
        // The relay's own event is on its way; until it is here, what it confirmed stays on screen.
        if (change.kind === 'new_contact' && directory.isLocal(change.contactId)) {
          const contact = directory.contact(change.contactId);
          if (contact) directory.putContact(contact, fillNumber(), false);
        }
        if (truth) putCall(parts.shownOf(truth, waiting), fillNumber());
        return;
      }
      if (truth) putCall(truth, fillNumber());
      if (change.kind === 'new_contact' && directory.isLocal(change.contactId)) {
        const seq = directory.contactSeq(change.contactId);
        if (seq !== null) index.removeContact(seq);
        directory.removeContact(change.contactId);
      }
    },
  };
}

const isNews = (message: Message) => message.direction === 'inbound';
const byStart = (a: Call, b: Call) => Date.parse(a.startedAt) - Date.parse(b.startedAt);
