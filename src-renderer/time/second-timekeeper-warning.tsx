import { TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { TimeRow } from '../../src-preload/contract/time.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';

/** Nothing, where one person charges a call. */
export function SecondTimekeeperWarning({ row, onConfirm }: { row: TimeRow; onConfirm: () => void }) {
  const { t } = useTranslation('time');
  if (row.second === 'none') return null;
  if (row.second === 'confirmed') return <p className="text-meta text-text-2">{t('second.confirmed')}</p>;
  return (
    <p className="flex items-start gap-1.5 rounded-2 border border-caution-line bg-caution-tint px-2 py-1 text-meta">
      <Icon of={TriangleAlert} size={14} className="mt-0.5 text-caution" />
      <span className="grow">{t('second.unconfirmed')}</span>
      <Button size={24} onClick={onConfirm}>
        {t('second.confirm')}
      </Button>
    </p>
  );
}
