import WaveSurfer from 'wavesurfer.js';

export interface LaneColours {
  rest: string;
  played: string;
}

export interface WaveformAsk {
  container: HTMLElement;
  /** Whose time it follows; null: it stands still. */
  media: HTMLMediaElement | null;
  /** One lane a channel, each step 0 to 1. */
  lanes: readonly Float32Array<ArrayBuffer>[];
  durationMs: number;
  laneHeightPx: number;
  colours: readonly LaneColours[];
  /** CSS px, grow with the text. */
  barPx: number;
}

/** Draws lanes into a container. @returns its own undo. */
export type DrawWaveform = (ask: WaveformAsk) => () => void;

/** From ready peaks: nothing is fetched and nothing is decoded, so a waveform of an hour stands at once. */
export const drawWaveform: DrawWaveform = ({
  container,
  media,
  lanes,
  durationMs,
  laneHeightPx,
  colours,
  barPx,
}: WaveformAsk) => {
  const nonce = document.querySelector<HTMLElement>('meta[property="csp-nonce"]')?.nonce;
  const wave = WaveSurfer.create({
    container,
    ...(media !== null && { media }),
    peaks: lanes.map((lane) => lane),
    duration: durationMs / 1_000,
    height: laneHeightPx,
    barWidth: barPx,
    barGap: barPx / 2,
    barRadius: barPx / 2,
    barMinHeight: 1,
    normalize: false,
    maxPeak: Math.max(0.1, ...lanes.map((lane) => lane.reduce((most, one) => Math.max(most, one), 0))),
    // Our own playhead, selection and pins lie over it; it only draws.
    cursorWidth: 0,
    interact: false,
    hideScrollbar: true,
    splitChannels: colours.map(({ rest, played }) => ({
      waveColor: rest,
      progressColor: played,
      height: laneHeightPx,
    })),
    ...(nonce !== undefined && nonce !== '' && { cspNonce: nonce }),
  });
  wave.on('error', () => undefined); // told by the sound itself
  return () => wave.destroy();
};
