import type { Speaker } from '@callbrief/relay/wire/recording';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { PeaksView } from '../../src-preload/contract.ts';
import type { PlayerStore } from '../stores/player-store.ts';
import type { DrawWaveform } from './draw-waveform.ts';
import { lanePeaks } from './silences.ts';

/** 34 px at the usual text size. */
const LANE_REM = 2.125;
const BAR_REM = 0.125;

/** The lanes, drawn once per recording; what moves lies over them. */
export function Waveform({
  player,
  drawWaveform,
  media,
  peaks,
  lanes,
  durationMs,
  remPx,
}: {
  player: PlayerStore;
  drawWaveform: DrawWaveform;
  media: HTMLMediaElement | null;
  peaks: PeaksView | 'loading' | null;
  lanes: readonly Speaker[];
  durationMs: number;
  remPx: number;
}) {
  const { t } = useTranslation('player');
  const container = useRef<HTMLDivElement>(null);
  const ready = peaks !== null && peaks !== 'loading' ? peaks : null;
  // By what they are, not by which list says it: a call that is read anew draws nothing anew.
  const who = lanes.join(' ');
  useEffect(() => {
    const ground = container.current;
    if (ground === null || ready === null || durationMs <= 0) return undefined;
    const ofFirm = who.split(' ').map((speaker) => speaker === 'firm');
    // The probes carry the tokens: a canvas knows no variables.
    const colour = (name: string) => {
      const probe = ground.parentElement?.querySelector(`[data-probe="${name}"]`);
      return probe ? getComputedStyle(probe).color : 'currentColor';
    };
    const undo = drawWaveform({
      container: ground,
      media,
      lanes: ofFirm.map((_, channel) => lanePeaks(ready.channels[channel] ?? '')),
      durationMs,
      laneHeightPx: Math.round(LANE_REM * remPx),
      colours: ofFirm.map((isFirm) =>
        isFirm
          ? { rest: colour('us-rest'), played: colour('us') }
          : { rest: colour('them-rest'), played: colour('them') },
      ),
      barPx: BAR_REM * remPx,
    });
    return undo;
  }, [drawWaveform, media, ready, durationMs, who, remPx]);
  return (
    <div
      aria-hidden="true"
      className="relative col-start-2"
      style={{ height: `${String(LANE_REM * lanes.length)}rem` }}
    >
      {Object.entries(probes).map(([name, tone]) => (
        <span key={name} data-probe={name} className={`absolute size-0 ${tone}`} />
      ))}
      <div ref={container} className="absolute inset-0" />
      {ready === null && (
        <p className="absolute inset-0 flex items-center text-meta text-text-3">
          {peaks === 'loading' ? t('loadingPeaks') : t('noPeaks')}
        </p>
      )}
      <Seeker player={player} durationMs={durationMs} />
    </div>
  );
}

const probes = {
  them: 'text-(--cb-wave-them)',
  'them-rest': 'text-(--cb-wave-them-rest)',
  us: 'text-(--cb-wave-us)',
  'us-rest': 'text-(--cb-wave-us-rest)',
};

/** A press goes there; a drag selects what is to be looped. Moved by less than this, it was a press. */
const DRAG_PX = 4;

function Seeker({ player, durationMs }: { player: PlayerStore; durationMs: number }) {
  const from = useRef<{ x: number; ms: number; dragged: boolean } | null>(null);
  const msAt = (target: Element, x: number) => {
    const { left, width } = target.getBoundingClientRect();
    return Math.min(1, Math.max(0, (x - left) / Math.max(1, width))) * durationMs;
  };
  return (
    <div
      data-seeker
      className="absolute inset-0 touch-none"
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture?.(event.pointerId);
        from.current = { x: event.clientX, ms: msAt(event.currentTarget, event.clientX), dragged: false };
      }}
      onPointerMove={(event) => {
        const start = from.current;
        if (start === null) return;
        start.dragged ||= Math.abs(event.clientX - start.x) >= DRAG_PX;
        if (start.dragged) player.select({ fromMs: start.ms, toMs: msAt(event.currentTarget, event.clientX) });
      }}
      onPointerUp={(event) => {
        const start = from.current;
        from.current = null;
        if (start === null) return;
        if (!start.dragged) return player.seek(start.ms);
        const { selection } = player.store.getState();
        if (selection !== null) player.seek(selection.fromMs);
        event.preventDefault();
      }}
      onPointerCancel={() => {
        from.current = null;
      }}
    />
  );
}
