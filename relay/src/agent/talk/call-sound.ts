import type { MediaCall } from '../../media/session/handlers.ts';
import type { Language } from '../../wire/scalars.ts';
import type { Failure } from '../fallback/ladder.ts';
import type { LiveHearing, LiveVoice } from '../ports.ts';
import { createListening, type Listening } from './listening.ts';
import { createSpeaking, type Sentence, type Speaking } from './speaking.ts';
import type { TalkDeps } from './talk-deps.ts';

/** The sound of one stream of a caller, in and out. */
export interface CallSound {
  readonly media: MediaCall;
  readonly listening: Listening;
  readonly speaking: Speaking;
  /** For the voice detector. */
  findVoice(pcm: Int16Array): void;
  release(): void;
}

/** What is told of it. */
export interface HeardOfSound {
  tick: () => void;
  voice(probability: number): void;
  words(text: string, isFinal: boolean): void;
  begun(generation: number, sentence: Sentence, lastsMs: number): void;
  drained(generation: number): void;
  heardBy(engine: LiveHearing): void;
  /** `to` null: nothing hears this caller any more. */
  hearingFell(from: LiveHearing | null, failure: Failure, to: LiveHearing | null): void;
  /** `to` null: nothing speaks any more. */
  voiceFell(from: LiveVoice, failure: Failure, to: LiveVoice | null): void;
}

export function createCallSound(
  media: MediaCall,
  deps: Pick<TalkDeps, 'hearings' | 'voices' | 'prompts' | 'detector' | 'record' | 'clock'> & {
    language: () => Language;
    after: (ms: number, run: () => void) => () => void;
  },
  told: HeardOfSound,
): CallSound {
  const { record, clock } = deps;
  const { nowMs } = clock;
  const { rate, playout } = media;
  const listening = createListening({
    rate,
    hearings: deps.hearings,
    language: deps.language,
    signal: media.signal,
    nowMs,
    words: (text, isFinal) => told.words(text, isFinal),
    heardBy: (engine) => told.heardBy(engine),
    lostFrame: () => record.lostFrame(),
    fellBack: (from, failure, to) => told.hearingFell(from, failure, to),
  });
  const speaking = createSpeaking({
    playout,
    rate,
    voices: deps.voices,
    prepared: deps.prompts.voice,
    nowMs,
    after: deps.after,
    begun: (generation, sentence, lastsMs) => told.begun(generation, sentence, lastsMs),
    firstSound: (generation) => record.firstSound(generation),
    firstFrame: (generation) => record.firstFrame(generation),
    drained: (generation) => told.drained(generation),
    spokenBy: (voice) => record.usedEngine('voice', voice),
    fellBack: (from, failure, to) => told.voiceFell(from, failure, to),
  });
  const track = deps.detector.join(rate, (probability) => told.voice(probability));
  const leaveClock = clock.join(told.tick);
  return {
    media,
    listening,
    speaking,
    findVoice: (pcm) => track.push(pcm),
    release() {
      track.leave();
      speaking.stop();
      listening.close(true);
      leaveClock();
    },
  };
}
