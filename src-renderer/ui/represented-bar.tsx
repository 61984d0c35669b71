import { clsx } from 'clsx';
import { Hand } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Icon } from './icon.tsx';

/** The one thing not to get wrong comes first, in words. `boxed`: inside a dialog, not across a card. */
export function RepresentedBar({ by, boxed = false }: { by: string; boxed?: boolean }) {
  const { t } = useTranslation('popup');
  return (
    <p
      className={clsx(
        'flex flex-none gap-2 border-critical-line bg-critical-tint text-meta font-medium text-critical-text',
        boxed ? 'rounded-2 border px-3 py-2' : 'mb-1.5 border-y px-3.5 py-1.5',
      )}
    >
      <Icon of={Hand} size={14} className="mt-px" />
      <span>{by === '' ? t('represented') : t('represented_by', { name: by })}</span>
    </p>
  );
}
