import { CalendarClock, Gavel, Users, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallDetail, CallRow, Deadline, EarlierEntry } from '../../src-preload/contract.ts';
import { describeMessage, messageText } from '../messages/describe-message.ts';
import { Icon } from '../ui/icon.tsx';
import { useFormat } from '../words/format.ts';
import { describeOutcome } from './describe-outcome.ts';

/** What is next in the matter, and what was before. */
export function CallAside({
  call,
  now,
  onShowEarlier,
}: {
  call: CallDetail;
  now: Date;
  onShowEarlier: (earlier: EarlierEntry) => void;
}) {
  const { t } = useTranslation('calls');
  const format = useFormat();
  const messages = useTranslation('messages').t;
  const describeEarlier = (earlier: EarlierEntry) => {
    if (earlier.kind === 'call') return describeOutcome(asRow(call, earlier), t, format, now);
    const { kind, direction, byName } = earlier;
    const state = direction === 'inbound' ? ('received' as const) : ('sent' as const);
    const { icon, words } = describeMessage({ kind, direction, byName, state }, messages);
    const read = messageText(earlier, messages);
    return {
      icon,
      iconTone: 'text-text-2',
      words: kind === 'fax' && earlier.text === '' ? read : t('detail.earlierMessage', { what: words, text: read }),
    };
  };
  const known = call.number !== null || !call.anonymous;
  return (
    <>
      {call.nextDeadline && <NextDeadline deadline={call.nextDeadline} now={now} />}
      {known && (
        <Card title={t('detail.earlier')}>
          {call.earlier.length === 0 ? (
            <p className="text-meta text-text-2">{t('detail.noEarlier')}</p>
          ) : (
            <ul className="-mx-1.5">
              {call.earlier.map((earlier) => {
                const { icon, iconTone, words } = describeEarlier(earlier);
                return (
                  <li key={earlier.id}>
                    <button
                      type="button"
                      onClick={() => onShowEarlier(earlier)}
                      className="grid w-full grid-cols-[1rem_1fr] items-center gap-x-2 rounded-2 px-1.5 py-1 text-left hover:bg-hover"
                    >
                      <Icon of={icon} size={14} className={iconTone} />
                      <span>{format.dayAndTime(earlier.startedAt, now)}</span>
                      <span className="col-start-2 text-meta text-text-2 line-clamp-2 wrap-anywhere">{words}</span>
                    </button>
                  </li>
                );
              })}
            </ul>
          )}
        </Card>
      )}
    </>
  );
}

const deadlineIcons: Record<Deadline['kind'], LucideIcon> = { hearing: Gavel, deadline: CalendarClock, meeting: Users };

function NextDeadline({ deadline, now }: { deadline: Deadline; now: Date }) {
  const { t } = useTranslation('calls');
  const format = useFormat();
  return (
    <Card title={t(`detail.next.${deadline.kind}`)}>
      <p className="flex gap-2">
        <Icon of={deadlineIcons[deadline.kind]} className="mt-0.5 text-text-2" />
        <span className="min-w-0">
          <span className="block">{deadline.title}</span>
          <span className="block text-meta text-text-2">{format.dayAndTime(deadline.at, now, deadline.allDay)}</span>
        </span>
      </p>
    </Card>
  );
}

function Card({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="rounded-3 border border-line bg-surface px-3 pt-2.25 pb-2.5">
      <h3 className="mb-1 font-semibold">{title}</h3>
      {children}
    </section>
  );
}

/** An earlier call in the words of the list; what the list knows beyond it is not known here. */
function asRow(call: CallDetail, earlier: Extract<EarlierEntry, { kind: 'call' }>): CallRow {
  return { ...call, ...earlier, answeredByMe: false, rangCount: 0, unreturned: false, reachedBy: null, followUp: null };
}
