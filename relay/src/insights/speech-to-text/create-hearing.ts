import type { Logger } from 'pino';
import type { SpeechToTextConfig } from '../../config.ts';
import type { ProviderClock } from '../../providers/provider-clock.ts';
import type { EngineFacts } from '../ports.ts';
import type { TranscriptSegment } from '../../wire/insights.ts';
import { createSpeechToText } from './create-speech-to-text.ts';
import { transcribeRecording, type TranscribeAsk } from './transcribe-recording.ts';
import { createVoiceActivity } from './voice-activity.ts';

/** The chosen engine with what it needs around it: one per relay, for all firms. */
export interface OpenHearing extends AsyncDisposable {
  readonly engine: EngineFacts;
  /** Nothing when nobody says anything. @throws EngineError, or the signal's reason */
  transcribe(ask: Omit<TranscribeAsk, 'engine' | 'voice'>): Promise<TranscriptSegment[]>;
}

/** @returns null: the operator chose no engine. @throws EngineError `no_engine` when the chosen one cannot be had */
export function createHearing(
  config: SpeechToTextConfig,
  deps: { log: Logger; fetch?: typeof fetch; clock?: ProviderClock },
): OpenHearing | null {
  const engine = createSpeechToText(config, deps);
  if (engine === null) return null;
  const voice = createVoiceActivity(deps);
  const { id, leavesMachine, region } = engine;
  return {
    engine: { id, leavesMachine, region },
    transcribe: (ask) => transcribeRecording({ ...ask, engine, voice }),
    async [Symbol.asyncDispose]() {
      await Promise.all([engine.close(), voice.close()]);
    },
  };
}
