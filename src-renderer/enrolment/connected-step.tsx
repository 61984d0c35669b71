import { CircleCheck } from 'lucide-react';
import { Progress } from 'radix-ui';
import { useTranslation } from 'react-i18next';
import type { AppState } from '../../src-preload/contract.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { useFormat } from '../words/format.ts';
import { NoKeyStore } from './certificate-problem.tsx';

/** Connected, the history is arriving. Usable at once; nobody waits for it. */
export function ConnectedStep({
  personName,
  filling,
  callsCached,
  mustReadKeyStore,
  onKeyStoreRead,
  onNext,
}: {
  personName: string;
  filling: AppState['filling'];
  callsCached: number;
  mustReadKeyStore: boolean;
  onKeyStoreRead: () => void;
  onNext: () => void;
}) {
  const { t } = useTranslation('enrolment');
  const format = useFormat();
  const percent = filling ? Math.floor((filling.done / Math.max(1, filling.total)) * 100) : 100;
  return (
    <div className="grid gap-4.5">
      <h2 className="flex items-center gap-2 text-name font-semibold">
        <Icon of={CircleCheck} size={20} className="text-positive" />
        {t('connectedAs', { name: personName })}
      </h2>
      <div>
        <Progress.Root
          aria-label={t('history')}
          value={percent}
          className="h-1 overflow-hidden rounded-[2px] bg-pressed"
        >
          <Progress.Indicator className="h-full bg-accent" style={{ width: `${String(percent)}%` }} />
        </Progress.Root>
        <p className="mt-1.5 text-meta text-text-2">
          {filling
            ? t('filling', { done: format.number(filling.done), total: format.number(filling.total) })
            : t('filled', { count: callsCached, number: format.number(callsCached) })}
        </p>
      </div>
      {mustReadKeyStore ? (
        <NoKeyStore onContinue={onKeyStoreRead} />
      ) : (
        <div>
          <Button look="primary" size={36} onClick={onNext}>
            {t('nextChoose')}
          </Button>
        </div>
      )}
    </div>
  );
}
