import { CircleAlert, CircleCheck, CircleQuestionMark, X } from 'lucide-react';
import { clsx } from 'clsx';
import { useTranslation } from 'react-i18next';
import type { CallActs } from '../stores/call-acts-store.ts';
import { Icon } from '../ui/icon.tsx';
import { describeDone, describeNotDone } from './describe-act.ts';
import { usePress } from './use-press.ts';

/**
 * How the last thing asked of the provider ended. The region is there from the start, so that it is read out too; a
 * refusal stays until it is dismissed or something else is done.
 */
export function ActOutcome({
  last,
  nameOf,
  onDismiss,
}: {
  last: CallActs['last'];
  nameOf: (number: string) => string;
  onDismiss: () => void;
}) {
  const { t } = useTranslation('control');
  const press = usePress<HTMLButtonElement>(onDismiss);
  const result = last?.answer.result ?? null;
  const icon = result === 'done' ? CircleCheck : result === 'refused' ? CircleAlert : CircleQuestionMark;
  return (
    <div
      className={clsx(
        'flex items-start gap-1.5 text-meta',
        result === null && 'sr-only',
        result === 'done' && 'text-text-2',
        result === 'refused' && 'text-critical-text',
        result === 'unconfirmed' && 'text-caution-text',
      )}
    >
      {result !== null && <Icon of={icon} size={14} className="mt-px" />}
      <output className="selectable min-w-0 grow wrap-anywhere">
        {last === null
          ? ''
          : last.answer.result === 'done'
            ? describeDone(last.act, t, nameOf)
            : describeNotDone(last.answer, t)}
      </output>
      {result !== null && result !== 'done' && (
        <button
          type="button"
          {...press}
          aria-label={t('dismiss')}
          title={t('dismiss')}
          className="-my-1 inline-flex size-6 flex-none items-center justify-center rounded-2 hover:bg-hover"
        >
          <Icon of={X} size={14} />
        </button>
      )}
    </div>
  );
}
