import { createElementSound } from './element-sound.ts';
import { drawWaveform, type DrawWaveform } from './draw-waveform.ts';
import { browserOutputDevices, type OutputDevices } from './output-devices.ts';
import type { Sound } from './sound.ts';

/** What the player needs of the browser; others take its place in tests. */
export interface PlayerEdges {
  sound: Sound;
  drawWaveform: DrawWaveform;
  /** Calls back for every picture that is drawn. @returns its own undo. */
  everyFrame: (tick: () => void) => () => void;
  /** Media keys of keyboard and headset; null: none here. */
  mediaSession: MediaSession | null;
  /** Where sound can be heard; null: the browser cannot choose. */
  outputs: OutputDevices | null;
}

export const browserEdges = (): PlayerEdges => ({
  sound: createElementSound(new Audio(), () => new AudioContext()),
  drawWaveform,
  everyFrame(tick) {
    let frame = 0;
    const next = () => {
      frame = requestAnimationFrame(next);
      tick();
    };
    frame = requestAnimationFrame(next);
    return () => cancelAnimationFrame(frame);
  },
  mediaSession: 'mediaSession' in navigator ? navigator.mediaSession : null,
  outputs: browserOutputDevices(),
});
