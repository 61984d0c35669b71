import { setImmediate as nextTurn } from 'node:timers/promises';
import { createStatisticsSum, type SentimentLabel, type StatisticsSum } from '@callbrief/relay/wire/add-up-calls';
import { whoseCalls, type CountedCallback } from '@callbrief/relay/wire/counted-call';
import type { StatisticsAsk, StatisticsView } from '../../src-preload/contract/statistics.ts';
import type { History } from '../history/history.ts';

export interface StatisticsDesk {
  get(ask: StatisticsAsk): Promise<StatisticsView>;
}

export interface StatisticsDeskOptions {
  history: () => Pick<History, 'countedCalls' | 'insights' | 'people' | 'office' | 'contact'>;
  now: () => Date;
  timeZone: () => string;
  /** Those that this computer knows. */
  callbacks: () => readonly CountedCallback[];
  /** What the firm promises (practice), minutes. */
  promisedMinutes: () => number;
  /** Null: the firm's opening hours are not known here. */
  isOpenAt: ((at: Date) => boolean) | null;
}

/** Read at once: a popup never waits for a year of statistics. */
const MS_AT_ONCE = 7 * 86_400_000;
const WORDS_AT_ONCE = 20;
/** Opening the words of a call costs a millisecond; how it went is remembered. */
const MOST_REMEMBERED = 50_000;

/** Adds up what this computer has: the same sum as the relay's (`wire/add-up-calls.ts`), offline too. */
export function createStatisticsDesk(options: StatisticsDeskOptions): StatisticsDesk {
  const remembered = new Map<string, { revision: number; label: SentimentLabel | null }>();

  async function addSentiments(sum: StatisticsSum): Promise<void> {
    const history = options.history();
    const heard = history.countedCalls.withWords(sum.startsAt, sum.endsAt);
    if (heard.length === 0) return;
    const counted = new Set(sum.callIds());
    const talks = heard.filter(({ callId }) => counted.has(callId));
    let opened = 0;
    for (const { callId, revision } of talks) {
      let known = remembered.get(callId);
      if (known?.revision !== revision) {
        const sentiment = history.insights.get(callId)?.sentiment;
        known = { revision, label: (sentiment?.status === 'completed' ? sentiment.overall?.label : null) ?? null };
        for (const oldest of remembered.keys()) if (remembered.size >= MOST_REMEMBERED) remembered.delete(oldest);
        remembered.set(callId, known);
        opened += 1;
        if (opened % WORDS_AT_ONCE === 0) await nextTurn();
      }
      if (known.label !== null) sum.addSentiments([{ callId, label: known.label }]);
    }
  }

  return {
    async get({ days, ...filter }) {
      const history = options.history();
      const firm = history.office()?.firm;
      const people = history.people();
      const sum = createStatisticsSum({
        timeZone: options.timeZone(),
        now: options.now(),
        days,
        ...whoseCalls(filter, people, firm ?? {}),
        isOpenAt: options.isOpenAt,
        promisedMinutes: options.promisedMinutes(),
      });
      const end = Date.parse(sum.endsAt);
      for (let at = Date.parse(sum.startsAt); at < end; at += MS_AT_ONCE) {
        const until = new Date(Math.min(end, at + MS_AT_ONCE)).toISOString();
        sum.add(history.countedCalls.between(new Date(at).toISOString(), until));
        await nextTurn();
      }
      sum.addCallbacks(options.callbacks());
      await addSentiments(sum);
      return {
        statistics: sum.result((contactId) => history.contact(contactId)?.name ?? null),
        lines: firm?.lines ?? [],
        people: people.map(({ id, shortName }) => ({ id, shortName })),
        teams: (firm?.teams ?? []).map(({ id, name }) => ({ id, name })),
      };
    },
  };
}
