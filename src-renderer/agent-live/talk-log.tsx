import { clsx } from 'clsx';
import { useLayoutEffect, useRef } from 'react';
import type { AgentLine, AgentTalk } from '../../src-preload/contract/agent.ts';
import { useWords } from '../call-popup/use-words.ts';
import { speakerOf } from './describe-agent.ts';
import { useMoments } from './talk-clock.tsx';

/** It scrolls, so arrows must reach it. */
const reached = { tabIndex: 0 };
/** Nearer to the end than this, one reads along and is taken to it (px). */
const AT_THE_END = 24;

/**
 * Everything that was said of late, as it is said. A line is read out when it is finished, not with every word: while it is
 * spoken it is hidden from screen readers.
 */
export function TalkLog({ talk }: { talk: AgentTalk }) {
  const t = useWords();
  const log = useRef<HTMLDivElement>(null);
  const follows = useRef(true);
  const { lines } = talk;
  useLayoutEffect(() => {
    if (log.current !== null && follows.current) log.current.scrollTop = log.current.scrollHeight;
  });
  return (
    <div
      ref={log}
      role="log"
      aria-live="polite"
      aria-label={t('agent:log')}
      {...reached}
      onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) => {
        follows.current = scrollHeight - scrollTop - clientHeight < AT_THE_END;
      }}
      className="scroll-quiet max-h-66 min-h-30 rounded-3 border border-dashed border-control py-1"
    >
      {lines.length === 0 && <p className="px-3 py-1.5 text-text-3">{t('agent:nothing_yet')}</p>}
      {keyed(lines).map(({ key, line }) => (
        <Line key={key} line={line} />
      ))}
    </div>
  );
}

function Line({ line }: { line: AgentLine }) {
  const t = useWords();
  const moments = useMoments();
  const { by, isPartial, isWaiting, atMs, text } = line;
  return (
    <p
      aria-hidden={isPartial || undefined}
      className={clsx(
        'grid grid-cols-[3.75rem_2.25rem_1fr] gap-x-1 px-3 py-1 text-read leading-5.25',
        isPartial && 'bg-selected text-text-2 shadow-[inset_3px_0_0_var(--cb-accent)]',
        isWaiting && 'text-text-2 italic',
      )}
    >
      <span
        className={clsx(
          'truncate text-meta leading-5.25 font-semibold not-italic',
          line.who === 'agent' && by === null && 'text-accent-text',
        )}
        title={by?.name}
      >
        {speakerOf(line, t)}
      </span>
      <span className="text-meta leading-5.25 text-text-3 not-italic">
        {atMs === null ? '' : moments.clock(Math.floor(atMs / 1000))}
      </span>
      <span className="selectable wrap-anywhere">
        {text}
        {isPartial && <span aria-hidden className="ml-0.5 inline-block h-0.5 w-1.75 bg-accent" />}
        {isWaiting && <span className="ml-1.5 text-caption text-text-3 not-italic">{t('agent:waits')}</span>}
      </span>
    </p>
  );
}

/** A line keeps its element while others come and the oldest go, so that it is read out once. */
function keyed(lines: readonly AgentLine[]): { key: string; line: AgentLine }[] {
  const seen = new Map<string, number>();
  return lines.map((line) => {
    const what = `${line.who} ${line.isPartial ? 'now' : `${line.isWaiting ? 'waits' : (line.atMs ?? '')} ${line.text}`}`;
    const count = seen.get(what) ?? 0;
    seen.set(what, count + 1);
    return { key: `${what} ${count}`, line };
  });
}
