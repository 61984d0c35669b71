import type { Logger } from 'pino';
import type { ProviderClock } from '../../../providers/provider-clock.ts';
import { createVoiceChild } from '../voice-child/voice-child.ts';
import type { SpeechEngine } from '../voice-of-engine.ts';
import { espeakFacts, type EspeakOptions } from './espeak-engine.ts';

/** Beyond these somebody waits for seconds, and is sooner heard elsewhere. */
const MOST_WAITING = 200;

/** espeak-ng for a relay with calls: what starts it is a small process of its own (espeak-process.ts). */
export function createEspeakVoice(
  options: EspeakOptions,
  deps: { clock: ProviderClock; log: Logger },
): SpeechEngine & { start(): Promise<void> } {
  const child = createVoiceChild({
    ...deps,
    load: () => Promise.resolve(options),
    program: new URL('espeak-process.ts', import.meta.url),
    mostWaiting: MOST_WAITING,
  });
  return {
    ...espeakFacts(options),
    start: () => child.start(),
    say: (part) => child.say(part),
    close: () => child.close(),
  };
}
