import type { StatisticsView } from '../../src-preload/contract/statistics.ts';
import { maskTitle } from './mask-card.ts';

/** Numbers tell nothing of anybody; the names of those who call most do. */
export function maskStatistics(view: StatisticsView): StatisticsView {
  const { statistics } = view;
  const contacts = statistics.contacts.map((one) => ({ ...one, name: one.name && maskTitle(one.name) }));
  return { ...view, statistics: { ...statistics, contacts } };
}
