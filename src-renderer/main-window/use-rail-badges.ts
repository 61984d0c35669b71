import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useStores } from '../stores/stores.ts';
import { useFormat } from '../words/format.ts';
import type { RailBadge } from './rail.tsx';

/** What waits for me on a screen that is not in front; each number can say what it counts. */
export function useRailBadges(): { callbacks: RailBadge | null; tasks: RailBadge | null } {
  const { callbacks, tasks } = useStores();
  const { t } = useTranslation('app');
  const format = useFormat();
  const queue = useStore(callbacks.store, ({ list }) => list);
  const list = useStore(tasks.store, (data) => data.list);
  const owed = queue && queue.badge.overdue + queue.badge.soon;
  const due = list && list.badge.overdue + list.badge.today;
  return {
    callbacks:
      queue && owed !== null && owed > 0
        ? {
            count: owed,
            explained: t('badge.callbacks', {
              overdue: queue.badge.overdue,
              soon: queue.badge.soon,
              time: format.waiting(new Date(0).toISOString(), new Date(queue.soonMinutes * 60_000)),
            }),
          }
        : null,
    tasks:
      list && due !== null && due > 0
        ? {
            count: due,
            explained: t('badge.tasks', { overdue: list.badge.overdue, today: list.badge.today }),
          }
        : null,
  };
}
