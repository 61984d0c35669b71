import { clsx } from 'clsx';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { RecordingView } from '../../src-preload/contract.ts';
import { lineAt } from '../transcript/places.ts';
import { useFormat } from '../words/format.ts';
import { axisTicks } from './axis-ticks.ts';
import { DynamicsStrip } from './dynamics-strip.tsx';
import type { PlayerParts } from './player.tsx';
import { Playhead } from './playhead.tsx';
import { spreadPins } from './spread-pins.ts';
import { SentimentStrip } from './sentiment-strip.tsx';
import { Waveform } from './waveform.tsx';

/** Lanes, strip and axis share one scale: 80 px of names, then the whole recording. */
export function Tracks({
  player,
  drawWaveform,
  media,
  view,
  voices,
  citations,
  hits,
  look,
  remPx,
  onCitation,
  recording,
  durationMs,
}: PlayerParts & { recording: RecordingView; durationMs: number }) {
  const { t } = useTranslation('player');
  const format = useFormat();
  const peaks = useStore(player.store, (data) => data.peaks);
  const segments = view?.transcript.segments;
  // Only which line it is: the time itself changes with every picture.
  const line = useStore(player.store, ({ atMs }) => (segments === undefined ? -1 : lineAt(segments, atMs)));
  const citedNow = segments?.[line]?.id;
  const ticks = useMemo(() => axisTicks(durationMs), [durationMs]);
  const left = (ms: number) => `${String((ms / Math.max(1, durationMs)) * 100)}%`;
  const pins = useMemo(() => spreadPins([...citations.values()], durationMs), [citations, durationMs]);
  const talk = view?.dynamics.status === 'completed' ? view.dynamics.talk : null;
  const isMono = recording.speakers.length < 2;
  const lanes = isMono ? (['unknown'] as const) : recording.speakers;
  const sentiment = view?.sentiment.status === 'completed' && view.sentiment.segments.length > 0;
  const dynamics = !sentiment && view?.dynamics.status === 'completed' && view.dynamics.loudness.length > 0;
  return (
    <div className="relative grid grid-cols-[5rem_minmax(0,1fr)]">
      <div className="relative col-start-2 h-4.5">
        {pins.map(({ citation, share }) => (
          <button
            key={citation.segmentId}
            type="button"
            tabIndex={-1}
            aria-label={t('pin', { number: citation.number, time: format.place(citation.atMs) })}
            onClick={() => onCitation(citation)}
            style={{ left: `${String(share)}%` }}
            className={clsx(
              'absolute top-0 h-3.75 min-w-3.75 -translate-x-1/2 rounded-[3px] border px-0.75 text-center text-[0.625rem] leading-[0.8125rem] font-semibold before:absolute before:-inset-1.25',
              citation.segmentId === citedNow
                ? 'z-10 border-transparent bg-accent text-on-accent'
                : 'border-accent-line bg-accent-tint text-accent-text',
            )}
          >
            {citation.number}
          </button>
        ))}
      </div>
      <div className="flex min-w-0 flex-col">
        {lanes.map((speaker, channel) => (
          <span
            // A recording may have two channels that nobody has named.
            key={`${speaker} ${String(channel)}`}
            className={clsx(
              'flex h-8.5 min-w-0 items-center gap-1 text-caption font-medium',
              speaker === 'firm' ? 'text-accent-text' : 'text-text-2',
            )}
            title={isMono ? t('oneLane') : (voices[speaker].full ?? undefined)}
          >
            <span className="cut">{isMono ? t('unknown') : (voices[speaker].short ?? t(speaker))}</span>
            {talk !== null && speaker !== 'unknown' && (
              <small className="text-caption font-normal text-text-3">
                {t('share', { percent: Math.round(talk[speaker] * 100) })}
              </small>
            )}
            {isMono && <span className="sr-only">{t('oneLane')}</span>}
          </span>
        ))}
      </div>
      <Waveform
        // A canvas keeps the colours it was drawn with: another look is another drawing.
        key={look}
        player={player}
        drawWaveform={drawWaveform}
        media={media}
        peaks={peaks}
        lanes={lanes}
        durationMs={durationMs}
        remPx={remPx}
      />
      {sentiment && view && <SentimentStrip view={view} durationMs={durationMs} label={t('sentiment')} />}
      {dynamics && view && <DynamicsStrip view={view} durationMs={durationMs} label={t('dynamics')} />}
      <div aria-hidden="true" className="relative col-start-2 h-4 text-caption text-text-3">
        {ticks.map((tick, index) => (
          <span key={tick} style={{ left: left(tick) }} className={clsx('absolute', index > 0 && '-translate-x-1/2')}>
            {format.place(tick)}
          </span>
        ))}
        {hits.map((hit) => (
          <span
            key={`${hit.segmentId} ${String(hit.from)}`}
            data-hit-dot
            style={{ left: left(hit.atMs) }}
            className="absolute -top-0.5 size-1.5 -translate-x-1/2 rounded-full border border-caution bg-hit-now"
          />
        ))}
      </div>
      <Playhead player={player} durationMs={durationMs} segments={segments} voices={voices} view={view} />
    </div>
  );
}
