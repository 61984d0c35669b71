import { useSurroundings } from './popup-context.ts';
import { useSeconds } from './use-seconds.ts';
import { useWords } from './use-words.ts';

/** Counts up from `since`, and stands at `until`. Role timer: never read out by itself (design/DESIGN.md, "What is read out"). */
export function Clock(props: {
  since: string;
  until?: string | undefined;
  kind: 'ringing' | 'talking';
  quiet?: boolean;
}) {
  const { moments, now } = useSurroundings();
  const t = useWords();
  const since = Date.parse(props.since);
  const counted = useSeconds(since, now);
  const time = moments.clock(
    props.until === undefined ? counted : Math.floor((Date.parse(props.until) - since) / 1000),
  );
  return (
    <span
      role="timer"
      aria-live="off"
      aria-label={t(props.kind === 'ringing' ? 'ringing_for' : 'talking_for', { time })}
      className={
        props.quiet === true ? 'flex-none text-meta text-text-2' : 'ml-auto flex-none pr-0.5 font-medium text-text'
      }
    >
      {time}
    </span>
  );
}
