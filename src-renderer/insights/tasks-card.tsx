import type { InsightEdit } from '@callbrief/relay/wire/insights';
import { clsx } from 'clsx';
import { Check, Undo2, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { InsightsView } from '../../src-preload/contract.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { useFormat } from '../words/format.ts';
import { Card } from './card.tsx';

/** What somebody may have to do, with the words it is taken from. Dashed until a person accepts it. */
export function TasksCard({
  view,
  now,
  onEdit,
  onGo,
}: {
  view: InsightsView;
  now: Date;
  onEdit: (edit: InsightEdit) => Promise<boolean>;
  /** Hear the words of this line. */
  onGo: (segmentId: string) => void;
}) {
  const { t } = useTranslation('insights');
  const format = useFormat();
  const { tasks, status } = view.tasks;
  const shown = tasks.filter(({ state }) => state !== 'dismissed');
  if (status !== 'completed') return null;
  const decide = (taskId: string, state: 'accepted' | 'dismissed' | 'suggested') =>
    void onEdit({ edit: 'task', taskId, state });
  return (
    <Card
      title={t('tasks.title')}
      chips={
        shown.length > 0 && (
          <span className="inline-flex h-4.5 min-w-4.5 items-center justify-center rounded-full bg-hover px-1 text-caption font-medium text-text-2">
            {shown.length}
          </span>
        )
      }
    >
      {shown.length === 0 && <p className="text-text-2">{t('tasks.none')}</p>}
      <ul>
        {shown.map(({ id, title, dueDate, quote, segmentId, state, decided }) => {
          const accepted = state === 'accepted';
          const due = dueDate === null ? null : format.day(dueDate, now);
          return (
            <li
              key={id}
              className="grid grid-cols-[1rem_minmax(0,1fr)_auto] gap-x-2 py-1 not-first:border-t not-first:border-line"
            >
              <span
                aria-hidden="true"
                className={clsx('mt-0.5 size-4 rounded-1 border-[1.5px] border-control', !accepted && 'border-dashed')}
              />
              <span className="wrap-anywhere">{title}</span>
              <span className="-my-0.5 flex gap-0.5">
                {accepted ? (
                  <IconButton
                    size={24}
                    icon={Undo2}
                    label={t('tasks.undo', { title })}
                    onClick={() => decide(id, 'suggested')}
                  />
                ) : (
                  <>
                    <IconButton
                      size={24}
                      icon={Check}
                      label={t('tasks.accept', { title })}
                      onClick={() => decide(id, 'accepted')}
                    />
                    <IconButton
                      size={24}
                      icon={X}
                      label={t('tasks.dismiss', { title })}
                      onClick={() => decide(id, 'dismissed')}
                    />
                  </>
                )}
              </span>
              <span className="col-span-2 col-start-2 text-meta text-text-2">
                {accepted ? decided && t('tasks.acceptedBy', { name: decided.byName }) : t('tasks.suggested')}
                {due !== null && (
                  <>
                    {' · '}
                    <span className={dueSoon(dueDate, now) ? 'font-medium text-caution-text' : undefined}>
                      {t('tasks.due', { day: due })}
                    </span>
                  </>
                )}
              </span>
              <button
                type="button"
                onClick={() => onGo(segmentId)}
                className="cut col-span-2 col-start-2 min-h-6 text-left text-meta text-text-3 hover:underline"
                title={quote}
              >
                {t('tasks.quote', { quote })}
              </button>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}

/** Today, tomorrow, or over. */
function dueSoon(dueDate: string | null, now: Date): boolean {
  if (dueDate === null) return false;
  const tomorrow = new Date(now.getFullYear(), now.getMonth(), now.getDate() + 2);
  return new Date(`${dueDate}T00:00:00`) < tomorrow;
}
