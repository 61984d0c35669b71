import { Pause, Play } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { PeaksView, RecordingView } from '../../src-preload/contract.ts';
import { lanePeaks } from '../player/silences.ts';
import { useStores } from '../stores/stores.ts';
import { Icon } from '../ui/icon.tsx';
import { useFormat } from '../words/format.ts';

const BARS = 194;
const HEIGHT = 26;

/** The recording in one line: play, its shape, how long it is. */
export function MiniPlayer({
  recording,
  peaks,
  who,
  onToggle,
}: {
  recording: RecordingView;
  peaks: PeaksView | null;
  who: string;
  onToggle: () => void;
}) {
  const { t } = useTranslation('matters');
  const format = useFormat();
  const { player } = useStores();
  const isMine = useStore(player.store, (data) => data.recording?.recordingId === recording.recordingId);
  const playing = useStore(player.store, (data) => isMine && (data.playing || data.waiting));
  const atMs = useStore(player.store, (data) => (isMine ? data.atMs : 0));
  const heights = useMemo(() => barsOf(peaks), [peaks]);
  const durationMs = recording.durationMs ?? 0;
  const played = durationMs === 0 ? 0 : Math.round((atMs / durationMs) * BARS);
  const canPlay = recording.url !== null;
  return (
    <div className="my-2 flex items-center gap-2.5 rounded-2 border border-line bg-sunken px-2.5 py-1.75">
      <button
        type="button"
        disabled={!canPlay}
        title={canPlay ? undefined : t('timeline.notHere')}
        aria-label={t(playing ? 'timeline.pause' : 'timeline.play', { who })}
        onClick={onToggle}
        className="flex size-7 shrink-0 items-center justify-center rounded-full bg-accent text-on-accent enabled:hover:bg-accent-hover disabled:bg-hover disabled:text-text-3"
      >
        <Icon of={playing ? Pause : Play} size={14} filled />
      </button>
      <svg
        aria-hidden="true"
        viewBox={`0 0 ${String(BARS * 3)} ${String(HEIGHT)}`}
        preserveAspectRatio="none"
        className="h-6.5 min-w-0 grow fill-none [stroke-linecap:round] [stroke-width:2]"
      >
        <path d={pathOf(heights, played, heights.length)} style={{ stroke: 'var(--cb-wave-us-rest)' }} />
        <path d={pathOf(heights, 0, played)} style={{ stroke: 'var(--cb-wave-us)' }} />
      </svg>
      <span className="ml-auto text-meta whitespace-nowrap text-text-2">{format.duration(durationMs / 1_000)}</span>
    </div>
  );
}

/** 0 to 1, the loudest of both voices in each bar. */
function barsOf(peaks: PeaksView | null): readonly number[] {
  const channels = (peaks?.channels ?? []).map((channel) => lanePeaks(channel));
  const steps = Math.max(0, ...channels.map((heights) => heights.length));
  const bars = Array.from({ length: Math.min(BARS, steps) }, (_, bar) => {
    const of = Math.min(BARS, steps);
    const from = Math.floor((bar * steps) / of);
    const to = Math.max(from + 1, Math.floor(((bar + 1) * steps) / of));
    return Math.max(0, ...channels.map((heights) => loudestOf(heights, from, to)));
  });
  const loudest = Math.max(0.1, ...bars);
  return bars.map((bar) => bar / loudest);
}

function loudestOf(heights: ArrayLike<number>, from: number, to: number): number {
  let loudest = 0;
  for (let at = from; at < to; at += 1) loudest = Math.max(loudest, heights[at] ?? 0);
  return loudest;
}

function pathOf(heights: readonly number[], from: number, to: number): string {
  const stretch = (BARS * 3) / Math.max(1, heights.length);
  return heights
    .slice(from, to)
    .map((height, index) => {
      const half = Math.max(1, (height * (HEIGHT - 2)) / 2);
      return `M${((from + index) * stretch + 1).toFixed(1)} ${(HEIGHT / 2 - half).toFixed(1)}v${(2 * half).toFixed(1)}`;
    })
    .join('');
}
