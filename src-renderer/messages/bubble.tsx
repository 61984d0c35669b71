import { clsx } from 'clsx';
import { Printer } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ConversationEntry } from '../../src-preload/contract.ts';
import { describeNotDone } from '../call-control/describe-act.ts';
import { Icon } from '../ui/icon.tsx';
import { useFormat } from '../words/format.ts';
import { describeMessage, messageText, messageTones } from './describe-message.ts';

/** One SMS or fax: theirs on the left, the firm's on the right, what became of it under it. */
export function Bubble({ entry, who, marked }: { entry: ConversationEntry; who: string; marked: boolean }) {
  const { t } = useTranslation('messages');
  const control = useTranslation('control').t;
  const format = useFormat();
  const ours = entry.direction === 'outbound';
  const { words, stateIcon, tone } = describeMessage(entry, t);
  const by = ours ? entry.byName : who;
  const at = format.time(entry.at);
  const failed = entry.state === 'failed' || entry.state === 'unconfirmed';
  const reason =
    entry.state === 'unconfirmed'
      ? control('unconfirmed')
      : entry.state === 'failed' && entry.failure !== null
        ? describeNotDone({ result: 'refused', refusal: entry.failure, detail: null }, control)
        : null;
  return (
    <div className={clsx('flex max-w-[34rem] flex-col', ours ? 'items-end self-end pl-10' : 'items-start pr-10')}>
      <div
        className={clsx(
          'selectable rounded-3 border px-3 py-2 text-read wrap-anywhere whitespace-pre-wrap',
          failed ? 'border-line-2 bg-surface' : ours ? 'border-accent-line bg-accent-tint' : 'border-line bg-sunken',
          marked && 'outline-2 outline-offset-1 outline-accent',
        )}
      >
        <span className="sr-only">
          {by === null ? t('fromFirm', { time: at }) : t('fromThem', { who: by, time: at })}{' '}
        </span>
        {entry.kind === 'fax' ? (
          <span className="flex items-start gap-2">
            <Icon of={Printer} className="mt-0.75 text-text-2" />
            <span>
              <span className="block font-medium">{messageText({ text: '', pages: entry.pages }, t)}</span>
              {entry.text !== '' && <span className="block">{entry.text}</span>}
              <span className="block text-meta text-text-2">{t('faxKept')}</span>
            </span>
          </span>
        ) : (
          entry.text
        )}
      </div>
      <p className="mt-0.75 flex flex-wrap items-center gap-x-1.5 px-1 text-caption text-text-3">
        <time dateTime={entry.at} aria-hidden="true">
          {at}
        </time>
        {(ours || entry.state !== 'received') && (
          <>
            <span aria-hidden="true">·</span>
            <span className={clsx('inline-flex items-center gap-1', messageTones[tone])}>
              {stateIcon && <Icon of={stateIcon} size={12} />}
              {words}
            </span>
          </>
        )}
      </p>
      {reason !== null && <p className={clsx('px-1 text-meta', ours && 'text-right', messageTones[tone])}>{reason}</p>}
    </div>
  );
}
