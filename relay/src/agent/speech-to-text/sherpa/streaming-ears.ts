import { toFloats } from '../../../insights/speech-to-text/resample.ts';
import type { OnlineRecognizer, OnlineStream } from '../../../insights/speech-to-text/sherpa/sherpa-module.ts';
import { joinedText } from '../ear-life.ts';
import type { EarAct, EarWords } from './ear-messages.ts';

/** On one core, a step of many streams takes half of what they take one by one; more than these win nothing. */
const TOGETHER = 32;
/** A model tells a sound only some time after it. Silence of this length, and of one step, gets everything out (s). */
const TELLS_AFTER_SECONDS = 0.5;
/** A word that begins with the very first sample is heard worse; silence before it costs nothing (s). */
const LEAD_SECONDS = 0.3;

interface OpenedEar {
  sampleRate: number;
  language: string;
  /** Everything up to the last flush. */
  before: string;
  /** Null: nothing was written since. */
  stream: OnlineStream | null;
  /** Streams that were flushed and are told when they are through; null: there was nothing new to hear. */
  flushed: (OnlineStream | null)[];
  told: string;
}

/** The open ears of the engine's process; synchronous, so only for there. */
export interface StreamingEars {
  /** @returns what is new, for each ear in order */
  hear(acts: readonly EarAct[]): EarWords[];
}

/** @param stepSeconds how much sound the model takes at once */
export function createStreamingEars(recognizer: OnlineRecognizer, stepSeconds: number): StreamingEars {
  const ears = new Map<number, OpenedEar>();

  function streamOf(ear: OpenedEar): OnlineStream {
    if (ear.stream === null) {
      ear.stream = openStream(recognizer, ear.language);
      ear.stream.acceptWaveform(silence(LEAD_SECONDS, ear.sampleRate));
    }
    return ear.stream;
  }

  function take(act: EarAct): void {
    if (act.is === 'opened') {
      const { sampleRate, language } = act;
      ears.set(act.ear, { sampleRate, language, before: '', stream: null, flushed: [], told: '' });
      return;
    }
    const ear = ears.get(act.ear);
    if (ear === undefined) return;
    switch (act.is) {
      case 'sound':
        streamOf(ear).acceptWaveform({ samples: toFloats(act.samples), sampleRate: ear.sampleRate });
        return;
      case 'flushed': {
        const { stream } = ear;
        if (stream !== null) {
          stream.acceptWaveform(silence(TELLS_AFTER_SECONDS + stepSeconds, ear.sampleRate));
          stream.inputFinished();
        }
        ear.flushed.push(stream);
        // What comes after the silence of a flush is heard by a stream that has not heard the silence.
        ear.stream = null;
        return;
      }
      case 'closed':
        ears.delete(act.ear);
        return;
      default:
        act satisfies never;
    }
  }

  function tell(id: number, ear: OpenedEar): EarWords[] {
    const words: EarWords[] = [];
    for (const stream of ear.flushed.splice(0)) {
      if (stream !== null) ear.before = joinedText(ear.before, textOf(recognizer, stream));
      ear.told = ear.before;
      words.push({ ear: id, text: ear.before, isFinal: true });
    }
    if (ear.stream === null) return words;
    const text = joinedText(ear.before, textOf(recognizer, ear.stream));
    if (text !== ear.told) {
      ear.told = text;
      words.push({ ear: id, text, isFinal: false });
    }
    return words;
  }

  return {
    hear(acts) {
      for (const act of acts) take(act);
      const named = new Set(acts.map((act) => act.ear));
      const touched = [...ears].filter(([id]) => named.has(id));
      const streams = touched.flatMap(([, { stream, flushed }]) => [...flushed, stream]);
      decodeAll(
        recognizer,
        streams.filter((stream) => stream !== null),
      );
      return touched.flatMap(([id, ear]) => tell(id, ear));
    },
  };
}

const silence = (seconds: number, sampleRate: number) => ({
  samples: new Float32Array(Math.round(seconds * sampleRate)),
  sampleRate,
});

export function openStream(recognizer: OnlineRecognizer, language: string): OnlineStream {
  const stream = recognizer.createStream();
  // Models of one language do not look at it.
  stream.setOption('language', language);
  return stream;
}

function decodeAll(recognizer: OnlineRecognizer, streams: readonly OnlineStream[]): void {
  let ready = streams.filter((stream) => recognizer.isReady(stream));
  while (ready.length > 0) {
    for (let at = 0; at < ready.length; at += TOGETHER) recognizer.decodeStreams(ready.slice(at, at + TOGETHER));
    ready = ready.filter((stream) => recognizer.isReady(stream));
  }
}

function textOf(recognizer: OnlineRecognizer, stream: OnlineStream): string {
  const { text } = recognizer.getResult(stream) as { text?: unknown };
  return typeof text === 'string' ? text : '';
}
