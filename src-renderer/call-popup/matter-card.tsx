import { CalendarClock, Gavel, Users, type LucideIcon } from 'lucide-react';
import { useWords } from './use-words.ts';
import type { RingCard } from '../../src-preload/contract.ts';
import { Icon } from '../ui/icon.tsx';
import { MatterTitle } from './caller.tsx';
import { deadlineLine } from './describe-facts.ts';
import { useSurroundings } from './popup-context.ts';

type Matter = NonNullable<RingCard['matter']>;
const icons: Record<NonNullable<Matter['whereabouts']>['kind'], LucideIcon> = {
  in_court: Gavel,
  in_meeting: Users,
  away: CalendarClock,
};

/** Which matter, whose it is, and whether that lawyer can be reached. With names hidden, what is next stands here too. */
export function MatterCard({ matter, nextDeadline }: { matter: Matter; nextDeadline: RingCard['nextDeadline'] }) {
  const { privacy } = useSurroundings();
  return (
    <div className="mt-2.5 rounded-3 border border-line bg-sunken px-2.5 pt-1.75 pb-2">
      <p className="flex gap-2 font-semibold">
        <span className="flex-none text-accent-text">{matter.number}</span>
        <span className="truncate" title={matter.title}>
          <MatterTitle title={matter.title} />
        </span>
      </p>
      {privacy?.revealed === false ? (
        <HiddenLine lawyer={matter.lawyer} nextDeadline={nextDeadline} />
      ) : (
        <LawyerLine matter={matter} />
      )}
    </div>
  );
}

function LawyerLine({ matter: { lawyer, whereabouts } }: { matter: Matter }) {
  const { moments } = useSurroundings();
  const t = useWords();
  if (lawyer === null && whereabouts === null) return null;
  return (
    <p className="mt-0.5 flex items-center gap-1.5 text-meta text-text-2">
      {lawyer !== null && <span className="truncate">{lawyer}</span>}
      {whereabouts !== null && (
        <span className="inline-flex flex-none items-center gap-1 whitespace-nowrap text-caution-text">
          <Icon of={icons[whereabouts.kind]} size={12} className="text-caution" />
          {t(`whereabouts.${whereabouts.kind}`, { time: moments.time(whereabouts.until) })}
        </span>
      )}
    </p>
  );
}

/** `Hearing in 7 days · Me C. D.` */
function HiddenLine({ lawyer, nextDeadline }: { lawyer: string | null; nextDeadline: RingCard['nextDeadline'] }) {
  const { moments, now } = useSurroundings();
  const t = useWords();
  const rest = nextDeadline && deadlineLine(nextDeadline, moments, now(), t).rest.replace(/^ · /, '');
  const next = nextDeadline && [t(`deadline.${nextDeadline.kind}`), rest].filter(Boolean).join(' ');
  const line = [next, lawyer].filter(Boolean).join(' · ');
  return line === '' ? null : <p className="mt-0.5 truncate text-meta text-text-2">{line}</p>;
}
