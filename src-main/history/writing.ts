import type { Database } from 'better-sqlite3';
import type { Call } from '@callbrief/relay/wire/call';
import { emptyContact, type Contact, type Matter, type Person } from '@callbrief/relay/wire/directory';
import type { Message } from '@callbrief/relay/wire/message';
import type { LoggedEvent, LoggedEventOf } from '@callbrief/relay/wire/events';
import type { ItemKind, ItemOf } from '@callbrief/relay/wire/item';
import { hopsOfEvent } from '../calls/call-hops.ts';
import type { BlockedNumbers } from './blocked-numbers.ts';
import type { CallRows } from './call-rows.ts';
import type { DirectoryRows } from './directory-rows.ts';
import type { AppliedEvent, Change, History, Remembered, StoredInsights, WaitingChange } from './history.ts';
import type { InsightRows } from './insight-rows.ts';
import type { ItemRows } from './item-rows.ts';
import type { MessageRows } from './message-rows.ts';
import { withWaitingContact, withWaitingItem, withWaitingMatter } from './overlay-items.ts';
import { withWaitingEdits, type Writer } from './overlay.ts';
import type { RecordingRows } from './recording-rows.ts';
import type { SearchIndex } from './search-index.ts';

export type Writing = Pick<History, 'cursor' | 'apply' | 'beginFill' | 'fill' | 'finishFill' | 'fillFinished'> & {
  putInsights: StoredInsights['put'];
  removeInsights: StoredInsights['remove'];
  /** What is locked with another key than this is forgotten. */
  lockedWith: (lockId: string) => { forgotten: number };
  /** Once after an update that made the index anew. */
  indexAgain: () => void;
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
  recordings: RecordingRows;
  insights: InsightRows;
  items: ItemRows;
  /** What waits here, in order of writing. */
  waiting: () => readonly WaitingChange[];
  writer: () => Writer;
  addHops: (callId: string, hops: readonly { name: string; at: string }[]) => void;
  /** The relay's row with what waits for it here; the same object when nothing does. */
  shownOf: (truth: Call, extra?: WaitingChange) => Call;
}

/** Everything that changes rows: events, the first fill and resync, and what a person writes here. */
export function createWriting(parts: WritingParts): Writing {
  const { db, facts, directory, rows, messages, blocked, index, recordings, insights, items } = parts;
  const cursor = () => Number(facts.get('cursor') ?? 0);
  const fillNumber = () => Number(facts.get('fill') ?? 0);

  const putCall = (call: Call, fill: number) => rows.put(call, parts.shownOf(call), fill);

  const indexAgain: CallRows['indexAgain'] = (where) => {
    rows.indexAgain(where);
    messages.indexAgain(where);
  };

  /** As the relay tells it, with what waits for it here. */
  function putContact(truth: Contact, fill: number): void {
    const shown = withWaitingContact(truth.id, truth, parts.waiting(), parts.writer()) ?? truth;
    showContact(shown, fill, false, shown === truth ? undefined : truth);
  }

  function showContact(contact: Contact, fill: number, local: boolean, truth?: Contact | null): void {
    const before = directory.contact(contact.id);
    directory.putContact(contact, fill, local, truth);
    index.contact(contact);
    if (before?.name !== contact.name || before.organisation !== contact.organisation)
      indexAgain({ contactId: contact.id });
  }

  function removeContact(contactId: string): void {
    const seq = directory.contactSeq(contactId);
    if (seq !== null) index.removeContact(seq);
    directory.removeContact(contactId);
    indexAgain({ contactId });
  }

  function putMatter(truth: Matter, fill: number): void {
    const shown = withWaitingMatter(truth.id, truth, parts.waiting(), parts.writer()) ?? truth;
    showMatter(shown, fill, shown === truth ? undefined : truth);
  }

  function removeMatter(matterId: string): void {
    const parties = directory.matter(matterId)?.parties ?? [];
    directory.removeMatter(matterId);
    indexAgain({ matterId });
    for (const { contactId } of parties) {
      const contact = directory.contact(contactId);
      if (contact) index.contact(contact);
    }
  }

  function putItem<K extends ItemKind>(kind: K, truth: ItemOf[K], fill: number): void {
    const shown = withWaitingItem(kind, truth.id, truth, parts.waiting(), parts.writer()) ?? truth;
    items.put(kind, truth, shown, fill);
  }

  function withhold({ of, id }: LoggedEventOf<'withheld'>): void {
    switch (of) {
      case 'call':
        insights.remove(id);
        recordings.withhold(id);
        return rows.remove(id);
      case 'message':
        return messages.remove(id);
      case 'matter':
        return removeMatter(id);
      case 'callback':
      case 'task':
      case 'time_entry':
        return items.remove(of, id);
    }
  }

  function showMatter(matter: Matter, fill: number, truth?: Matter | null): void {
    const before = directory.matter(matter.id);
    directory.putMatter(matter, fill, truth);
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
      case 'recording_changed':
        if (event.recording.removed !== null) insights.recheck(event.recording.callId);
        return recordings.put(event.recording, fill);
      case 'insights_changed':
        return insights.told(event.callId, event.revision, fill);
      case 'insights_removed':
        insights.removed(event.callId);
        return rows.indexCall(event.callId);
      case 'contact_changed':
        return putContact(event.contact, fill);
      case 'matter_changed':
        return putMatter(event.matter, fill);
      case 'person_changed':
        return putPerson(event.person, fill);
      case 'contact_removed':
        return removeContact(event.contactId);
      case 'matter_removed':
        return removeMatter(event.matterId);
      case 'callback_changed':
        return putItem('callback', event.callback, fill);
      case 'task_changed':
        return putItem('task', event.task, fill);
      case 'time_entry_changed':
        return putItem('time_entry', event.timeEntry, fill);
      case 'practice_changed':
        return facts.set('practice', JSON.stringify(event.practice));
      case 'withheld':
        return withhold(event);
      case 'case_updated':
      case 'new_inbox_item':
      case 'import_changed':
      case 'device_revoked':
      case 'call_event_created':
      // What was made is told by `insights_changed`.
      case 'call_ai_completed':
    }
  }

  function putInsights(now: Parameters<StoredInsights['put']>[0], askedFor: number): void {
    insights.put(now, askedFor, fillNumber());
    rows.indexCall(now.callId);
  }

  /** What waits for a call's words changed, or one that waited was taken by the relay. */
  function overlayChanged(callId: string): void {
    insights.overlayChanged(callId);
    rows.indexCall(callId);
  }

  /** Draws anew what was edited here. @returns false for what is no item, contact or matter */
  function showOwn(change: Change, settled: WaitingChange[] = []): boolean {
    const waiting = [...settled, ...parts.waiting()];
    const fill = fillNumber();
    const writer = parts.writer();
    switch (change.kind) {
      case 'edit_item': {
        const { item: kind, itemId } = change;
        const truth = withWaitingItem(kind, itemId, items.truth(kind, itemId), settled, writer);
        const shown = withWaitingItem(kind, itemId, truth, waiting, writer);
        if (shown) items.put(kind, truth, shown, fill);
        else items.remove(kind, itemId);
        return true;
      }
      case 'edit_contact': {
        const { contactId } = change;
        const truth = withWaitingContact(contactId, directory.contactTruth(contactId), settled, writer);
        const shown = withWaitingContact(contactId, truth, waiting, writer);
        if (shown) showContact(shown, fill, truth === null, shown === truth ? undefined : truth);
        else removeContact(contactId);
        return true;
      }
      case 'edit_matter': {
        const { matterId } = change;
        const truth = withWaitingMatter(matterId, directory.matterTruth(matterId), settled, writer);
        const shown = withWaitingMatter(matterId, truth, waiting, writer);
        if (shown) showMatter(shown, fill, shown === truth ? undefined : truth);
        else removeMatter(matterId);
        return true;
      }
      case 'edit_call':
      case 'edit_insights':
      case 'new_contact':
        return false;
      default:
        return change satisfies never;
    }
  }

  /** What the relay confirmed stays on screen until its own event is here; what it refused goes. */
  function settleOwn(waiting: WaitingChange, how: 'done' | 'dropped'): boolean {
    return showOwn(waiting.change, how === 'done' ? [waiting] : []);
  }

  function settleEdit(waiting: WaitingChange, how: 'done' | 'dropped'): void {
    if (waiting.change.kind !== 'edit_insights') return;
    const { callId } = waiting.change;
    const truth = how === 'done' ? insights.truth(callId) : null;
    // As for a call: what the relay confirmed stays until its own words are here.
    if (truth) insights.put(withWaitingEdits(truth, [waiting], parts.writer()), truth.revision, fillNumber());
    overlayChanged(callId);
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

    fill({
      calls = [],
      messages: texts = [],
      contacts = [],
      matters = [],
      people = [],
      blocked: numbers = [],
      ...more
    }) {
      db.transaction(() => {
        const fill = fillNumber();
        for (const person of people) putPerson(person, fill);
        for (const contact of contacts) putContact(contact, fill);
        for (const matter of matters) putMatter(matter, fill);
        // In the order of their row numbers: the full-text index ends a segment at every step back.
        for (const call of calls.toSorted(byStart)) putCall(call, fill);
        // What came before this computer did is no news to it; what a resync brings is.
        const areNews = facts.get('messages_filled') === '1';
        const inOrder = texts.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));
        for (const message of inOrder) messages.put(message, areNews && isNews(message), fill);
        for (const number of numbers) blocked.put(number, fill);
        for (const one of more.recordings ?? []) recordings.put(one, fill);
        for (const { callId, revision } of more.insights ?? []) insights.toldAnew(callId, revision, fill);
        for (const item of more.items?.items ?? []) putItem(more.items?.kind ?? 'callback', item as never, fill);
        if (more.items) facts.set('items_filled', String(fill));
        if (more.practice) facts.set('practice', JSON.stringify(more.practice));
        // An older relay knows neither: what stands here then stays.
        if (more.recordings) facts.set('recordings_filled', String(fill));
        if (more.insights) facts.set('insights_filled', String(fill));
      }).immediate();
    },

    finishFill(newCursor) {
      db.transaction(() => {
        const fill = fillNumber();
        rows.removeOlderThan(fill);
        messages.removeOlderThan(fill);
        blocked.removeOlderThan(fill);
        directory.removeOlderThan(fill);
        if (facts.get('recordings_filled') === String(fill)) recordings.removeOlderThan(fill);
        if (facts.get('items_filled') === String(fill)) items.removeOlderThan(fill);
        if (facts.get('insights_filled') === String(fill))
          for (const callId of insights.removeOlderThan(fill)) rows.indexCall(callId);
        facts.set('cursor', String(newCursor));
        facts.set('fill_finished', '1');
        facts.set('messages_filled', '1');
      }).immediate();
    },

    fillFinished: () => facts.get('fill_finished') === '1',

    putInsights: (now, askedFor) => db.transaction(() => putInsights(now, askedFor)).immediate(),
    removeInsights(callId) {
      db.transaction(() => {
        insights.remove(callId);
        rows.indexCall(callId);
      }).immediate();
    },

    lockedWith(lockId) {
      if (facts.get('lock') === lockId) return { forgotten: 0 };
      return db
        .transaction(() => {
          const callIds = insights.forgetLocked();
          for (const callId of callIds) rows.indexCall(callId);
          facts.set('lock', lockId);
          return { forgotten: callIds.length };
        })
        .immediate();
    },

    indexAgain() {
      if (facts.get('index_again') !== '1') return;
      db.transaction(() => {
        for (const contact of directory.contacts()) index.contact(contact);
        rows.writeAgain();
        messages.indexAll();
        facts.set('index_again', '0');
      }).immediate();
    },

    showWaiting(waiting) {
      const { at, change } = waiting;
      if (showOwn(change)) return;
      if (change.kind === 'edit_insights') return overlayChanged(change.callId);
      if (change.kind !== 'edit_call' && change.kind !== 'new_contact') return;
      if (change.kind === 'new_contact' && directory.contact(change.contactId) === null) {
        const { contactId, name, organisation = null, number } = change;
        const numbers: Contact['numbers'] = [{ number, kind: 'other', shared: false }];
        showContact({ ...emptyContact, id: contactId, name, organisation, numbers, updatedAt: at }, fillNumber(), true);
      }
      const truth = rows.truth(change.callId);
      if (truth) putCall(truth, fillNumber());
    },

    settleWaiting(waiting, how) {
      const { change } = waiting;
      if (settleOwn(waiting, how)) return;
      if (change.kind === 'edit_insights') return settleEdit(waiting, how);
      if (change.kind !== 'edit_call' && change.kind !== 'new_contact') return;
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
