import type { Call } from '../wire/call.ts';
import { otherNumber } from '../wire/call.ts';
import { integrationCallTypes, outcomesOf, type IntegrationCallType } from './integration-call.ts';

/** HTTP contract section 4: the names of the fields are exact. */
export interface IntegrationStats {
  total_calls: number;
  answered_calls: number;
  missed_calls: number;
  voicemail_calls: number;
  /** Mean talk of answered calls, two decimals; 0 where none was answered. */
  avg_duration_minutes: number;
  /** Percent of all calls that were answered, one decimal; 0 where there was none. */
  answer_rate: number;
  /** Every day of the period in the firm's time zone, oldest first. */
  calls_by_day: ({ date: string; count: number } & Record<IntegrationCallType, number>)[];
  /**
   * Mean time from an inbound call that nobody took to the first later talk with the same contact or number. Null while
   * nobody was called back: 0 would say "at once".
   */
  avg_response_seconds: number | null;
  /** Of the calls whose sentiment is known. */
  sentiment_distribution: { positive: number; neutral: number; negative: number };
  /** The ten contacts with the most calls. */
  top_contacts: { contact_id: string; contact_name: string | null; call_count: number }[];
}

const TOP = 10;

/** A caller whom nobody has spoken with yet. */
interface Waiting {
  sinceMs: number;
  isOver: boolean;
}

/** Adds calls up, oldest first, a part of the period at a time. */
export interface StatsSum {
  add(calls: readonly Call[]): void;
  result(
    nameOf: (contactId: string) => Promise<string | null>,
    sentiments: IntegrationStats['sentiment_distribution'],
  ): Promise<IntegrationStats>;
}

/**
 * @param days the days of the period: `2026-11-19` and the moment at which it begins, oldest first. A call before the
 *   first is not counted.
 */
export function createStatsSum(days: readonly { date: string; startsAt: string }[]): StatsSum {
  const byDay = days.map(({ date }) => ({ date, count: 0, answered: 0, missed: 0, voicemail: 0 }));
  const byContact = new Map<string, number>();
  let durations = 0;
  let talkSeconds = 0;
  /** By `contact/<id>` and `number/<number>`: a year has too many of them to be searched through at each talk. */
  const waiting = new Map<string, Waiting[]>();
  const responses: number[] = [];
  let dayIndex = 0;

  function addOne(call: Call): void {
    while (dayIndex + 1 < days.length && call.startedAt >= (days[dayIndex + 1]?.startsAt ?? '')) dayIndex += 1;
    const day = byDay[dayIndex];
    const type = integrationCallTypes.find((one) => outcomesOf[one].includes(call.outcome));
    if (!day || !type || call.startedAt < (days[0]?.startsAt ?? '')) return;
    day.count += 1;
    day[type] += 1;
    if (call.contactId !== null) byContact.set(call.contactId, (byContact.get(call.contactId) ?? 0) + 1);
    if (type !== 'answered' || call.durationSeconds === null) return;
    durations += 1;
    talkSeconds += call.durationSeconds;
  }

  function follow(call: Call): void {
    const number = otherNumber(call);
    const keys = [
      ...(call.contactId === null ? [] : [`contact/${call.contactId}`]),
      ...(number === null ? [] : [`number/${number}`]),
    ];
    if (call.answeredAt !== null) {
      const answeredMs = Date.parse(call.answeredAt);
      for (const one of keys.flatMap((key) => waiting.get(key) ?? [])) {
        if (!one.isOver) responses.push(Math.max(0, answeredMs - one.sinceMs));
        one.isOver = true;
      }
      for (const key of keys) waiting.delete(key);
      return;
    }
    // Who gave up at once, or was turned away by a rule, waits for nobody.
    const waits = call.direction === 'inbound' && (call.outcome === 'missed' || call.outcome === 'voicemail');
    if (!waits) return;
    const one = { sinceMs: Date.parse(call.endedAt ?? call.startedAt), isOver: false };
    for (const key of keys) waiting.set(key, [...(waiting.get(key) ?? []), one]);
  }

  return {
    add(calls) {
      for (const call of calls) {
        addOne(call);
        follow(call);
      }
    },
    async result(nameOf, sentiments) {
      const sum = (of: (day: (typeof byDay)[number]) => number) => byDay.reduce((total, day) => total + of(day), 0);
      const total = sum((day) => day.count);
      const answered = sum((day) => day.answered);
      const top = [...byContact].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).slice(0, TOP);
      const mean = responses.reduce((all, ms) => all + ms, 0) / 1_000 / responses.length;
      return {
        total_calls: total,
        answered_calls: answered,
        missed_calls: sum((day) => day.missed),
        voicemail_calls: sum((day) => day.voicemail),
        avg_duration_minutes: durations === 0 ? 0 : rounded(talkSeconds / durations / 60, 2),
        answer_rate: total === 0 ? 0 : rounded((answered / total) * 100, 1),
        calls_by_day: byDay,
        avg_response_seconds: responses.length === 0 ? null : Math.round(mean),
        sentiment_distribution: sentiments,
        top_contacts: await Promise.all(
          top.map(async ([contact_id, call_count]) => ({
            contact_id,
            contact_name: await nameOf(contact_id),
            call_count,
          })),
        ),
      };
    },
  };
}

const rounded = (value: number, decimals: number) => Math.round(value * 10 ** decimals) / 10 ** decimals;
