/**
 * The voice's own process, forked by `../voice-child/voice-child.ts`. It alone loads the native library, has no secrets in its environment
 * and dies without harm: a bad model file ends the process that loads it (measured: exit 255, no exception).
 */
import { createRequire } from 'node:module';
import { z } from 'zod';
import { fromFloats } from '../../../insights/speech-to-text/resample.ts';
import type { FromVoice, ToVoice } from '../voice-child/voice-messages.ts';
import { synthesizerConfig, type VoiceModel } from './synthesizer-config.ts';

/** What of `sherpa-onnx-node` 1.13.8 is used (non-streaming-tts.js); the package has no types. */
interface Synthesizer {
  numSpeakers: number;
  sampleRate: number;
  generateAsync(ask: {
    text: string;
    enableExternalBuffer: boolean;
    generationConfig: object;
    /** Each time a part is made; 0 ends it. */
    onProgress(part: unknown): number;
  }): Promise<unknown>;
}
interface SherpaVoices {
  OfflineTts: { createAsync(config: object): Promise<Synthesizer> };
  GenerationConfig: new (config: object) => object;
}
type Say = Extract<ToVoice, { do: 'say' }>;

/** Of supertonic's diffusion: fewer are quicker and less clear (as in sherpa-onnx's example). */
const STEPS = 5;
const made = z.object({ samples: z.instanceof(Float32Array) });

const waiting: Say[] = [];
/** What is being said, while somebody waits for it. */
let wanted: number | null = null;
let isBusy = false;
let say: ((ask: Say) => Promise<void>) | null = null;

function tell(message: FromVoice): void {
  process.send?.(message);
}

/** What `sherpa-engine.ts` tells it to load. */
export interface SherpaVoice {
  model: VoiceModel;
  threads: number;
  speaker: number;
}

process.on('message', (message: ToVoice<SherpaVoice>) => {
  switch (message.do) {
    case 'load':
      void load(message.what);
      return;
    case 'say':
      waiting.push(message);
      void work();
      return;
    case 'forget': {
      const at = waiting.findIndex(({ id }) => id === message.id);
      if (at >= 0) waiting.splice(at, 1);
      if (wanted === message.id) wanted = null;
    }
  }
});
// The relay is gone.
process.on('disconnect', () => process.exit(0));

async function load({ model, threads, speaker }: SherpaVoice): Promise<void> {
  try {
    const config = synthesizerConfig(model, threads);
    const sherpa = createRequire(import.meta.url)('sherpa-onnx-node') as SherpaVoices;
    const voice = await sherpa.OfflineTts.createAsync(config);
    if (speaker >= voice.numSpeakers) {
      throw new RangeError(`The model has ${String(voice.numSpeakers)} voices; ${String(speaker)} is none of them.`);
    }
    say = async (ask) => {
      const { sampleRate } = voice;
      let sent = 0;
      const give = (samples: Float32Array) => {
        sent += samples.length;
        tell({ is: 'sound', id: ask.id, samples: fromFloats(samples), sampleRate });
      };
      const whole = await voice.generateAsync({
        text: ask.text,
        // Its memory would be the library's, and is sent on as a copy anyway.
        enableExternalBuffer: false,
        generationConfig: new sherpa.GenerationConfig({
          sid: speaker,
          speed: 1,
          numSteps: STEPS,
          extra: { lang: ask.language },
        }),
        onProgress(part) {
          if (wanted !== ask.id) return 0;
          const read = made.safeParse(part);
          if (read.success) give(read.data.samples);
          return 1;
        },
      });
      if (wanted !== ask.id) return;
      // What the progress did not tell.
      const { samples } = made.parse(whole);
      if (samples.length > sent) give(samples.subarray(sent));
      tell({ is: 'said', id: ask.id });
    };
    tell({ is: 'ready' });
    void work();
  } catch (error) {
    tell({ is: 'load_failed', message: wordsOf(error) });
  }
}

/** One at a time: a sentence takes all processor threads that it may. */
async function work(): Promise<void> {
  if (isBusy || say === null) return;
  isBusy = true;
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    wanted = next.id;
    try {
      await say(next);
    } catch (error) {
      tell({ is: 'refused', id: next.id, message: wordsOf(error) });
    }
  }
  wanted = null;
  isBusy = false;
}

const wordsOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
