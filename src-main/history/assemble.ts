import type { Database } from 'better-sqlite3';
import type { Call } from '@callbrief/relay/wire/call';
import { defaultPractice, type Practice } from '@callbrief/relay/wire/practice';
import type { LocalLock } from '../enrolment/local-lock.ts';
import { createBlockedNumbers } from './blocked-numbers.ts';
import { createCallDetails } from './call-detail.ts';
import { createCallLists } from './call-list.ts';
import { createCallLookups } from './call-lookups.ts';
import { createCallRowMaker } from './call-row.ts';
import { createCallRows } from './call-rows.ts';
import { createContactLists } from './contact-lists.ts';
import { createCountedCalls } from './counted-calls.ts';
import { createConversations } from './conversations.ts';
import { createDirectoryRows } from './directory-rows.ts';
import { createFacts } from './facts.ts';
import { createFilingRows } from './filing-rows.ts';
import type { History, Office, WaitingChange } from './history.ts';
import { createInsightRows } from './insight-rows.ts';
import { createItemRows } from './item-rows.ts';
import { createMatterEntries } from './matter-entries.ts';
import { createMessageRowMaker } from './message-row.ts';
import { createMessageRows } from './message-rows.ts';
import { withWaiting, withWaitingEdits } from './overlay.ts';
import { createPlaces } from './places.ts';
import { createRecordingRows } from './recording-rows.ts';
import { ifRoom } from './remember-if-room.ts';
import { createSearchIndex } from './search-index.ts';
import { createOutbox } from './waiting-changes.ts';
import { createWriting } from './writing.ts';

/** Puts the parts of the history together over an open, migrated file. */
export function assembleHistory(
  db: Database,
  options: {
    /** Turns SQLite's errors into ours and tells about damage. */
    guard: (error: unknown) => unknown;
    /** Of the words of calls. */
    lock: LocalLock;
    /** Words that were locked with another key were forgotten; they are fetched again. */
    onForgotten: (calls: number) => void;
    erase: () => void;
  },
): History {
  let version = 0;
  const facts = createFacts(db, '');
  const directory = createDirectoryRows(db);
  const recordings = createRecordingRows(db);
  const insights = createInsightRows(db, {
    lock: options.lock,
    shownOf: (truth) => withWaitingEdits(truth, outbox.of(truth.callId), writer()),
  });
  const index = createSearchIndex(db, directory, insights.spoken);
  const places = createPlaces(db);
  const rows = createCallRows(db, { directory, index, places });
  const messages = createMessageRows(db, { directory, index, places });
  const blocked = createBlockedNumbers(db);
  const items = createItemRows(db);
  const office = (): Office | null => {
    const text = facts.get('office');
    return text === null ? null : (JSON.parse(text) as Office);
  };
  const practice = () => {
    const text = facts.get('practice');
    return text === null ? defaultPractice : (JSON.parse(text) as Practice);
  };
  const writer = () => {
    const id = office()?.personId ?? 'this-computer';
    return { id, name: directory.person(id)?.name ?? '' };
  };
  const shownOf = (truth: Call, extra?: WaitingChange) => {
    const waiting = [...(extra ? [extra] : []), ...outbox.of(truth.id)];
    return waiting.length === 0 ? truth : withWaiting(truth, waiting, writer());
  };
  const outbox = createOutbox(db, {
    show: (waiting) => writing.showWaiting(waiting),
    settle: (waiting, how) => writing.settleWaiting(waiting, how),
  });
  const rowMaker = createCallRowMaker(directory, office);
  const messageRows = createMessageRowMaker(directory, office);
  const { conversation } = createConversations(db, { directory, message: messages.message, rows: messageRows });
  const lookups = createCallLookups(db, directory);
  const counted = createCountedCalls(db);
  const filing = createFilingRows(db, directory);
  const lists = createCallLists(db, {
    rows: rowMaker,
    messageRows,
    unseenMessages: messages.unseenCount,
    directory,
    spoken: insights.spoken,
    version: () => version,
  });
  const details = createCallDetails(db, {
    lists,
    rows: rowMaker,
    directory,
    messageRows,
    callsBefore: lookups.callsBefore,
    messagesBefore: lookups.messagesBefore,
    isBlocked: blocked.has,
    waitingFor: outbox.of,
  });
  const entries = createMatterEntries(db, { lists, rows: rowMaker, messages, messageRows, directory });
  const contactLists = createContactLists(db, { directory, entries });
  const writing = createWriting({
    db,
    facts,
    directory,
    rows,
    messages,
    blocked,
    index,
    recordings,
    insights,
    items,
    waiting: () => outbox.waiting(),
    writer,
    addHops: details.addHops,
    shownOf,
  });

  const remembered = createFacts(db, 'remembered.');
  const count = db.prepare<[], { calls: number; messages: number }>(
    'SELECT (SELECT count(*) FROM calls) AS calls, (SELECT count(*) FROM messages) AS messages',
  );

  const reads = <A extends unknown[], R>(run: (...args: A) => R) => {
    return (...args: A): R => {
      try {
        return run(...args);
      } catch (error) {
        directory.forget();
        throw options.guard(error);
      }
    };
  };
  const writes = <A extends unknown[], R>(run: (...args: A) => R) => {
    return reads((...args: A): R => {
      version += 1;
      return run(...args);
    });
  };

  // On a full disk at the next start: until then less is found and counted, and what is locked with another key is not read.
  ifRoom(() => {
    reads(writing.indexAgain)();
    const { forgotten } = reads(writing.lockedWith)(options.lock.id);
    if (forgotten > 0) options.onForgotten(forgotten);
  });

  return {
    cursor: reads(writing.cursor),
    apply: writes(writing.apply),
    beginFill: writes(writing.beginFill),
    fill: writes(writing.fill),
    finishFill: writes(writing.finishFill),
    fillFinished: reads(writing.fillFinished),
    office: reads(office),
    setOffice: writes((next) => facts.set('office', JSON.stringify(next))),
    list: reads(lists.list),
    detail: reads(details.detail),
    call: reads(rows.shown),
    message: reads(messages.message),
    conversation: reads(conversation),
    messagesSeen: writes(messages.seen),
    unseenMessages: reads(messages.unseenCount),
    blockedNumbers: reads(blocked.list),
    contact: reads(directory.contact),
    matter: reads(directory.matter),
    person: reads(directory.person),
    people: reads(directory.people),
    contactsByNumber: reads(directory.contactsByNumber),
    lastCallWith: reads(lookups.lastCallWith),
    openMattersOf: reads(directory.openMattersOf),
    findContacts: reads(lookups.findContacts),
    findMatters: reads(lookups.findMatters),
    callsBetween: reads(lookups.callsBetween),
    addHops: reads(details.addHops),
    counts: reads(() => ({ ...(count.get() ?? { calls: 0, messages: 0 }), ...directory.counts() })),
    filing: {
      choicesBefore: reads(filing.choicesBefore),
      lastTalks: reads(filing.lastTalks),
      findMatters: reads(filing.findMatters),
    },
    items: {
      item: reads(items.shown),
      all: reads(items.all),
      of: reads(items.of),
      settledSince: reads(items.settledSince),
    },
    practice: reads(practice),
    matters: reads(directory.matters),
    matterEntries: {
      places: reads(entries.places),
      found: reads(entries.found),
      callRow: reads(entries.callRow),
      messageRow: reads(entries.messageRow),
      withWords: reads(entries.withWords),
      onHold: reads(entries.onHold),
    },
    contactLists: {
      list: reads(contactLists.list),
      mattersOf: reads(contactLists.mattersOf),
      calls: reads(contactLists.calls),
      lastContactAt: reads(contactLists.lastContactAt),
      belongings: reads(contactLists.belongings),
    },
    countedCalls: { between: reads(counted.between), withWords: reads(counted.withWords) },
    recordings: {
      recording: reads(recordings.recording),
      ofCall: reads(recordings.ofCall),
      own: reads(recordings.own),
      candidates: reads(recordings.candidates),
      star: reads(recordings.star),
      ask: reads(recordings.ask),
      here: reads(recordings.here),
      notHere: reads(recordings.notHere),
      wrong: reads(recordings.wrong),
      hereIds: reads(recordings.hereIds),
      usage: reads(recordings.usage),
      removals: reads(recordings.removals),
      removalConfirmed: reads(recordings.removalConfirmed),
    },
    insights: {
      get: reads(insights.shown),
      wanted: reads(insights.wanted),
      put: writes(writing.putInsights),
      remove: writes(writing.removeInsights),
      removals: reads(insights.removals),
      removalConfirmed: reads(insights.removalConfirmed),
    },
    changes: {
      add: writes(outbox.add),
      pending: reads(outbox.pending),
      done: writes(outbox.done),
      drop: writes(outbox.drop),
      count: reads(outbox.count),
    },
    remembered: { get: reads(remembered.get), set: reads(remembered.set) },
    erase: options.erase,
    close: () => void db.close(),
  };
}
