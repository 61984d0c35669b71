import { CalendarClock, Gavel, Users, type LucideIcon } from 'lucide-react';
import { useWords } from './use-words.ts';
import type { RingCard } from '../../src-preload/contract.ts';
import { Icon } from '../ui/icon.tsx';
import { useSurroundings } from './popup-context.ts';

type Matter = NonNullable<RingCard['matter']>;
const icons: Record<NonNullable<Matter['whereabouts']>['kind'], LucideIcon> = {
  in_court: Gavel,
  in_meeting: Users,
  away: CalendarClock,
};

/** Which matter, whose it is, and whether that lawyer can be reached. */
export function MatterCard({ matter }: { matter: Matter }) {
  const { moments } = useSurroundings();
  const t = useWords();
  const { whereabouts } = matter;
  return (
    <div className="mt-2.5 rounded-3 border border-line bg-sunken px-2.5 pt-1.75 pb-2">
      <p className="flex gap-2 font-semibold">
        <span className="flex-none text-accent-text">{matter.number}</span>
        <span className="truncate" title={matter.title}>
          {matter.title}
        </span>
      </p>
      {(matter.lawyer !== null || whereabouts !== null) && (
        <p className="mt-0.5 flex items-center gap-1.5 text-meta text-text-2">
          {matter.lawyer !== null && <span className="truncate">{matter.lawyer}</span>}
          {whereabouts !== null && (
            <span className="inline-flex flex-none items-center gap-1 whitespace-nowrap text-caution-text">
              <Icon of={icons[whereabouts.kind]} size={12} className="text-caution" />
              {t(`whereabouts.${whereabouts.kind}`, { time: moments.time(whereabouts.until) })}
            </span>
          )}
        </p>
      )}
    </div>
  );
}
