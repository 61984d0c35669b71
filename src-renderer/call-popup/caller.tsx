import type { PopupCaller, RingCard } from '../../src-preload/contract.ts';
import { LanguageChip } from '../ui/language-chip.tsx';
import { RoleChip } from '../ui/role-chip.tsx';
import { callerLine, callerTitle, isUnknown } from './describe-caller.ts';
import { useSurroundings } from './popup-context.ts';
import { useWords } from './use-words.ts';

/** Who is calling: the name first, large; role and language beside it; the number, or the matter, under it. */
export function Caller(props: { caller: PopupCaller; matterBelow?: RingCard['matter'] }) {
  const { caller, matterBelow = null } = props;
  const t = useWords();
  const { locale } = useSurroundings();
  const role = isUnknown(caller) ? 'unknown' : caller.role;
  const title = callerTitle(caller, t);
  return (
    <>
      {/* A long name takes the line for itself and the chips go under it: a party's name is never cut. */}
      <div className="flex flex-wrap items-center gap-x-1.5 gap-y-0.5">
        <h1 className="max-w-full grow text-name font-semibold tracking-[-0.01em] wrap-anywhere" title={title}>
          {title}
        </h1>
        {(role !== null || caller.language !== null) && (
          <span className="flex gap-1.5">
            {role !== null && <RoleChip role={role} />}
            {caller.language !== null && <LanguageChip language={caller.language} />}
          </span>
        )}
      </div>
      <p className="mt-px truncate text-meta text-text-2">
        {matterBelow === null ? (
          callerLine(caller, locale, t)
        ) : (
          <>
            <span className="mr-1.5 font-medium">{matterBelow.number}</span>
            {matterBelow.title}
          </>
        )}
      </p>
    </>
  );
}
