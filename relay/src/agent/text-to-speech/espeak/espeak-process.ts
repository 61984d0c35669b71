/**
 * Starts espeak-ng for the relay, forked by `espeak-voice.ts`. A process as large as the relay takes 20 ms to start another
 * one, in which nothing else of it runs and its threads are held up as well (measured with 700 MiB); this one takes 3 ms.
 */
import type { Failure } from '../../fallback/ladder.ts';
import { StageError } from '../../ports.ts';
import type { SpeechEngine } from '../voice-of-engine.ts';
import type { FromVoice, ToVoice } from '../voice-child/voice-messages.ts';
import { createEspeakEngine, type EspeakOptions } from './espeak-engine.ts';

const asked = new Map<number, AbortController>();
let engine: SpeechEngine | null = null;

function tell(message: FromVoice): void {
  process.send?.(message);
}

process.on('message', (message: ToVoice<EspeakOptions>) => {
  switch (message.do) {
    case 'load':
      engine = createEspeakEngine(message.what);
      tell({ is: 'ready' });
      return;
    case 'say':
      void say(message);
      return;
    case 'forget':
      asked.get(message.id)?.abort();
  }
});
// The relay is gone.
process.on('disconnect', () => process.exit(0));

async function say({ id, text, language }: Extract<ToVoice, { do: 'say' }>): Promise<void> {
  const { signal } = asked.set(id, new AbortController()).get(id) ?? new AbortController();
  try {
    for await (const { samples, sampleRate } of engine?.say({ text, language, rate: 8_000, signal }) ?? []) {
      tell({ is: 'sound', id, samples, sampleRate });
    }
    tell({ is: 'said', id });
  } catch (error) {
    if (!signal.aborted) tell({ is: 'refused', id, message: wordsOf(error), failure: failureOf(error) });
  } finally {
    asked.delete(id);
  }
}

const wordsOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
const failureOf = (error: unknown): Failure => (error instanceof StageError ? error.failure : 'failed');
