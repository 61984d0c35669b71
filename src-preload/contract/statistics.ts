import type { Firm, Person } from '@callbrief/relay/wire/directory';
import type { Statistics, StatisticsFilter } from '@callbrief/relay/wire/statistics';

/** The dashboard. Added up from what this computer has, so it works offline too. */
export interface StatisticsRequests {
  'statistics:get': { ask: StatisticsAsk; answer: StatisticsView };
  /** Saved where the person says; `saved` null: they changed their mind. */
  'statistics:export': { ask: StatisticsExport; answer: { saved: string | null } | { refused: 'failed' } };
}

export interface StatisticsAsk extends StatisticsFilter {
  /** Today and the days before it, 1 to 366. */
  days: number;
}

export interface StatisticsView {
  statistics: Statistics;
  /** What can be chosen as a filter. */
  lines: Firm['lines'];
  people: Pick<Person, 'id' | 'shortName'>[];
  teams: { id: string; name: string }[];
}

export type StatisticsExport =
  /** Rows of words and numbers as the window shows them; an empty row stands between two tables. */
  { kind: 'csv'; fileName: string; rows: string[][] } | { kind: 'png'; fileName: string; base64: string };
