import { clsx } from 'clsx';
import type { AgentCard } from '../../src-preload/contract/agent.ts';
import { useSurroundings } from './popup-context.ts';
import { useWords } from './use-words.ts';

/** As many as fit; the newest stand at the bottom. */
const SHOWN_LINES = 4;

/** The last lines of what is said. A log that is not read out by itself: it changes with every word. */
export function AgentTalk({ card }: { card: AgentCard }) {
  const { privacy } = useSurroundings();
  const t = useWords();
  const lines = card.lines.slice(-SHOWN_LINES);
  const nothing = privacy?.revealed === false ? t('agent.hidden') : t('agent.nothing_yet');
  return (
    <div
      role="log"
      aria-live="off"
      aria-label={t('agent.log')}
      className="mt-2 grid min-h-30 flex-1 grid-cols-[minmax(2.75rem,auto)_1fr] content-end gap-x-1.5 gap-y-0.75 overflow-hidden rounded-3 border border-dashed border-control px-2.5 py-1.75 text-ui leading-[1.1875rem]"
    >
      {lines.length === 0 && <p className="col-span-2 text-text-3">{nothing}</p>}
      {lines.map((line, index) => (
        // Lines move up and have no id of their own.
        <p
          key={card.lines.length - lines.length + index}
          className={clsx('contents', index < lines.length - 1 && 'text-text-2')}
        >
          <span className="pt-px text-caption font-medium text-text-3">
            {line.who === 'agent' ? t('agent.agent') : t('agent.caller')}
          </span>
          <span className="wrap-anywhere">
            {line.text}
            {line.isPartial && <span aria-hidden className="ml-0.5 inline-block h-0.5 w-1.75 bg-accent" />}
          </span>
        </p>
      ))}
    </div>
  );
}
