import { otherNumber, type Call } from '@callbrief/relay/wire/call';
import type { TimeEntry } from '@callbrief/relay/wire/time-entry';
import { draftsOf, secondTimekeeper, withStored } from '@callbrief/relay/wire/time-rules';
import type { TimeList, TimeRow } from '../../src-preload/contract/time.ts';
import { formatNumber } from '../contacts/phone-number.ts';
import type { History } from '../history/history.ts';

export type TimeHistory = Pick<
  History,
  | 'items'
  | 'call'
  | 'callsBetween'
  | 'contact'
  | 'matter'
  | 'person'
  | 'people'
  | 'office'
  | 'practice'
  | 'insights'
  | 'changes'
>;

/** A call's entries: what is stored, in the place of the drafts that it gives. */
export function entriesOfCall(history: TimeHistory, call: Call, timeZone: string): TimeEntry[] {
  return withStored(draftsOfCall(history, call, timeZone), history.items.of('time_entry', { callId: call.id }));
}

export function draftsOfCall(history: TimeHistory, call: Call, timeZone: string): TimeEntry[] {
  return draftsOf({
    call,
    matter: call.matterId === null ? null : history.matter(call.matterId),
    contact: call.contactId === null ? null : history.contact(call.contactId),
    practice: history.practice(),
    timeZone,
    firmNumbers: history.office()?.firm.lines.map(({ number }) => number) ?? [],
    insights: history.insights.get(call.id),
  });
}

/**
 * The entries of these days, the newest first; what somebody discarded is left out. A draft of a second timekeeper is
 * theirs to find under their own name, so it is a row like any other.
 */
export function timeList(
  history: TimeHistory,
  ask: { from: string; until: string; whose: 'mine' | 'all' },
  timeZone: string,
): TimeList {
  // A day of the firm begins and ends at most half a day away from the same day in UTC.
  const around = (day: string, days: number) => new Date(Date.parse(`${day}T00:00:00.000Z`) + days * 86_400_000);
  const calls = history.callsBetween(around(ask.from, -1).toISOString(), around(ask.until, 2).toISOString());
  const drafts = calls.flatMap((call) => draftsOfCall(history, call, timeZone));
  const all = withStored(drafts, history.items.all('time_entry', 'all'));
  const byCall = Map.groupBy(all, ({ callId }) => callId ?? '');
  const meId = history.office()?.personId ?? '';
  const shown = all
    .filter(({ date, state }) => date >= ask.from && date <= ask.until && state !== 'discarded')
    .filter(({ personId }) => ask.whose === 'all' || personId === meId);
  const row = createRow(history);
  const rows = shown
    .map((entry) => row(entry, entry.callId === null ? [] : (byCall.get(entry.callId) ?? [])))
    .toSorted((a, b) => compare(keyOf(b), keyOf(a)));
  return { rows, ...totalsOf(rows) };
}

const keyOf = ({ date, startedAt, entryId }: TimeRow) => `${date} ${startedAt ?? ''} ${entryId}`;
const compare = (a: string, b: string) => (a === b ? 0 : a < b ? -1 : 1);

function totalsOf(rows: readonly TimeRow[]): Omit<TimeList, 'rows'> {
  const sum = (some: readonly TimeRow[]) => ({
    minutes: some.filter(({ state }) => state === 'reviewed').reduce((all, { minutes }) => all + minutes, 0),
    drafts: some.filter(({ state }) => state === 'draft').length,
  });
  const days = [...Map.groupBy(rows, ({ date }) => date)].map(([date, ofDay]) => ({ date, ...sum(ofDay) }));
  const matters = [...Map.groupBy(rows, ({ matter }) => matter?.number ?? null)]
    .map(([number, some]) => ({ number, title: some[0]?.matter?.title ?? null, ...sum(some) }))
    .toSorted((a, b) => compare(a.number ?? '\uFFFF', b.number ?? '\uFFFF'));
  return { days, matters, ...sum(rows) };
}

export function createRow(history: TimeHistory): (entry: TimeEntry, ofCall: readonly TimeEntry[]) => TimeRow {
  const meId = history.office()?.personId ?? '';
  const waiting = new Set(
    history.changes.pending().flatMap(({ change }) => (change.kind === 'edit_item' ? [change.itemId] : [])),
  );
  return (entry, ofCall) => {
    const { id, callId, personId, date, measuredSeconds, minutes, activityCode, narrative, narrativeFrom } = entry;
    const call = callId === null ? null : history.call(callId);
    const contact = entry.contactId === null ? null : history.contact(entry.contactId);
    const matter = entry.matterId === null ? null : history.matter(entry.matterId);
    const number = call === null ? null : otherNumber(call);
    return {
      entryId: id,
      callId,
      personId,
      date,
      measuredSeconds,
      minutes,
      activityCode,
      narrative,
      narrativeFrom,
      state: entry.state,
      personName: history.person(personId)?.shortName ?? personId,
      isMine: personId === meId,
      startedAt: call?.startedAt ?? null,
      withWhom: contact?.name ?? (number === null ? null : formatNumber(number)),
      matter: matter === null ? null : { number: matter.number, title: matter.title },
      second: secondTimekeeper(entry, ofCall),
      exported: entry.exported,
      waiting: waiting.has(id),
    };
  };
}
