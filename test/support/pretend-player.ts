import type { DrawWaveform, WaveformAsk } from '../../src-renderer/player/draw-waveform.ts';
import type { PlayerEdges } from '../../src-renderer/player/edges.ts';
import type { OutputDevice } from '../../src-renderer/player/output-devices.ts';
import type { SoundEvent } from '../../src-renderer/player/sound.ts';

export interface PretendPlayer extends PlayerEdges {
  /** What was loaded, oldest first. */
  loaded: (string | null)[];
  speed: number;
  volumes: readonly number[];
  /** Where it is heard; empty: the system's own. */
  device: string;
  /** What is plugged in. */
  devices: OutputDevice[];
  plug(devices: OutputDevice[]): void;
  playing: boolean;
  /** Waveforms as they were asked for. */
  drawn: WaveformAsk[];
  /** What the sound itself tells. */
  tell(event: SoundEvent): void;
  /** The recording has come so far, and a picture is drawn. */
  comeTo(ms: number): void;
  mediaKeys: Map<MediaSessionAction, MediaSessionActionHandler | null>;
}

/** A sound without loudspeakers: it plays at once, and time passes when a test says so. */
export function createPretendPlayer(): PretendPlayer {
  const listeners = new Set<(event: SoundEvent) => void>();
  const plugs = new Set<() => void>();
  const ticks = new Set<() => void>();
  const mediaKeys: PretendPlayer['mediaKeys'] = new Map();
  let atMs = 0;
  const tell = (event: SoundEvent) => {
    for (const listener of listeners) listener(event);
  };
  const drawWaveform: DrawWaveform = (ask) => {
    pretend.drawn.push(ask);
    return () => undefined;
  };
  const pretend: PretendPlayer = {
    loaded: [],
    speed: 1,
    volumes: [1, 1],
    device: '',
    devices: [],
    plug(devices) {
      pretend.devices = devices;
      for (const listener of plugs) listener();
    },
    outputs: {
      list: async () => pretend.devices,
      onChange(listener) {
        plugs.add(listener);
        return () => void plugs.delete(listener);
      },
    },
    playing: false,
    drawn: [],
    mediaKeys,
    tell,
    comeTo(ms) {
      atMs = ms;
      for (const tick of ticks) tick();
    },
    drawWaveform,
    everyFrame(tick) {
      ticks.add(tick);
      return () => void ticks.delete(tick);
    },
    mediaSession: {
      metadata: null,
      playbackState: 'none',
      setActionHandler: (action, handler) => void mediaKeys.set(action, handler),
      setPositionState: () => undefined,
      setCameraActive: () => Promise.resolve(),
      setMicrophoneActive: () => Promise.resolve(),
    },
    sound: {
      element: null,
      load(url) {
        pretend.loaded.push(url);
        pretend.playing = false;
        atMs = 0;
      },
      play() {
        pretend.playing = true;
        tell('playing');
      },
      pause() {
        if (!pretend.playing) return;
        pretend.playing = false;
        tell('paused');
      },
      atMs: () => atMs,
      seek(ms) {
        atMs = ms;
      },
      setSpeed(speed) {
        pretend.speed = speed;
      },
      setVolumes(volumes) {
        pretend.volumes = volumes;
      },
      async setDevice(deviceId) {
        if (deviceId !== '' && pretend.devices.every((one) => one.deviceId !== deviceId)) throw new Error('not there');
        pretend.device = deviceId;
      },
      on(listener) {
        listeners.add(listener);
        return () => void listeners.delete(listener);
      },
    },
  };
  return pretend;
}
