import { Lock, TriangleAlert, Wallet } from 'lucide-react';
import type { RingCard } from '../../src-preload/contract.ts';
import { Icon } from '../ui/icon.tsx';
import { useWords } from './use-words.ts';

/** What to know of the matter before a word is said. */
export function MatterFlags({ matter, toClient }: { matter: NonNullable<RingCard['matter']>; toClient: boolean }) {
  const t = useWords();
  const { conflictUnresolved, unpaidProvision, restricted } = matter.flags;
  // That the client has not paid is nothing to have before one's eyes while the other side talks.
  const shown = [
    conflictUnresolved && { icon: TriangleAlert, words: t('conflict'), urgent: true },
    unpaidProvision && toClient && { icon: Wallet, words: t('unpaid'), urgent: true },
    restricted && { icon: Lock, words: t('restricted'), urgent: false },
  ].filter((flag) => flag !== false);
  if (shown.length === 0) return null;
  return (
    <ul className="mt-2 grid gap-1 text-meta">
      {shown.map(({ icon, words, urgent }) => (
        <li key={words} className="flex items-start gap-1.75">
          <Icon of={icon} size={14} className={urgent ? 'mt-px text-caution' : 'mt-px text-text-3'} />
          <span className={urgent ? 'font-medium text-caution-text' : 'text-text-2'}>{words}</span>
        </li>
      ))}
    </ul>
  );
}
