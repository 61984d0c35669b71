import type { CallbackDid } from '@callbrief/relay/wire/callback';
import { useTranslation } from 'react-i18next';
import type { HappenedEntry } from '../../src-preload/contract/callbacks.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { useFormat } from '../words/format.ts';
import { SideBlock } from './side-block.tsx';
import { describeHappened } from './describe-happened.ts';

/** What people did and the calls with this caller, newest first; and what is done now. */
export function WhatHappened({
  happened,
  canAct,
  now,
  onDid,
  onOpenCall,
}: {
  happened: readonly HappenedEntry[];
  canAct: boolean;
  now: Date;
  onDid: (did: CallbackDid) => void;
  onOpenCall: (callId: string) => void;
}) {
  const { t } = useTranslation('callbacks');
  const roles = useTranslation('roles').t;
  const format = useFormat();
  const status = (word: string) => roles(`followUp.${word as 'ok'}`);
  return (
    <SideBlock title={t('side.happened')}>
      <ul aria-label={t('side.happened')}>
        {happened.map((entry) => {
          const { icon, tone, words } = describeHappened(entry, { t, status, format, now });
          const isToday = new Date(entry.at).toDateString() === now.toDateString();
          return (
            <li
              key={entry.id}
              className="grid grid-cols-[2.625rem_1rem_minmax(0,1fr)] gap-1.5 py-0.75 text-meta leading-4.5 text-text-2"
            >
              <time dateTime={entry.at} title={format.dayAndTime(entry.at, now)}>
                {isToday ? format.time(entry.at) : shortDate(entry.at)}
              </time>
              <Icon of={icon} size={14} className={`mt-0.5 ${tone}`} />
              {entry.what === 'call' ? (
                <button
                  type="button"
                  onClick={() => onOpenCall(entry.callId)}
                  className="rounded-1 text-left hover:underline"
                >
                  {words}
                </button>
              ) : (
                <span>{words}</span>
              )}
            </li>
          );
        })}
      </ul>
      {canAct && (
        <div className="mt-2 flex flex-wrap gap-1.5">
          <Button size={24} onClick={() => onDid('reached')}>
            {t('side.reached')}
          </Button>
          <Button size={24} onClick={() => onDid('no_answer')}>
            {t('side.noAnswer')}
          </Button>
          <Button size={24} onClick={() => onDid('left_message')}>
            {t('side.leftMessage')}
          </Button>
        </div>
      )}
    </SideBlock>
  );
}

/** `18/11`: days before today, in the width of a time. */
function shortDate(at: string): string {
  const date = new Date(at);
  const two = (n: number) => String(n).padStart(2, '0');
  return `${two(date.getDate())}/${two(date.getMonth() + 1)}`;
}
