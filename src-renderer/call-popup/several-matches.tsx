import { Users } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { RingCard } from '../../src-preload/contract.ts';
import { CandidateList } from '../matching/candidate-list.tsx';
import { Chip } from '../ui/chip.tsx';
import { Kbd } from '../ui/kbd.tsx';
import { useSurroundings } from './popup-context.ts';
import type { CardWork } from './use-card-work.ts';

/** Several people or matters fit this number: one key files the call, nothing is filed until somebody chooses. */
export function SeveralMatches({ card, work }: { card: RingCard; work: CardWork }) {
  const { corner, moments, now } = useSurroundings();
  return (
    <div className="mt-1.5 -mx-1.5">
      <CandidateList
        candidates={card.candidates}
        corner={corner}
        moments={moments}
        nowMs={now()}
        onChoose={({ contactId, matter }) => work.file(contactId, matter?.id ?? null)}
        onSomeoneElse={work.askSomeoneElse}
      />
    </div>
  );
}

export function MatchesChip({ count }: { count: number }) {
  const { t } = useTranslation('matching');
  return <Chip icon={Users}>{t('matches', { count })}</Chip>;
}

/** `↑ ↓ choose  Enter file  Esc later` */
export function ChoosingKeys() {
  const { t } = useTranslation('matching');
  return (
    <span className="flex flex-wrap items-center gap-1 text-caption text-text-3">
      <Kbd>↑</Kbd>
      <Kbd>↓</Kbd> {t('choose')} <Kbd>Enter</Kbd> {t('file')} <Kbd>Esc</Kbd> {t('later')}
    </span>
  );
}
