import type { TranscriptSegment } from '@callbrief/relay/wire/insights';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { InsightsView } from '../../src-preload/contract.ts';
import type { PlayerStore } from '../stores/player-store.ts';
import type { Voices } from '../transcript/voices.ts';
import { useFormat } from '../words/format.ts';
import { useReadingNow } from './use-reading-now.ts';

/** Where it plays, over all lanes; and the selection. It is the slider of the player. */
export function Playhead({
  player,
  durationMs,
  segments,
  voices,
  view,
}: {
  player: PlayerStore;
  durationMs: number;
  segments: readonly TranscriptSegment[] | undefined;
  voices: Voices;
  view: InsightsView | null;
}) {
  const { t } = useTranslation('player');
  const format = useFormat();
  const atMs = useStore(player.store, (data) => data.atMs);
  const selection = useStore(player.store, (data) => data.selection);
  const looping = useStore(player.store, (data) => data.looping);
  const reading = useReadingNow(player, segments, voices, view);
  const share = (ms: number) => (ms / Math.max(1, durationMs)) * 100;
  const position = t('positionOf', { at: format.placeSaid(atMs), duration: format.placeSaid(durationMs) });
  return (
    <div className="pointer-events-none absolute top-4.75 right-0 bottom-3.5 left-20">
      {selection !== null && (
        <div
          data-selection
          style={{ left: `${String(share(selection.fromMs))}%`, right: `${String(100 - share(selection.toMs))}%` }}
          className={`absolute inset-y-0 border-x border-accent ${looping ? 'bg-accent/15' : 'bg-accent/5'}`}
        />
      )}
      <div
        role="slider"
        tabIndex={0}
        aria-label={t('position')}
        aria-valuemin={0}
        aria-valuemax={Math.round(durationMs / 1_000)}
        aria-valuenow={Math.round(atMs / 1_000)}
        aria-valuetext={reading === null ? position : `${position}, ${reading}`}
        onKeyDown={(event) => {
          if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
          const to = sliderKeys[event.key]?.(atMs, durationMs);
          if (to === undefined) return;
          event.preventDefault();
          player.seek(to);
        }}
        style={{ left: `${String(share(atMs))}%` }}
        className="absolute inset-y-0 -ml-px w-0.5 rounded-[1px] bg-(--cb-playhead) before:absolute before:-top-0.75 before:-left-0.75 before:size-2 before:rounded-full before:bg-(--cb-playhead)"
      />
    </div>
  );
}

const sliderKeys: Partial<Record<string, (atMs: number, durationMs: number) => number>> = {
  ArrowLeft: (atMs) => atMs - 10_000,
  ArrowDown: (atMs) => atMs - 1_000,
  ArrowRight: (atMs) => atMs + 10_000,
  ArrowUp: (atMs) => atMs + 1_000,
  PageDown: (atMs) => atMs - 60_000,
  PageUp: (atMs) => atMs + 60_000,
  Home: () => 0,
  End: (_, durationMs) => durationMs,
};
