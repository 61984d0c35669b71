import { clsx } from 'clsx';
import { ChevronsUp, CircleCheck } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { CallbackRow as Row } from '../../src-preload/contract/callbacks.ts';
import { Avatar } from '../ui/avatar.tsx';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { StatusWord } from '../ui/status-word.tsx';
import { useFormat } from '../words/format.ts';
import { describeDue } from './describe-due.ts';
import { CallerName } from './caller-name.tsx';

/**
 * 26 urgency, caller, 92 for, 84 owner, 104 due, 138 status, in rem: text grows with the reader's setting. Narrow, owner and
 * status stand under caller and due, and whom it is for is told beside.
 */
export const columns =
  'grid grid-cols-[1.625rem_minmax(0,1fr)_5.75rem_5.25rem_6.5rem_8.625rem] gap-x-3 @max-[48rem]:grid-cols-[1.625rem_minmax(0,1fr)_8.625rem]';

/** The cells of one row, 50 high. The table gives it its role and place. */
export function CallbackCells({
  row,
  selected,
  now,
  onTake,
}: {
  row: Row;
  selected: boolean;
  now: Date;
  onTake: () => void;
}) {
  const { t, i18n } = useTranslation('callbacks');
  const format = useFormat();
  const due = describeDue(row, { t, format, language: i18n.language, now });
  return (
    <>
      <span role="gridcell" className="flex justify-center">
        {row.urgency === 'high' && (
          <span className="flex flex-col items-center gap-px text-caption leading-none font-semibold text-critical-text">
            <Icon of={ChevronsUp} />
            {t('high')}
          </span>
        )}
      </span>
      <span role="gridcell" className="flex min-w-0 flex-col">
        <span className="cut">
          <CallerName row={row} />
        </span>
        <span className="cut text-meta text-text-2">
          {row.matter && <b className="font-medium text-text">{row.matter.number}</b>} {row.reason}
        </span>
      </span>
      <span role="gridcell" title={row.for?.name} className="cut text-meta @max-[48rem]:hidden">
        {row.for?.name}
      </span>
      <span
        role="gridcell"
        className="flex min-w-0 items-center gap-1.5 text-meta @max-[48rem]:col-start-2 @max-[48rem]:row-start-2"
      >
        {row.owner ? (
          <>
            <Avatar name={row.owner.name} us small />
            <span className="cut" title={row.owner.name}>
              {givenName(row.owner.name)}
            </span>
          </>
        ) : (
          row.closed === null && (
            // The row has the keyboard; A takes it too.
            <Button
              size={24}
              tabIndex={selected ? 0 : -1}
              onClick={(event) => {
                event.stopPropagation();
                onTake();
              }}
            >
              {t('takeIt')}
            </Button>
          )
        )}
      </span>
      <span
        role="gridcell"
        className="text-meta text-text-3 @max-[48rem]:col-start-3 @max-[48rem]:row-start-1 @max-[48rem]:min-w-0"
      >
        <b
          className={clsx(
            'block text-ui leading-4.5 font-semibold',
            due.tone === 'critical' ? 'text-critical-text' : due.tone === 'caution' ? 'text-caution-text' : 'text-text',
          )}
        >
          {due.main}
        </b>
        {due.rest}
      </span>
      <span role="gridcell" className="flex @max-[48rem]:col-start-3 @max-[48rem]:row-start-2">
        {row.closed !== null && row.closed.why !== 'by_hand' ? (
          <span className="inline-flex items-start gap-1.25 text-meta font-medium text-positive-text">
            <Icon of={CircleCheck} size={14} className="mt-px" />
            {t('spoke', { name: row.closed.byName ?? t('happened.somebody') })}
          </span>
        ) : (
          <StatusWord followUp={row.status} />
        )}
      </span>
    </>
  );
}

/** `Sofie Maes`: colleagues are called by their given name in a narrow column. */
const givenName = (name: string) => name.split(/\s+/)[0] ?? name;
