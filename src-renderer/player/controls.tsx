import { Pause, Play, Repeat, RotateCcw, RotateCw, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { RecordingView } from '../../src-preload/contract.ts';
import { SPEEDS, STEP_MS } from '../stores/player-store.ts';
import { Icon } from '../ui/icon.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { useFormat } from '../words/format.ts';
import type { PlayerParts } from './player.tsx';
import { useReadingNow } from './use-reading-now.ts';
import { VolumeMenu } from './volume-menu.tsx';

/** Play, ten seconds either way, where it is, speed, what is repeated, and how loud each voice is: 42 high. */
export function Controls({
  player,
  view,
  voices,
  recording,
  durationMs,
  onSpeed,
  onSkipSilence,
}: PlayerParts & { recording: RecordingView; durationMs: number }) {
  const { t, i18n } = useTranslation('player');
  const format = useFormat();
  // Not the time itself: it changes sixty times a second, the clock once.
  const second = useStore(player.store, ({ atMs }) => Math.floor(atMs / 1_000));
  const playing = useStore(player.store, (data) => data.playing || data.waiting);
  const waiting = useStore(player.store, (data) => data.waiting);
  const speed = useStore(player.store, (data) => data.speed);
  const skipSilence = useStore(player.store, (data) => data.skipSilence);
  const selection = useStore(player.store, (data) => data.selection);
  const looping = useStore(player.store, (data) => data.looping);
  const reading = useReadingNow(player, view?.transcript.segments, voices, view);
  const speeds = new Intl.NumberFormat(i18n.language);
  return (
    <div className="mt-1.5 flex min-h-10 flex-wrap items-center gap-x-1.5 gap-y-1">
      <Step icon={RotateCcw} label={t('back')} onPress={() => player.skip(-STEP_MS)} />
      <button
        type="button"
        aria-label={playing ? t('pause') : t('play')}
        aria-keyshortcuts="Space"
        onClick={player.toggle}
        className="inline-flex size-9 flex-none items-center justify-center rounded-full bg-accent text-on-accent hover:bg-accent-hover active:bg-accent-pressed"
      >
        <Icon of={playing ? Pause : Play} filled />
      </button>
      <Step icon={RotateCw} label={t('forward')} onPress={() => player.skip(STEP_MS)} />
      <span className="ml-1.5 text-read font-semibold whitespace-nowrap">
        {format.place(second * 1_000)}{' '}
        <small className="text-meta font-normal text-text-3">/ {format.place(durationMs)}</small>
      </span>
      <span className="cut ml-2.5 min-w-0 flex-1 basis-0 text-meta text-text-2">
        <span role="status">{waiting ? t('waitingForNetwork') : ''}</span>
        {!waiting && <span aria-hidden="true">{reading}</span>}
      </span>
      <span className="ml-auto flex flex-wrap items-center justify-end gap-1">
        {selection !== null && (
          <>
            <span className="text-meta whitespace-nowrap text-text-2">
              {format.place(selection.fromMs)}–{format.place(selection.toMs)}
            </span>
            <IconButton icon={Repeat} label={t('loop')} on={looping} onClick={() => player.setLooping(!looping)} />
            <IconButton icon={X} label={t('clearSelection')} onClick={() => player.select(null)} />
          </>
        )}
        <Segmented
          label={t('speed')}
          value={String(speed)}
          segments={SPEEDS.map((one) => ({ value: String(one), label: `${speeds.format(one)}×` }))}
          onChange={(value) => {
            const chosen = SPEEDS.find((one) => String(one) === value);
            if (chosen !== undefined) onSpeed(chosen);
          }}
        />
        <VolumeMenu
          player={player}
          voices={voices}
          speakers={recording.speakers}
          skipSilence={skipSilence}
          onSkipSilence={onSkipSilence}
        />
      </span>
    </div>
  );
}

function Step({ icon: Shape, label, onPress }: { icon: typeof RotateCcw; label: string; onPress: () => void }) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      onClick={onPress}
      className="relative inline-flex size-8 flex-none items-center justify-center rounded-2 text-text-2 hover:bg-hover active:bg-pressed"
    >
      <Shape aria-hidden="true" strokeWidth={1.4} className="size-5.5" />
      <b aria-hidden="true" className="absolute top-[0.8125rem] text-[0.5rem] leading-none font-semibold">
        10
      </b>
    </button>
  );
}
