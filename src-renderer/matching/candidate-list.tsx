import { clsx } from 'clsx';
import { useEffect, useId, useState, type KeyboardEvent, type Ref } from 'react';
import { useTranslation } from 'react-i18next';
import type { Candidate } from '../../src-preload/contract/matching.ts';
import type { Moments } from '../call-popup/moments.ts';
import { Kbd } from '../ui/kbd.tsx';
import { RoleChip } from '../ui/role-chip.tsx';
import { usePlaceGuard } from '../ui/use-place-guard.ts';
import { describeReason } from './describe-reason.ts';

/** What may be several things to choose from with one key; HTML has no such element. */
const listbox = { role: 'listbox', tabIndex: 0 };
const option = { role: 'option' };
const MOST_DIGITS = 9;

export interface CandidateListProps {
  candidates: readonly Candidate[];
  /** Null: a window that appears under nobody's pointer (see `usePlaceGuard`). */
  corner: string | null;
  moments: Pick<Moments, 'ago' | 'daysUntil' | 'time'>;
  nowMs: number;
  listRef?: Ref<HTMLDivElement>;
  onChoose: (candidate: Candidate) => void;
  onSomeoneElse: () => void;
  /** Esc; without it Esc is somebody else's. */
  onLeave?: () => void;
}

/** Who may be calling, about what, and why it stands there. 1 to 9 choose and file, 0 is somebody else. */
export function CandidateList(props: CandidateListProps) {
  const { candidates, corner, moments, nowMs, listRef, onChoose, onSomeoneElse, onLeave } = props;
  const { t } = useTranslation('matching');
  const id = useId();
  const [marked, setMarked] = useState(0);
  const isOnePerson = new Set(candidates.map(({ contactId }) => contactId)).size === 1;
  const last = candidates.length;
  const active = Math.min(marked, last);
  const choose = (index: number) => {
    const candidate = candidates[index];
    if (candidate) onChoose(candidate);
    else onSomeoneElse();
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const digit = /^(?:Digit|Numpad)(\d)$/.exec(event.code)?.[1];
    if (event.key === 'ArrowDown') setMarked((active + 1) % (last + 1));
    else if (event.key === 'ArrowUp') setMarked((active + last) % (last + 1));
    else if (event.key === 'Home') setMarked(0);
    else if (event.key === 'End') setMarked(last);
    else if (event.key === 'Enter' || event.key === ' ') choose(active);
    else if (digit === '0') onSomeoneElse();
    else if (event.key === 'Escape' && onLeave) onLeave();
    else if (digit !== undefined && Number(digit) <= Math.min(last, MOST_DIGITS)) choose(Number(digit) - 1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const keyboard = { ...listbox, 'aria-activedescendant': `${id}-${String(active)}`, onKeyDown };
  return (
    <div
      {...keyboard}
      ref={listRef}
      data-primary
      aria-label={isOnePerson ? t('which') : t('who')}
      className="scroll-quiet max-h-48 space-y-px outline-offset-0"
    >
      {candidates.map((candidate, index) => (
        <Row
          key={`${candidate.contactId} ${candidate.matter?.id ?? ''}`}
          id={`${id}-${String(index)}`}
          digit={index < MOST_DIGITS ? index + 1 : null}
          isMarked={index === active}
          corner={corner}
          onPress={() => onChoose(candidate)}
        >
          <span className="truncate font-medium">{candidate.name}</span>
          <span className="flex">{candidate.role && <RoleChip role={candidate.role} />}</span>
          {/* The matter may be cut; why it stands there may not. */}
          <span className="col-span-2 col-start-2 flex min-w-0 text-meta text-text-2">
            <span className="truncate">
              {candidate.matter === null ? t('no_matter') : `${candidate.matter.number} ${candidate.matter.title}`}
            </span>
            <span className="flex-none whitespace-pre"> · {describeReason(candidate.reason, moments, nowMs, t)}</span>
          </span>
        </Row>
      ))}
      <Row id={`${id}-${String(last)}`} digit={0} isMarked={active === last} corner={corner} onPress={onSomeoneElse}>
        <span className="text-text-2">{t('someone_else')}</span>
      </Row>
    </div>
  );
}

function Row(props: {
  id: string;
  digit: number | null;
  isMarked: boolean;
  corner: string | null;
  onPress: () => void;
  children: React.ReactNode;
}) {
  const { id, digit, isMarked, corner, onPress, children } = props;
  const guard = usePlaceGuard<HTMLDivElement>(corner, onPress);
  const { ref, ...press } = guard;
  useEffect(() => {
    if (isMarked) ref.current?.scrollIntoView({ block: 'nearest' });
  }, [isMarked, ref]);
  return (
    // The list has the keyboard and tells the marked row through `aria-activedescendant`.
    <div
      {...option}
      {...press}
      ref={ref}
      id={id}
      aria-selected={isMarked}
      data-digit={digit ?? undefined}
      className={clsx(
        'grid cursor-default grid-cols-[1.125rem_1fr_auto] items-center gap-x-2.5 gap-y-0.5 rounded-2 border pt-0.75 pr-2 pb-1 pl-1.5',
        isMarked ? 'border-accent bg-selected' : 'border-transparent hover:bg-hover',
      )}
    >
      <span className="flex">{digit !== null && <Kbd>{digit}</Kbd>}</span>
      {children}
    </div>
  );
}
