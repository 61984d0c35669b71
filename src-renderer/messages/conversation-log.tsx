import { MessageSquare } from 'lucide-react';
import { Fragment, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Conversation, ConversationEntry } from '../../src-preload/contract.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { useFormat } from '../words/format.ts';
import { Bubble } from './bubble.tsx';

/** Oldest to newest, by day. What comes in while it is open is read out politely and never takes the keyboard. */
export function ConversationLog({
  conversation,
  who,
  messageId,
  now,
}: {
  conversation: Conversation;
  who: string;
  /** The one that was chosen in the list: scrolled to and marked, unless it is the newest. */
  messageId: string | null;
  now: Date;
}) {
  const { t } = useTranslation('messages');
  const format = useFormat();
  const scroller = useRef<HTMLDivElement>(null);
  const { entries } = conversation;
  const newest = entries.at(-1)?.id;
  const marked = messageId === newest ? null : messageId;

  useEffect(() => {
    if (marked === null) return;
    const entries = scroller.current?.querySelectorAll<HTMLElement>('[data-entry]') ?? [];
    [...entries].find(({ dataset }) => dataset['entry'] === marked)?.scrollIntoView({ block: 'center' });
  }, [marked]);

  return (
    <div
      ref={scroller}
      role="log"
      aria-label={t('log', { who })}
      // Scrolled with the keyboard too.
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      // Reversed, so that the browser keeps the end in sight when something comes in or the answer grows, and keeps the
      // place of somebody who reads further up.
      className="scroll-quiet flex min-h-0 grow flex-col-reverse -outline-offset-2"
    >
      <div className="flex grow flex-col gap-2.5 px-5 py-4">
        {entries.length === 0 && (
          <EmptyState icon={MessageSquare} title={t('none')}>
            {conversation.cannotSend === null ? t('noneWhy') : t('noneCannot')}
          </EmptyState>
        )}
        {byDay(entries).map(([day, ofDay]) => (
          <Fragment key={day}>
            <h3 className="mt-1 self-center text-caption font-semibold text-text-3">{format.dayHeading(day, now)}</h3>
            {ofDay.map((entry) => (
              <div key={entry.id} data-entry={entry.id} className="flex flex-col">
                <Bubble entry={entry} who={who} marked={entry.id === marked} />
              </div>
            ))}
          </Fragment>
        ))}
      </div>
    </div>
  );
}

/** By the day of this computer's zone, as the list groups them. */
function byDay(entries: readonly ConversationEntry[]): [day: string, entries: ConversationEntry[]][] {
  const days = new Map<string, ConversationEntry[]>();
  for (const entry of entries) {
    const at = new Date(entry.at);
    const two = (n: number) => String(n).padStart(2, '0');
    const day = `${String(at.getFullYear())}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
    const ofDay = days.get(day);
    if (ofDay) ofDay.push(entry);
    else days.set(day, [entry]);
  }
  return [...days];
}
