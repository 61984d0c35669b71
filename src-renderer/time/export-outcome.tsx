import { CircleCheck, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { TimeExportAnswer } from '../../src-preload/contract/time.ts';
import type { TimeStore } from '../stores/time-store.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';

/** What became of the last export, in sentences, with what can be done about it. */
export function ExportOutcome({
  outcome: { to, answer },
  time,
}: {
  outcome: { to: Parameters<TimeStore['export']>[0]; answer: TimeExportAnswer };
  time: TimeStore;
}) {
  const { t } = useTranslation('time');
  const control = useTranslation('control').t;
  switch (answer.result) {
    case 'saved': {
      const { entries, path, ofOthers } = answer;
      if (path === null) return <Outcome good={false}>{t('export.notSaved')}</Outcome>;
      return (
        <Outcome good>
          {t('export.saved', { count: entries, path })}
          {ofOthers > 0 && <span>{t('export.ofOthers', { count: ofOthers })}</span>}
        </Outcome>
      );
    }
    case 'nothing':
      return (
        <Outcome good={false}>
          {answer.ofOthers > 0 ? t('export.ofOthers', { count: answer.ofOthers }) : t('export.nothing')}
        </Outcome>
      );
    case 'waiting':
      return <Outcome good={false}>{t('export.waiting', { count: answer.count })}</Outcome>;
    case 'refused':
      return (
        <Outcome good={false}>
          {answer.refusal === 'provider_not_connected'
            ? t('export.notConnected')
            : control(`refusal.${answer.refusal}`)}
        </Outcome>
      );
    case 'exported_before':
      return (
        <Outcome good={false}>
          {t('export.before', { count: answer.count })}
          <Button size={24} onClick={() => void time.export(to, 'leave_out')}>
            {t('export.others')}
          </Button>
          {to !== 'clio' && (
            <Button size={24} onClick={() => void time.export(to, 'include')}>
              {t('export.again')}
            </Button>
          )}
        </Outcome>
      );
    case 'lacks':
      return (
        <Outcome good={false}>
          <span>
            {t('export.lacks')}
            <ul className="list-disc pl-4.5">
              {answer.lacks.map(({ what, of }) => (
                <li key={`${what} ${of ?? ''}`}>{t(`lack.${what}`, { of: of ?? '' })}</li>
              ))}
            </ul>
          </span>
        </Outcome>
      );
    case 'sent':
      return <Sent answer={answer} onRest={() => void time.export('clio', 'leave_out')} />;
    default:
      return answer satisfies never;
  }
}

function Sent({
  answer: { posted, failed, unconfirmed, left, retryAfterSeconds },
  onRest,
}: {
  answer: Extract<TimeExportAnswer, { result: 'sent' }>;
  onRest: () => void;
}) {
  const { t } = useTranslation('time');
  const reasonOf = (code: string, detail: string | null) => {
    const known = ['no_such_matter', 'no_such_user', 'provider_no_right', 'provider_refused'] as const;
    const reason = known.find((one) => one === code) ?? 'other';
    return t(`export.reason.${reason}`, { detail: detail ?? '?' });
  };
  const reasons = [...new Set(failed.map(({ code, detail }) => reasonOf(code, detail)))];
  const sentences = [
    (posted > 0 || failed.length + unconfirmed + left === 0) && t('export.sent', { count: posted }),
    unconfirmed > 0 && t('export.unconfirmed', { count: unconfirmed }),
    failed.length > 0 && t('export.failed', { count: failed.length, reasons: reasons.join('; ') }),
    left > 0 &&
      (retryAfterSeconds === null
        ? t('export.leftNow', { count: left })
        : t('export.left', { count: left, seconds: retryAfterSeconds })),
  ].filter((one) => one !== false);
  return (
    <Outcome good={failed.length + unconfirmed + left === 0}>
      <span>{sentences.join(' ')}</span>
      {left + unconfirmed > 0 && (
        <Button size={24} onClick={onRest}>
          {t('export.sendRest')}
        </Button>
      )}
    </Outcome>
  );
}

function Outcome({ good, children }: { good: boolean; children: ReactNode }) {
  return (
    <div
      role={good ? 'status' : 'alert'}
      className={`selectable flex flex-wrap items-center gap-2 rounded-2 border px-3 py-1.5 wrap-anywhere ${
        good ? 'border-positive-line bg-positive-tint' : 'border-caution-line bg-caution-tint'
      }`}
    >
      <Icon
        of={good ? CircleCheck : TriangleAlert}
        className={good ? 'shrink-0 text-positive' : 'shrink-0 text-caution'}
      />
      {children}
    </div>
  );
}
