import { PhoneOutgoing, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../ui/icon.tsx';
import { IconButton } from '../ui/icon-button.tsx';

/** After Call was pressed: what happens now, in one line above the content. The region is there from the start. */
export function RingingLine({ ringingFor, onDismiss }: { ringingFor: string | null; onDismiss: () => void }) {
  const { t } = useTranslation('control');
  return (
    <div
      role="status"
      className={
        ringingFor === null
          ? 'sr-only'
          : 'flex min-h-9 shrink-0 items-center gap-2.5 border-b border-positive-line bg-positive-tint py-1 pr-2.5 pl-6.5'
      }
    >
      {ringingFor !== null && (
        <>
          <Icon of={PhoneOutgoing} className="text-positive" />
          <span className="grow">{t('dial.ringing', { name: ringingFor })}</span>
          <IconButton size={24} icon={X} label={t('dismiss')} onClick={onDismiss} />
        </>
      )}
    </div>
  );
}
