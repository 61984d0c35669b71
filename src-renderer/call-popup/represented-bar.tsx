import { Hand } from 'lucide-react';
import { Icon } from '../ui/icon.tsx';
import { useWords } from './use-words.ts';

/** The one thing not to get wrong comes first, in words. */
export function RepresentedBar({ by }: { by: string }) {
  const t = useWords();
  return (
    <p className="mb-1.5 flex flex-none gap-2 border-y border-critical-line bg-critical-tint px-3.5 py-1.5 text-meta font-medium text-critical-text">
      <Icon of={Hand} size={14} className="mt-px" />
      <span>{by === '' ? t('represented') : t('represented_by', { name: by })}</span>
    </p>
  );
}
