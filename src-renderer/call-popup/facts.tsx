import { CalendarDays, History, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { useWords } from './use-words.ts';
import type { RingCard } from '../../src-preload/contract.ts';
import { Icon } from '../ui/icon.tsx';
import { deadlineLine, lastContactLine } from './describe-facts.ts';
import { useSurroundings } from './popup-context.ts';

/** What is next, whole; and what was last said, as far as one line goes. */
export function Facts({ card }: { card: Pick<RingCard, 'nextDeadline' | 'lastContact'> }) {
  const { moments, now } = useSurroundings();
  const t = useWords();
  if (card.nextDeadline === null && card.lastContact === null) return null;
  const deadline = card.nextDeadline === null ? null : deadlineLine(card.nextDeadline, moments, now(), t);
  const last = card.lastContact === null ? null : lastContactLine(card.lastContact, moments, now(), t);
  return (
    <ul className="mt-2 grid gap-1 text-meta text-text-2">
      {deadline !== null && (
        <Fact icon={CalendarDays} wrap>
          <b className="font-medium text-text">{deadline.bold}</b>
          {deadline.rest}
          {deadline.title !== null && <span className="block">{deadline.title}</span>}
        </Fact>
      )}
      {last !== null && (
        <Fact icon={History} whole={last}>
          {last}
        </Fact>
      )}
    </ul>
  );
}

export function Fact(props: { icon: LucideIcon; whole?: string; tone?: string; wrap?: boolean; children: ReactNode }) {
  return (
    <li className="flex min-w-0 items-start gap-1.75">
      <Icon of={props.icon} size={14} className={`mt-px ${props.tone ?? 'text-text-3'}`} />
      <span className={props.wrap === true ? '' : 'truncate'} title={props.whole}>
        {props.children}
      </span>
    </li>
  );
}
