import { clsx } from 'clsx';
import { useTranslation } from 'react-i18next';
import type { MessageRow as Row } from '../../src-preload/contract.ts';
import { RowFrame, RowMatter, RowTitle } from '../calls/row-frame.tsx';
import { Icon } from '../ui/icon.tsx';
import { MarkedText } from '../ui/marked-text.tsx';
import { useFormat } from '../words/format.ts';
import { describeMessage, messageText, messageTones } from './describe-message.ts';

/** An SMS or a fax among the calls: drawn as they are, with what was written in the third line. */
export function MessageRow({ row, selected }: { row: Row; selected: boolean }) {
  const { t } = useTranslation('messages');
  const format = useFormat();
  const { icon, words, stateIcon, tone } = describeMessage({ ...row, kind: row.messageKind }, t);
  return (
    <RowFrame icon={icon} iconTone={row.unseen ? 'text-accent-text' : 'text-text-2'} selected={selected}>
      <RowTitle row={row} withheld={t('row.unknownSender')}>
        {row.unseen && (
          <>
            <span aria-hidden="true" className="mr-1.5 inline-block size-2 rounded-full bg-accent" />
            <span className="sr-only">{t('row.unseen')} </span>
          </>
        )}
      </RowTitle>
      <time dateTime={row.startedAt} className="text-right text-meta leading-5 text-text-3">
        {format.time(row.startedAt)}
      </time>
      <RowMatter row={row}>
        <span className={clsx('ml-auto inline-flex shrink-0 items-center gap-1 whitespace-nowrap', messageTones[tone])}>
          {stateIcon && <Icon of={stateIcon} size={12} />}
          {words}
        </span>
      </RowMatter>
      <span
        className={clsx(
          'col-span-2 col-start-2 mt-0.75 line-clamp-2 text-meta leading-4.5 wrap-anywhere',
          row.unseen ? 'font-medium text-text' : 'text-text-2',
        )}
      >
        {row.snippet ? <MarkedText pieces={row.snippet} /> : messageText(row, t)}
      </span>
    </RowFrame>
  );
}
