import type { ComponentType } from 'react';
import type { RingCard } from '../../src-preload/contract.ts';
import { ColleagueCard } from './colleague-card.tsx';
import { RingingCard } from './ringing-card.tsx';
import { useCardWork, type CardWork } from './use-card-work.ts';
import { YouAnsweredCard } from './you-answered-card.tsx';

const drawings: Record<RingCard['kind'], ComponentType<{ card: RingCard; work: CardWork }>> = {
  ringing: RingingCard,
  answered_by_colleague: ColleagueCard,
  you_answered: YouAnsweredCard,
};

/** One call. Its work (note, search) lives here, above the three drawings of it. */
export function RingCardView({ card }: { card: RingCard }) {
  const work = useCardWork(card);
  const Drawing = drawings[card.kind];
  return <Drawing card={card} work={work} />;
}
