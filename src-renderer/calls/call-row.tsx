import { clsx } from 'clsx';
import { Headset } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { CallRow as Row } from '../../src-preload/contract.ts';
import type { AgentTalk } from '../../src-preload/contract/agent.ts';
import { TalkWords } from '../agent-live/live-talks.tsx';
import { MarkedText } from '../ui/marked-text.tsx';
import { StatusWord } from '../ui/status-word.tsx';
import { useFormat } from '../words/format.ts';
import { describeOutcome } from './describe-outcome.ts';
import { RowFrame, RowMatter, RowTitle } from './row-frame.tsx';

/** What is drawn in a row of the list, 72 high (104 to 110 with a snippet). The list gives it its role and place. */
export function CallRow({
  row,
  selected,
  now,
  talk,
}: {
  row: Row;
  selected: boolean;
  now: Date;
  /** The AI receptionist speaks on it now. */
  talk: AgentTalk | null;
}) {
  const { t } = useTranslation('calls');
  const format = useFormat();
  const { icon, iconTone, words, urgent, unheard = false } = describeOutcome(row, t, format, now);
  return (
    <RowFrame
      icon={talk === null ? icon : Headset}
      iconTone={talk === null ? iconTone : 'text-accent-text'}
      selected={selected}
    >
      <RowTitle row={row} withheld={t('row.withheld')}>
        {/* The words of the third line say it too. */}
        {unheard && <span aria-hidden="true" className="mr-1.5 inline-block size-2 rounded-full bg-accent" />}
      </RowTitle>
      <time dateTime={row.startedAt} className="text-right text-meta leading-5 text-text-3">
        {format.time(row.startedAt)}
      </time>
      <RowMatter row={row}>
        {row.durationSeconds !== null && row.durationSeconds > 0 && (
          <span className="ml-auto shrink-0 whitespace-nowrap">{format.duration(row.durationSeconds)}</span>
        )}
      </RowMatter>
      <span className="col-span-2 col-start-2 mt-0.75 flex min-w-0 items-start justify-between gap-1.5 text-meta leading-4.5 text-text-2">
        {/* Wraps to a second line rather than being cut: what happened is never guessed from half a word. */}
        <span
          className={clsx(
            'min-w-0 text-balance',
            talk === null && urgent ? 'font-medium text-critical-text' : unheard && 'font-semibold text-text',
          )}
        >
          {talk === null ? words : <TalkWords talk={talk} />}
        </span>
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
    </RowFrame>
  );
}
