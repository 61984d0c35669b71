import { CalendarClock, Check, Copy, Landmark, Mail, Phone, TriangleAlert, type LucideIcon } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { InsightsView } from '../../src-preload/contract.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { useFormat } from '../words/format.ts';
import { formatNumber } from '../words/phone-number.ts';
import { Card } from './card.tsx';

/** Dates, numbers and addresses that were said, each with its words, and what can be done with it. */
export function MentionsCard({
  view,
  now,
  onGo,
  onCall,
}: {
  view: InsightsView;
  now: Date;
  onGo: (segmentId: string) => void;
  onCall: (number: string) => void;
}) {
  const { t } = useTranslation('insights');
  const format = useFormat();
  const { status, dates, phones, ibans, emails, urgent } = view.mentions;
  if (status !== 'completed' || dates.length + phones.length + ibans.length + emails.length + urgent.length === 0)
    return null;
  return (
    <>
      {urgent.length > 0 && (
        <section
          aria-label={t('mentions.urgent')}
          className="rounded-3 border border-dashed border-caution-line bg-caution-tint px-3 py-2"
        >
          <p className="flex items-center gap-1.5 font-semibold">
            <Icon of={TriangleAlert} size={14} className="text-caution" />
            {t('mentions.urgent')}
          </p>
          <p className="text-meta text-text-2">{t('mentions.urgentWhy')}</p>
          {urgent.map(({ segmentId, quote }) => (
            <Words key={`${segmentId} ${quote}`} quote={quote} onGo={() => onGo(segmentId)} />
          ))}
        </section>
      )}
      {dates.length + phones.length + ibans.length + emails.length > 0 && (
        <Card title={t('mentions.title')} edge="machine">
          <ul>
            {dates.map(({ segmentId, quote, date, time }) => (
              <Mention
                key={`${segmentId} ${quote}`}
                icon={CalendarClock}
                kind={t('mentions.date')}
                quote={quote}
                onGo={() => onGo(segmentId)}
              >
                {format.day(date, now)}
                {time !== null && `, ${time}`}
              </Mention>
            ))}
            {phones.map(({ segmentId, quote, number }) => (
              <Mention
                key={`${segmentId} ${quote}`}
                icon={Phone}
                kind={t('mentions.phone')}
                quote={quote}
                onGo={() => onGo(segmentId)}
                tool={
                  <IconButton
                    size={24}
                    icon={Phone}
                    label={t('mentions.call', { number: formatNumber(number) })}
                    onClick={() => onCall(number)}
                  />
                }
              >
                {formatNumber(number)}
              </Mention>
            ))}
            {ibans.map(({ segmentId, quote, iban }) => (
              <Mention
                key={`${segmentId} ${quote}`}
                icon={Landmark}
                kind={t('mentions.iban')}
                quote={quote}
                onGo={() => onGo(segmentId)}
                tool={<CopyButton text={iban} />}
              >
                {iban.replace(/(.{4})(?=.)/g, '$1 ')}
              </Mention>
            ))}
            {emails.map(({ segmentId, quote, email }) => (
              <Mention
                key={`${segmentId} ${quote}`}
                icon={Mail}
                kind={t('mentions.email')}
                quote={quote}
                onGo={() => onGo(segmentId)}
                tool={<CopyButton text={email} />}
              >
                {email}
              </Mention>
            ))}
          </ul>
        </Card>
      )}
    </>
  );
}

function Mention({
  icon,
  kind,
  quote,
  tool,
  onGo,
  children,
}: {
  icon: LucideIcon;
  kind: string;
  quote: string;
  tool?: ReactNode;
  onGo: () => void;
  children: ReactNode;
}) {
  return (
    <li className="grid grid-cols-[1rem_minmax(0,1fr)_auto] items-start gap-x-2 py-1 not-first:border-t not-first:border-line">
      <Icon of={icon} size={14} className="mt-0.75 text-text-2" />
      <span className="selectable min-w-0 font-medium wrap-anywhere">
        <span className="sr-only">{kind} </span>
        {children}
      </span>
      <span className="-my-0.5">{tool}</span>
      <span className="col-span-2 col-start-2">
        <Words quote={quote} onGo={onGo} />
      </span>
    </li>
  );
}

/** The words it is from; pressed, they are heard. */
function Words({ quote, onGo }: { quote: string; onGo: () => void }) {
  const { t } = useTranslation('insights');
  return (
    <button
      type="button"
      aria-label={t('mentions.go', { quote })}
      title={t('mentions.go', { quote })}
      onClick={onGo}
      className="cut block min-h-6 max-w-full text-left text-meta text-text-2 hover:underline"
    >
      {t('tasks.quote', { quote })}
    </button>
  );
}

function CopyButton({ text }: { text: string }) {
  const { t } = useTranslation('insights');
  const [copied, setCopied] = useState<'no' | 'yes' | 'failed'>('no');
  return (
    <Button
      size={24}
      look="quiet"
      square={copied === 'no'}
      icon={copied === 'yes' ? Check : Copy}
      aria-label={copied === 'no' ? t('mentions.copy', { what: text }) : undefined}
      title={t('mentions.copy', { what: text })}
      onClick={() => {
        // A page without the right to the clipboard has none at all.
        const written = navigator.clipboard?.writeText(text) ?? Promise.reject(new Error('no clipboard'));
        void written.then(
          () => setCopied('yes'),
          () => setCopied('failed'),
        );
      }}
    >
      {copied === 'no' ? null : t(copied === 'yes' ? 'mentions.copied' : 'mentions.notCopied')}
    </Button>
  );
}
