import { CircleDashed, FileText, Grid3x3, MessageSquareText, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallDetail } from '../../src-preload/contract.ts';
import { Icon } from '../ui/icon.tsx';

/**
 * What the provider added after the call. Its summary was written by a machine: dashed, and said to be unverified
 * (design/DESIGN.md, principle 4). A comment was written by a person there.
 */
export const hasAdded = ({ added }: CallDetail): boolean =>
  added.summary !== null || added.comment !== null || added.digits !== null || added.hasTranscription;

export function CallAdded({ call, providerName }: { call: CallDetail; providerName: string | null }) {
  const { t } = useTranslation('calls');
  const { summary, comment, digits, hasTranscription } = call.added;
  const provider = providerName ?? t('detail.added.provider');
  if (!hasAdded(call)) return null;
  return (
    <>
      {summary !== null && (
        <section className="rounded-3 border border-dashed border-control px-3.5 py-3">
          <header className="mb-1 flex flex-wrap items-center gap-2">
            <h3 className="font-semibold">{t('detail.added.summary')}</h3>
            <span className="inline-flex h-5 items-center gap-1 rounded-1 border border-dashed border-control px-1.75 text-caption leading-none font-medium whitespace-nowrap text-text-2">
              <Icon of={CircleDashed} size={12} />
              {t('detail.added.unverified', { provider })}
            </span>
          </header>
          <p className="selectable text-read wrap-anywhere whitespace-pre-wrap">{summary}</p>
        </section>
      )}
      <div className="grid gap-1.5 empty:hidden">
        {(comment !== null || digits !== null) && (
          <dl className="grid gap-1.5">
            {comment !== null && (
              <Added icon={MessageSquareText} name={t('detail.added.comment', { provider })}>
                {comment}
              </Added>
            )}
            {digits !== null && (
              <Added icon={Grid3x3} name={t('detail.added.digits')}>
                <span className="font-medium">{digits}</span>
              </Added>
            )}
          </dl>
        )}
        {hasTranscription && (
          <p className="flex items-start gap-2 text-text-2">
            <Icon of={FileText} size={14} className="mt-0.75" />
            {t('detail.added.transcription')}
          </p>
        )}
      </div>
    </>
  );
}

function Added({ icon, name, children }: { icon: LucideIcon; name: string; children: ReactNode }) {
  return (
    <div className="flex items-start gap-2">
      <Icon of={icon} size={14} className="mt-0.75 text-text-2" />
      <dt className="shrink-0 text-text-2">{name}</dt>
      <dd className="selectable min-w-0 wrap-anywhere">{children}</dd>
    </div>
  );
}
