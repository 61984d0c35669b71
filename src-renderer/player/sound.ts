/** `waiting`: asked to play, but the audio has not come yet. `time`: it has moved on, by itself or by a seek. */
export type SoundEvent = 'playing' | 'paused' | 'waiting' | 'ended' | 'failed' | 'time';

/** What makes a recording heard. Time in milliseconds of the recording, whatever the speed. */
export interface Sound {
  /** For the waveform, which follows its time; null where there is none (tests). */
  readonly element: HTMLMediaElement | null;
  /** null: nothing. What was heard before stops. */
  load(url: string | null): void;
  play(): void;
  pause(): void;
  atMs(): number;
  /** Holds at once, also before the audio has come. */
  seek(ms: number): void;
  /** The pitch of the voices stays. */
  setSpeed(speed: number): void;
  /** 0 to 2, one a channel; 1: as recorded. */
  setVolumes(volumes: readonly number[]): void;
  /** Empty: the system's own. Rejects when it is not there or cannot be used. */
  setDevice(deviceId: string): Promise<void>;
  /** @returns its own undo. */
  on(listener: (event: SoundEvent) => void): () => void;
}
