import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../ui/icon.tsx';

/** What was chosen, each with a way out. */
export function ChosenList({
  label,
  chosen,
  onRemove,
}: {
  label: string;
  chosen: readonly { id: string; name: string }[];
  onRemove: (id: string) => void;
}) {
  const { t } = useTranslation('policy');
  if (chosen.length === 0) return null;
  return (
    <ul aria-label={label} className="mb-1.5 flex flex-wrap gap-1.5">
      {chosen.map(({ id, name }) => (
        <li
          key={id}
          className="flex min-h-6 max-w-full items-center gap-1 rounded-1 border border-line-2 bg-surface pl-2 text-meta"
        >
          <span className="cut">{name}</span>
          <button
            type="button"
            aria-label={t('remove', { name })}
            onClick={() => onRemove(id)}
            className="inline-flex size-6 items-center justify-center rounded-1 text-text-2 hover:bg-hover"
          >
            <Icon of={X} size={12} />
          </button>
        </li>
      ))}
    </ul>
  );
}
