import { useTranslation } from 'react-i18next';
import type { PopupCaller, RingCard } from '../../src-preload/contract.ts';
import { LanguageChip } from '../ui/language-chip.tsx';
import { RoleChip } from '../ui/role-chip.tsx';
import { callerLine, callerTitle, isUnknown } from './describe-caller.ts';
import { useSurroundings } from './popup-context.ts';
import { MatchesChip } from './several-matches.tsx';
import { useWords } from './use-words.ts';

interface CallerProps {
  caller: PopupCaller;
  matterBelow?: RingCard['matter'];
  /** Several may be calling: how many is told instead of "Unknown". */
  candidates?: RingCard['candidates'];
}

/** Who is calling: the name first, large; role and language beside it; the number, or the matter, under it. */
export function Caller({ caller, matterBelow = null, candidates = [] }: CallerProps) {
  const t = useWords();
  const isShared = candidates.length > 0 && caller.name === null;
  const role = isShared ? null : isUnknown(caller) ? 'unknown' : caller.role;
  const title = callerTitle(caller, t);
  return (
    <>
      {/* A long name takes the line for itself and the chips go under it: a party's name is never cut. */}
      <div className="flex flex-wrap items-center gap-x-1.5 gap-y-0.5">
        <h1 className="max-w-full grow text-name font-semibold tracking-[-0.01em] wrap-anywhere" title={title}>
          {title}
        </h1>
        {(role !== null || caller.language !== null || candidates.length > 0) && (
          <span className="flex gap-1.5">
            {candidates.length > 0 && <MatchesChip count={candidates.length} />}
            {role !== null && <RoleChip role={role} />}
            {caller.language !== null && <LanguageChip language={caller.language} />}
          </span>
        )}
      </div>
      <p className="mt-px truncate text-meta text-text-2">
        {matterBelow === null ? (
          <LineBelow caller={caller} shared={isShared ? candidates : null} />
        ) : (
          <>
            <span className="mr-1.5 font-medium">{matterBelow.number}</span>
            <MatterTitle title={matterBelow.title} />
          </>
        )}
      </p>
    </>
  );
}

/** Dots are read out as what they mean. */
export function MatterTitle({ title }: { title: string }) {
  const { privacy } = useSurroundings();
  const t = useWords();
  if (privacy?.revealed !== false) return title;
  return (
    <>
      <span aria-hidden className="tracking-[0.08em] text-text-3">
        {title}
      </span>
      <span className="sr-only">{t('privacy.title_hidden')}</span>
    </>
  );
}

function LineBelow({ caller, shared }: { caller: PopupCaller; shared: RingCard['candidates'] | null }) {
  const { locale, privacy } = useSurroundings();
  const t = useWords();
  const matching = useTranslation('matching').t;
  if (privacy?.revealed === false && caller.numberFormatted !== null) return t('privacy.number_hidden');
  if (shared === null) return callerLine(caller, locale, t);
  const organisations = new Set(shared.flatMap(({ organisation }) => organisation ?? []));
  // `Atelier Brabant SRL · shared number`
  return [...organisations, matching('shared')].join(' · ');
}
