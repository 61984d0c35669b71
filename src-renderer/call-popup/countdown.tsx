import { useState } from 'react';
import { useSurroundings } from './popup-context.ts';
import { useSeconds } from './use-seconds.ts';
import { useWords } from './use-words.ts';

export interface CountdownState {
  /** Whole seconds left; null when it does not close by itself. */
  seconds: number | null;
  held: boolean;
}

/** Seconds until the card leaves. While something holds it, no seconds are told: they would not be true. */
export function useCountdown(closesAt: string | null): CountdownState {
  const { now, holds } = useSurroundings();
  const past = useSeconds(closesAt === null ? 0 : Date.parse(closesAt), now);
  return { seconds: closesAt === null ? null : Math.max(0, -past), held: Object.values(holds).some(Boolean) };
}

/** `Closes in 6 s`. Never announced. */
export function CountdownHint(props: { countdown: CountdownState; sayWhy?: boolean }) {
  const t = useWords();
  const { seconds, held } = props.countdown;
  if (seconds === null && !held) return null;
  return (
    <span className="text-caption text-text-3">
      {held || seconds === null
        ? t('stays_open')
        : t(props.sayWhy === true ? 'closes_in_pointer' : 'closes_in', { seconds })}
    </span>
  );
}

export interface CountdownBarProps {
  closesAt: string | null;
  totalSeconds: number | null;
  held: boolean;
}

/** The green bar at the bottom edge: what is left of `totalSeconds`. */
export function CountdownBar({ closesAt, totalSeconds, held }: CountdownBarProps) {
  if (closesAt === null || totalSeconds === null || totalSeconds <= 0) return null;
  // A new end is a new animation; a held one pauses where it stands.
  return <RunningBar key={closesAt} closesAt={closesAt} totalMs={totalSeconds * 1000} held={held} />;
}

function RunningBar({ closesAt, totalMs, held }: { closesAt: string; totalMs: number; held: boolean }) {
  const { now } = useSurroundings();
  const [goneMs] = useState(() => Math.max(0, totalMs - (Date.parse(closesAt) - now())));
  return (
    <div aria-hidden className="absolute inset-x-0 bottom-0 h-[3px] bg-hover">
      <i
        className="countdown-bar block h-full bg-positive"
        style={{
          animationDuration: `${totalMs}ms`,
          animationDelay: `${-goneMs}ms`,
          animationPlayState: held ? 'paused' : 'running',
        }}
      />
    </div>
  );
}
