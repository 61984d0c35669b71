import { isOpen, otherNumber, type CallOutcome } from './call.ts';
import {
  answeredMsOf,
  endedMsOf,
  isMissed,
  isSettled,
  isTalk,
  startedMsOf,
  type CountedCall,
  type CountedCallback,
} from './counted-call.ts';
import type { sentimentLabel } from './insights.ts';
import { calendarDay, weekdayOf, type CalendarDay } from './calendar-day.ts';
import { addDays, localTime, startOfDay } from './local-time.ts';
import type { z } from 'zod';
import type { IsoTime } from './scalars.ts';
import { MOST_CONTACTED, RESPONSE_MINUTES, type CallShares, type Figures, type Statistics } from './statistics.ts';

export type SentimentLabel = z.infer<typeof sentimentLabel>;

export interface StatisticsPeriod {
  /** IANA, the firm's. */
  timeZone: string;
  now: Date;
  /** Today and the days before it. */
  days: number;
  /** Whose calls count. A missed caller is reached by whoever of the firm speaks with them. */
  counts: (call: CountedCall) => boolean;
  countsCallback: (callback: CountedCallback) => boolean;
  /** Of a line: a callback counts when its call does. */
  callbacksOfCalls: boolean;
  /** Null: opening hours are not known here. */
  isOpenAt: ((at: Date) => boolean) | null;
  promisedMinutes: number;
}

export interface StatisticsSum {
  /** From here on calls are needed: the period before begins here. */
  startsAt: IsoTime;
  /** Until here. */
  endsAt: IsoTime;
  /** Oldest first, in as many parts as you like. */
  add(calls: readonly CountedCall[]): void;
  /** After the calls: all that were due in either period, or that are of a call in it, in any order. */
  addCallbacks(callbacks: readonly CountedCallback[]): void;
  /** Of which the sentiment is asked. */
  callIds(): Iterable<string>;
  /** Only of calls that were added before. */
  addSentiments(sentiments: readonly { callId: string; label: SentimentLabel }[]): void;
  result(nameOf: (contactId: string) => string | null): Statistics;
}

interface Missed {
  sinceMs: number;
  isOver: boolean;
  isSettled: boolean;
  in: Part | null;
  day: CallShares | null;
}

/** One of the two periods. */
interface Part {
  shares: CallShares;
  outcomes: Record<CallOutcome, number>;
  secondsToAnswer: number[];
  agentCallIds: Set<string>;
  agentMessages: Set<string>;
  agentOutside: number;
  callbacks: { due: number; kept: number };
  responses: number[];
}

const noShares = (): CallShares => ({ person: 0, agent: 0, returned: 0, unreturned: 0, other: 0 });
const newPart = (): Part => ({
  shares: noShares(),
  outcomes: { ringing: 0, talking: 0, answered: 0, missed: 0, voicemail: 0, agent: 0, rejected: 0, dropped: 0 },
  secondsToAnswer: [],
  agentCallIds: new Set(),
  agentMessages: new Set(),
  agentOutside: 0,
  callbacks: { due: 0, kept: 0 },
  responses: [],
});

/** Pure, and the same on the relay and on every desktop: what is added up is all that it knows. */
export function createStatisticsSum(period: StatisticsPeriod): StatisticsSum {
  const { timeZone, now, days: count, counts } = period;
  const today = localTime(now, timeZone).date;
  const dates = Array.from({ length: count }, (_, index) => addDays(today, index + 1 - count));
  const startOf = (date: string) => startOfDay(date, timeZone).toISOString();
  const byDay = dates.map((date) => ({ date, startsAt: startOf(date), ...noShares() }));
  const from = dates[0] ?? today;
  const middle = startOf(from);
  const startsAt = startOf(addDays(from, -count));
  const endsAt = startOf(addDays(today, 1));
  const [current, before] = [newPart(), newPart()];
  const hours = Array.from({ length: 7 }, () => zeros(24));
  const weekdays = zeros(7);
  for (const date of dates) weekdays[weekdayOf(date)] = (weekdays[weekdayOf(date)] ?? 0) + 1;
  const byContact = new Map<string, { calls: number; talkSeconds: number }>();
  const charted: { ids: string[]; weeks: string[] } = { ids: [], weeks: [] };
  let weekOfCall: Map<string, string> | null = null;
  const weeks = new Map<string, { negative: number; neutral: number; positive: number }>();
  const waitingContacts = new Map<string, Missed[]>();
  const waitingNumbers = new Map<string, Missed[]>();
  const all: Missed[] = [];
  const callbackOfAgent = new Set<string>();
  const countedIds = new Set<string>();
  const calendar = byDay.map(({ date, startsAt: at }, index) =>
    calendarDay(date, at, byDay[index + 1]?.startsAt ?? endsAt, timeZone),
  );
  const [startsMs, middleMs, endsMs] = [Date.parse(startsAt), Date.parse(middle), Date.parse(endsAt)];
  let dayIndex = 0;

  function follow(call: CountedCall, missed: Missed | null): void {
    if (missed) {
      all.push(missed);
      addTo(waitingContacts, call.contactId, missed);
      addTo(waitingNumbers, otherNumber(call), missed);
    } else if (isTalk(call)) {
      reach(call, waitingContacts, call.contactId);
      reach(call, waitingNumbers, otherNumber(call));
    }
  }

  function addOne(call: CountedCall): void {
    const startedMs = startedMsOf(call);
    if (startedMs < startsMs || startedMs >= endsMs) return;
    while (startedMs >= (calendar[dayIndex]?.endsMs ?? Number.POSITIVE_INFINITY)) dayIndex += 1;
    const isCounted = !isOpen(call.outcome) && counts(call);
    const part = isCounted ? (startedMs >= middleMs ? current : before) : null;
    const day = part === current ? (byDay[dayIndex] ?? null) : null;
    const missed = isMissed(call) ? missedOf(call, part, day) : null;
    follow(call, missed);
    if (!part) return;
    if (period.callbacksOfCalls) countedIds.add(call.id);
    part.outcomes[call.outcome] += 1;
    if (!missed)
      addShare(part, day, call.outcome === 'answered' ? 'person' : call.outcome === 'agent' ? 'agent' : 'other');
    if (call.outcome === 'agent') addAgent(part, call);
    if (call.outcome === 'answered' && call.direction === 'inbound' && isAnswered(call))
      part.secondsToAnswer.push(Math.max(0, Math.round((answeredMsOf(call) - startedMs) / 1_000)));
    const today = part === current ? calendar[dayIndex] : undefined;
    if (today) addToCharts(call, startedMs, today);
  }

  function addAgent(part: Part, call: CountedCall): void {
    part.agentCallIds.add(call.id);
    if (call.voicemail !== null) part.agentMessages.add(call.id);
    if (period.isOpenAt && !period.isOpenAt(new Date(call.startedAt))) part.agentOutside += 1;
  }

  function addToCharts(call: CountedCall, startedMs: number, day: CalendarDay): void {
    if (call.direction === 'inbound') {
      const row = hours[day.weekday];
      const hour = day.hourAt(startedMs);
      if (row) row[hour] = (row[hour] ?? 0) + 1;
    }
    charted.ids.push(call.id);
    charted.weeks.push(day.week);
    if (call.contactId === null) return;
    let sums = byContact.get(call.contactId);
    if (!sums) byContact.set(call.contactId, (sums = { calls: 0, talkSeconds: 0 }));
    sums.calls += 1;
    sums.talkSeconds += call.outcome === 'answered' ? (call.durationSeconds ?? 0) : 0;
  }

  function addCallback(callback: CountedCallback): void {
    if (callback.source === 'agent' && callback.callId !== null) callbackOfAgent.add(callback.callId);
    const { dueAt, closed } = callback;
    if (dueAt === null || dueAt < startsAt || dueAt >= endsAt || !period.countsCallback(callback)) return;
    if (period.callbacksOfCalls && (callback.callId === null || !countedIds.has(callback.callId))) return;
    const isKept = closed !== null && Date.parse(closed.at) <= Date.parse(dueAt);
    if (!isKept && Date.parse(dueAt) > now.getTime()) return;
    const part = dueAt >= middle ? current : before;
    part.callbacks.due += 1;
    if (isKept) part.callbacks.kept += 1;
  }

  /** Made when it is asked for the first time, after the calls: where nothing was heard it never is. */
  function weeksByCall(): Map<string, string> {
    weekOfCall ??= new Map(charted.ids.map((callId, index) => [callId, charted.weeks[index] ?? '']));
    return weekOfCall;
  }

  function figuresOf(part: Part): Figures {
    const { shares, outcomes, secondsToAnswer } = part;
    const total = shares.person + shares.agent + shares.returned + shares.unreturned + shares.other;
    const booked = [...part.agentCallIds].filter((callId) => callbackOfAgent.has(callId));
    const messages = [...part.agentMessages].filter((callId) => !callbackOfAgent.has(callId)).length;
    return {
      ...shares,
      total,
      spokeRate: total === 0 ? null : (shares.person + shares.agent) / total,
      secondsToAnswer: {
        calls: secondsToAnswer.length,
        median: partOf(secondsToAnswer, 0.5),
        nineInTen: partOf(secondsToAnswer, 0.9),
      },
      callbacks: part.callbacks,
      outcomes,
      agentCalls: {
        bookedCallback: booked.length,
        tookMessage: messages,
        only: part.agentCallIds.size - booked.length - messages,
        outsideHours: period.isOpenAt === null ? null : part.agentOutside,
      },
    };
  }

  return {
    startsAt,
    endsAt,
    add(calls) {
      for (const call of calls) addOne(call);
    },
    addCallbacks(callbacks) {
      for (const callback of callbacks) addCallback(callback);
    },
    callIds: () => charted.ids,
    addSentiments(sentiments) {
      for (const { callId, label } of sentiments) {
        const weekOf = weeksByCall().get(callId);
        if (weekOf === undefined) continue;
        const week = weeks.get(weekOf) ?? { negative: 0, neutral: 0, positive: 0 };
        weeks.set(weekOf, { ...week, [label]: week[label] + 1 });
      }
    },
    result(nameOf) {
      for (const { in: part, day, isOver, isSettled: nothingOwed } of all.splice(0))
        if (part) addShare(part, day, isOver || nothingOwed ? 'returned' : 'unreturned');
      const minutes = current.responses.map((ms) => Math.ceil(ms / 60_000));
      const top = [...byContact]
        .sort(([a, x], [b, y]) => y.calls - x.calls || (a < b ? -1 : 1))
        .slice(0, MOST_CONTACTED);
      return {
        ...figuresOf(current),
        from,
        to: today,
        timeZone,
        byDay: byDay.map(({ startsAt: _startsAt, ...day }) => day),
        byHour: { calls: hours, days: weekdays },
        response: {
          bars: barsOf(minutes),
          median: partOf(minutes, 0.5),
          nineInTen: partOf(minutes, 0.9),
          promisedMinutes: period.promisedMinutes,
        },
        sentiment: [...weeks].sort(([a], [b]) => (a < b ? -1 : 1)).map(([weekOf, week]) => ({ weekOf, ...week })),
        contacts: top.map(([contactId, sums]) => ({ contactId, name: nameOf(contactId), ...sums })),
        before: figuresOf(before),
      };
    },
  };
}

const zeros = (length: number) => Array.from({ length }, () => 0);

function addShare(part: Part, day: CallShares | null, share: keyof CallShares): void {
  part.shares[share] += 1;
  if (day) day[share] += 1;
}

function barsOf(minutes: readonly number[]): number[] {
  const bars = zeros(RESPONSE_MINUTES.length + 1);
  for (const one of minutes) {
    const found = RESPONSE_MINUTES.findIndex((end) => one <= end);
    const bar = found === -1 ? RESPONSE_MINUTES.length : found;
    bars[bar] = (bars[bar] ?? 0) + 1;
  }
  return bars;
}

/** The value that this share of them does not exceed; null for none. */
function partOf(values: readonly number[], share: number): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? null;
}

function isAnswered(call: CountedCall): boolean {
  return call.answeredMs === undefined ? call.answeredAt !== null : call.answeredMs !== null;
}

function missedOf(call: CountedCall, part: Part | null, day: CallShares | null): Missed {
  return { sinceMs: endedMsOf(call), isOver: false, isSettled: isSettled(call), in: part, day };
}

function addTo(waiting: Map<string, Missed[]>, key: string | null, missed: Missed): void {
  if (key === null) return;
  const others = waiting.get(key);
  if (others) others.push(missed);
  else waiting.set(key, [missed]);
}

/** Whoever waited under this contact or number is spoken with. */
function reach(talk: CountedCall, waiting: Map<string, Missed[]>, key: string | null): void {
  const reached = key === null ? undefined : waiting.get(key);
  if (key === null || !reached) return;
  const spokeMs = answeredMsOf(talk);
  for (const one of reached) {
    if (!one.isOver) one.in?.responses.push(Math.max(0, spokeMs - one.sinceMs));
    one.isOver = true;
  }
  waiting.delete(key);
}
