import { clsx } from 'clsx';
import { useTranslation } from 'react-i18next';
import type { CallRow as Row } from '../../src-preload/contract.ts';
import { Icon } from '../ui/icon.tsx';
import { MarkedText } from '../ui/marked-text.tsx';
import { StatusWord } from '../ui/status-word.tsx';
import { useFormat } from '../words/format.ts';
import { describeOutcome } from './describe-outcome.ts';

/** What is drawn in a row of the list, 72 high (104 to 110 with a snippet). The list gives it its role and place. */
export function CallRow({ row, selected, now }: { row: Row; selected: boolean; now: Date }) {
  const { t } = useTranslation('calls');
  const roles = useTranslation('roles').t;
  const format = useFormat();
  const { icon, iconTone, words, urgent } = describeOutcome(row, t, format, now);
  const role = row.role && row.role !== 'client' ? roles(`word.${row.role}`) : null;
  return (
    <div
      className={clsx(
        'relative mx-1 grid grid-cols-[1.125rem_1fr_auto] gap-x-2.25 rounded-2 px-3 pt-1.75 pb-2',
        selected
          ? 'bg-selected after:absolute after:inset-y-2 after:left-0 after:w-0.75 after:rounded-[2px] after:bg-accent'
          : 'group-hover:bg-hover',
      )}
    >
      <Icon of={icon} className={clsx('mt-0.5', iconTone)} />
      <span className="cut text-ui font-semibold">
        {row.titleMarks ? <MarkedText pieces={row.titleMarks} /> : (row.title ?? t('row.withheld'))}
        {role && <small className="text-meta font-normal text-text-3"> {role}</small>}
      </span>
      <time dateTime={row.startedAt} className="text-right text-meta leading-5 text-text-3">
        {format.time(row.startedAt)}
      </time>
      <span className="col-span-2 col-start-2 flex min-h-4 min-w-0 items-center gap-1.5 text-meta text-text-2">
        {row.matter ? (
          <>
            <span className="shrink-0 font-medium text-text">{row.matter.number}</span>
            <span className="cut">{row.matter.title}</span>
          </>
        ) : (
          <span className="cut">{row.lineName}</span>
        )}
        {row.durationSeconds !== null && row.durationSeconds > 0 && (
          <span className="ml-auto shrink-0 whitespace-nowrap">{format.duration(row.durationSeconds)}</span>
        )}
      </span>
      <span className="col-span-2 col-start-2 mt-0.75 flex min-w-0 items-start justify-between gap-1.5 text-meta leading-4.5 text-text-2">
        {/* Wraps to a second line rather than being cut: what happened is never guessed from half a word. */}
        <span className={clsx('min-w-0 text-balance', urgent && 'font-medium text-critical-text')}>{words}</span>
        {row.followUp && (
          <span className="mt-px flex shrink-0">
            <StatusWord followUp={row.followUp} />
          </span>
        )}
      </span>
      {row.snippet && (
        <span className="col-span-2 col-start-2 mt-1 border-l-2 border-line-2 pl-2 text-meta leading-4.25 text-text-2">
          <span className="line-clamp-2">
            <MarkedText pieces={row.snippet} />
          </span>
        </span>
      )}
    </div>
  );
}
