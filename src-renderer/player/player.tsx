import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { InsightsView, RecordingView } from '../../src-preload/contract.ts';
import type { Citation } from '../insights/citations.ts';
import type { PlayerStore } from '../stores/player-store.ts';
import type { TranscriptHit } from '../transcript/find-in-transcript.ts';
import type { Voices } from '../transcript/voices.ts';
import { useFormat } from '../words/format.ts';
import { Controls } from './controls.tsx';
import type { DrawWaveform } from './draw-waveform.ts';
import { PlayerNotice } from './player-notice.tsx';
import { Tracks } from './tracks.tsx';

export interface PlayerParts {
  player: PlayerStore;
  drawWaveform: DrawWaveform;
  media: HTMLMediaElement | null;
  view: InsightsView | null;
  voices: Voices;
  citations: ReadonlyMap<string, Citation>;
  hits: readonly TranscriptHit[];
  /** Colours of the lanes are read anew when it changes. */
  look: string;
  remPx: number;
  /** Name of the headset that should be heard and is not there; null: all is as chosen. */
  deviceGone: string | null;
  onSpeed: (speed: 0.5 | 1 | 1.5 | 2) => void;
  onSkipSilence: (on: boolean) => void;
  onCitation: (citation: Citation) => void;
}

/**
 * A recording as it is heard: one lane a voice on one time scale with what rests on it, and the controls. Where it cannot
 * be heard it says why, and what can be done.
 */
export function Player({
  recording,
  offlineSince,
  onRetry,
  retrying,
  ...parts
}: PlayerParts & {
  recording: RecordingView;
  /** null: connected. */
  offlineSince: string | null;
  onRetry: () => void;
  retrying: { asked: boolean; refused: string | null };
}) {
  const { t } = useTranslation('player');
  const format = useFormat();
  const failed = useStore(parts.player.store, (data) => data.failed);
  const askFailed = useStore(parts.player.store, (data) => data.askFailed);
  const durationMs = recording.durationMs ?? 0;
  const isVoicemail = recording.kind === 'voicemail';
  const name =
    recording.durationMs === null
      ? t(isVoicemail ? 'voicemailNoLength' : 'nameNoLength')
      : t(isVoicemail ? 'voicemail' : 'name', { duration: format.placeSaid(durationMs) });
  const hasTracks = recording.durationMs !== null && recording.state !== 'removed';
  return (
    <section aria-label={name} className="shrink-0 border-b border-line bg-sunken px-4 pt-3 pb-2.5">
      {hasTracks && recording.url !== null && (
        <>
          <Tracks {...parts} recording={recording} durationMs={durationMs} />
          <Controls {...parts} recording={recording} durationMs={durationMs} />
          {parts.deviceGone !== null && (
            <p role="status" className="mt-1 text-meta text-caution-text">
              {t('deviceGone', { name: parts.deviceGone })}
            </p>
          )}
        </>
      )}
      <PlayerNotice
        recording={recording}
        playFailed={failed}
        askFailed={askFailed}
        offlineSince={offlineSince}
        retrying={retrying}
        onRetry={onRetry}
        onFetch={() => void parts.player.fetchHere()}
        onTryAgain={parts.player.play}
      />
    </section>
  );
}
