import { clsx } from 'clsx';
import { Hand, TriangleAlert } from 'lucide-react';
import { useEffect, useRef, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Chip } from '../ui/chip.tsx';
import { useFormat } from '../words/format.ts';
import { TurnBar } from './turn-bar.tsx';
import { waitedMs, type TurnView } from './turn-stages.ts';
import { useTurnWords } from './use-turn-words.ts';

/** Every reply with what it answers and how long the caller waited. Arrow keys go from one to the next. */
export function TurnList({
  turns,
  chosen,
  onChoose,
}: {
  turns: readonly TurnView[];
  chosen: TurnView | null;
  onChoose: (view: TurnView) => void;
}) {
  const { t } = useTranslation('agentTalk');
  const { answers, waited } = useTurnWords();
  const format = useFormat();
  const listRef = useRef<HTMLDivElement>(null);
  const longestMs = Math.max(...turns.map(({ turn }) => waitedMs(turn)));
  const at = chosen === null ? -1 : turns.indexOf(chosen);
  useEffect(() => {
    listRef.current?.children[at]?.scrollIntoView({ block: 'nearest' });
  }, [at]);

  function onKeyDown(event: KeyboardEvent): void {
    const next = nextOf(event.key, at, turns.length);
    if (next === null) return;
    event.preventDefault();
    const view = turns[next];
    if (view) onChoose(view);
  }

  return (
    <div
      ref={listRef}
      role="listbox"
      aria-label={t('turns')}
      aria-activedescendant={chosen === null ? undefined : idOf(chosen)}
      tabIndex={0}
      onKeyDown={onKeyDown}
      className="scroll-quiet min-h-0 grow rounded-3 border border-line bg-surface focus-visible:outline-2 focus-visible:outline-focus"
    >
      {turns.map((view) => {
        const { turn } = view;
        return (
          // The list has the keyboard; a row is only pressed.
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
          <div
            key={turn.generation}
            id={idOf(view)}
            role="option"
            tabIndex={-1}
            aria-selected={view === chosen}
            onClick={() => {
              onChoose(view);
              listRef.current?.focus();
            }}
            className={clsx(
              'grid cursor-default grid-cols-[2.5rem_minmax(0,1fr)_8.5rem_4.5rem] items-center gap-x-2.5 px-2.5 py-1.5 not-first:border-t not-first:border-line',
              view === chosen ? 'bg-selected' : 'hover:bg-hover',
            )}
          >
            <span className="text-meta text-text-2">{format.place(turn.atMs)}</span>
            <span className="flex min-w-0 items-center gap-1.5">
              <span className="truncate">{answers(view)}</span>
              {turn.bargeIn !== null && (
                <Chip tone="caution" icon={Hand}>
                  {t('talkedOver')}
                </Chip>
              )}
              {view.fellBack.length > 0 && (
                <Chip tone="critical" icon={TriangleAlert}>
                  {t('fellBack')}
                </Chip>
              )}
            </span>
            <TurnBar turn={turn} longestMs={longestMs} />
            <span
              className={clsx(
                'text-right',
                turn.voiceEndToFirstFrame === null ? 'text-meta text-text-2' : 'font-semibold',
              )}
            >
              {waited(turn)}
            </span>
          </div>
        );
      })}
    </div>
  );
}

const idOf = ({ turn }: TurnView) => `agent-turn-${String(turn.generation)}`;

function nextOf(key: string, at: number, count: number): number | null {
  switch (key) {
    case 'ArrowDown':
    case 'ArrowRight':
      return Math.min(count - 1, at + 1);
    case 'ArrowUp':
    case 'ArrowLeft':
      return Math.max(0, at - 1);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}
