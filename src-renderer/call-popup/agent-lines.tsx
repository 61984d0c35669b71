import { clsx } from 'clsx';
import type { AgentCard } from '../../src-preload/contract/agent.ts';
import { speakerOf } from '../agent-live/describe-agent.ts';
import { useSurroundings } from './popup-context.ts';
import { useWords } from './use-words.ts';

/** As many as fit; the newest stand at the bottom. */
const SHOWN_LINES = 4;

/** The last lines of what is said. A log that is not read out by itself: it changes with every word. */
export function AgentLines({ card, isLow }: { card: AgentCard; isLow: boolean }) {
  const { privacy } = useSurroundings();
  const t = useWords();
  const lines = card.lines.slice(isLow ? 1 - SHOWN_LINES : -SHOWN_LINES);
  const nothing = privacy?.revealed === false ? t('agent:hidden') : t('agent:nothing_yet');
  const newest = lines.findLastIndex(({ isWaiting }) => !isWaiting);
  return (
    <div
      role="log"
      aria-live="off"
      aria-label={t('agent:log')}
      className={clsx(
        'mt-2 grid flex-1 grid-cols-[minmax(2.75rem,auto)_1fr] content-end gap-x-1.5 gap-y-0.75 overflow-hidden rounded-3 border border-dashed border-control px-2.5 py-1.75 text-ui leading-[1.1875rem]',
        // What is typed below has its room from here: the buttons stay where they are.
        isLow ? 'min-h-19' : 'min-h-30',
      )}
    >
      {lines.length === 0 && <p className="col-span-2 text-text-3">{nothing}</p>}
      {lines.map((line, index) => (
        // Lines move up and have no id of their own.
        <p
          key={card.lines.length - lines.length + index}
          className={clsx('contents', index !== newest && 'text-text-2', line.isWaiting && 'italic')}
        >
          <span className="max-w-24 truncate pt-px text-caption font-medium text-text-3 not-italic">
            {speakerOf(line, t)}
          </span>
          <span className="wrap-anywhere">
            {line.text}
            {line.isPartial && <span aria-hidden className="ml-0.5 inline-block h-0.5 w-1.75 bg-accent" />}
            {line.isWaiting && (
              <span className="ml-1.5 text-caption whitespace-nowrap text-text-3 not-italic">{t('agent:waits')}</span>
            )}
          </span>
        </p>
      ))}
    </div>
  );
}
