import { createRequire } from 'node:module';

/** What of `sherpa-onnx-node` 1.13.8 is used; the package has no types. */
export interface SherpaModule {
  OnlineRecognizer: new (config: object) => OnlineRecognizer;
  OfflineRecognizer: { createAsync(config: object): Promise<OfflineRecognizer> };
}

interface Waveform {
  /** -1 to 1. */
  samples: Float32Array;
  sampleRate: number;
}

export interface OnlineStream {
  acceptWaveform(wave: Waveform): void;
  inputFinished(): void;
  setOption(key: string, value: string): void;
}

export interface OnlineRecognizer {
  createStream(): OnlineStream;
  isReady(stream: OnlineStream): boolean;
  decodeStreams(streams: OnlineStream[]): void;
  getResult(stream: OnlineStream): unknown;
}

export interface OfflineStream {
  acceptWaveform(wave: Waveform): void;
}

export interface OfflineRecognizer {
  createStream(): OfflineStream;
  setConfig(config: object): void;
  decodeAsync(stream: OfflineStream): Promise<unknown>;
}

/**
 * Only for the engine's own process: a bad model file ends the process that loads it (measured: exit 255 or SIGABRT, no
 * exception).
 */
export function loadSherpa(): SherpaModule {
  return createRequire(import.meta.url)('sherpa-onnx-node') as SherpaModule;
}
