import { Check, Copy, KeyRound, ShieldAlert, type LucideIcon } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';

/** The server could not prove who it is. No "continue anyway". */
export function CertificateProblem({ details }: { details: string }) {
  const { t } = useTranslation('enrolment');
  const [copied, setCopied] = useState(false);
  const copy = () =>
    // Where the system does not let it be copied, the details still stand there to be selected.
    void navigator.clipboard.writeText(details).then(
      () => setCopied(true),
      () => undefined,
    );
  return (
    <ProblemCard icon={ShieldAlert} tone="text-critical" title={t('certificate')} text={t('certificateWhy')} blocking>
      <p className="selectable mt-2 max-h-24 overflow-auto font-mono text-caption break-words text-text-2">{details}</p>
      <Button size={24} icon={copied ? Check : Copy} onClick={copy} className="mt-2.5">
        <span role="status">{copied ? t('copied') : t('copyDetails')}</span>
      </Button>
    </ProblemCard>
  );
}

/** Said openly; nothing is written in plain text. */
export function NoKeyStore({ onContinue }: { onContinue: () => void }) {
  const { t } = useTranslation('enrolment');
  return (
    <ProblemCard icon={KeyRound} tone="text-caution" title={t('noKeyStore')} text={t('noKeyStoreWhy')}>
      <Button size={24} onClick={onContinue} className="mt-2.5">
        {t('continue')}
      </Button>
    </ProblemCard>
  );
}

function ProblemCard({
  icon,
  tone,
  title,
  text,
  blocking = false,
  children,
}: {
  icon: LucideIcon;
  tone: string;
  title: string;
  text: string;
  blocking?: boolean;
  children: ReactNode;
}) {
  return (
    <div
      role={blocking ? 'alert' : 'status'}
      className="grid grid-cols-[1.25rem_1fr] gap-x-2.5 rounded-3 border border-line bg-surface px-4 py-3.5"
    >
      <Icon of={icon} size={20} className={tone} />
      <div className="min-w-0">
        <b className="font-semibold">{title}</b>
        <p className="mt-0.5 text-meta leading-4.5 text-text-2">{text}</p>
        {children}
      </div>
    </div>
  );
}
