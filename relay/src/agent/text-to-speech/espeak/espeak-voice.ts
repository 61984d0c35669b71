import type { Logger } from 'pino';
import type { ProviderClock } from '../../../providers/provider-clock.ts';
import { createVoiceChild } from '../voice-child/voice-child.ts';
import type { SpeechEngine } from '../voice-of-engine.ts';
import { espeakFacts, type EspeakOptions } from './espeak-engine.ts';

/** A process of espeak-ng takes some 20 ms for a sentence, so the last of these waits for as long as anybody would. */
const MOST_WAITING = 1_000;

/** espeak-ng for a relay with calls: what starts it is a small process of its own (espeak-process.ts), there from the first sentence on. */
export function createEspeakVoice(options: EspeakOptions, deps: { clock: ProviderClock; log: Logger }): SpeechEngine {
  const child = createVoiceChild({
    ...deps,
    load: () => Promise.resolve(options),
    program: new URL('espeak-process.ts', import.meta.url),
    mostWaiting: MOST_WAITING,
  });
  return {
    ...espeakFacts(options),
    say: (part) => child.say(part),
    close: () => child.close(),
  };
}
