import { afterAll, describe, expect, it } from 'vitest';
import { createSpeechToText } from '../../../../../relay/src/insights/speech-to-text/create-speech-to-text.ts';
import { transcribeRecording } from '../../../../../relay/src/insights/speech-to-text/transcribe-recording.ts';
import { createVoiceActivity } from '../../../../../relay/src/insights/speech-to-text/voice-activity.ts';
import { createLogger } from '../../../../../relay/src/logging/create-logger.ts';
import type { DecodedAudio } from '../../../../../relay/src/recordings/ports.ts';
import { transcriptSegment } from '../../../../../relay/src/wire/insights.ts';
import { TELEPHONE_RATE } from '../../../../../relay/simulator/sound/sound.ts';
import { lacks } from '../../../../support/lacks-programs.ts';
import { spokenCall } from '../../../../support/spoken-call.ts';
import { knownTurns, testSpeechConfig } from '../../../../support/test-speech.ts';
import { wordErrorRate } from '../../../../support/word-errors.ts';

const log = createLogger({ level: 'silent' });
const engine = createSpeechToText(testSpeechConfig, { log });
const voice = createVoiceActivity({ log });
afterAll(async () => {
  await engine?.close();
  await voice.close();
});

function transcribe(
  audio: DecodedAudio,
  more: { signal?: AbortSignal; languages?: string[]; onProgress?: (share: number) => void } = {},
) {
  if (engine === null) throw new Error('no engine');
  const { signal = new AbortController().signal, languages = ['en', 'fr', 'nl', 'de'], ...rest } = more;
  return transcribeRecording({ audio, engine, voice, languages, signal, ...rest });
}

describe.skipIf(lacks('espeak-ng'))('A stereo call that was really spoken, heard by the real engine', () => {
  it.each(['en', 'fr', 'nl', 'de'] as const)(
    'in %s has the right words from the right person, with times and its language',
    async (language) => {
      const turns = knownTurns(language);
      const progress: number[] = [];
      const segments = await transcribe(await spokenCall(turns), { onProgress: (share) => progress.push(share) });
      for (const speaker of ['caller', 'firm'] as const) {
        const said = turns.filter((turn) => turn.speaker === speaker).map((turn) => turn.text);
        const written = segments.filter((segment) => segment.speaker === speaker).map((segment) => segment.text);
        expect(wordErrorRate(said.join(' '), written.join(' '))).toBeLessThanOrEqual(0.05);
      }
      expect(segments.map((segment) => segment.speaker)).toEqual(turns.map((turn) => turn.speaker));
      expect(segments.map((segment) => segment.language)).toEqual(turns.map(() => language));
      segments.forEach((segment, index) => {
        expect(transcriptSegment.safeParse(segment).success).toBe(true);
        expect(segment.id).toBe(`s${String(index + 1)}`);
        expect(segment.channel).toBe(segment.speaker === 'caller' ? 0 : 1);
        expect(segment.words?.map((word) => word.text).join(' ')).toBe(segment.text);
        let before = segment.startMs;
        for (const word of segment.words ?? []) {
          expect(word.startMs).toBeGreaterThanOrEqual(before);
          expect(word.endMs).toBeGreaterThanOrEqual(word.startMs);
          before = word.startMs;
        }
        expect(segment.words?.at(-1)?.endMs).toBeLessThanOrEqual(segment.endMs);
      });
      expect(progress.at(-1)).toBe(1);
      expect(progress.length).toBeGreaterThan(turns.length);
      expect(progress).toEqual(progress.toSorted((a, b) => a - b));
    },
  );

  it('puts each word where it was said', async () => {
    const pauseMs = 2_000;
    const audio = await spokenCall([{ speaker: 'firm', language: 'en', text: 'good morning' }], pauseMs);
    const [segment] = await transcribe(audio);
    const saidMs = [pauseMs, audio.durationMs - pauseMs];
    expect(segment?.startMs).toBeGreaterThan((saidMs[0] ?? 0) - 150);
    expect(segment?.startMs).toBeLessThan((saidMs[0] ?? 0) + 250);
    expect(segment?.endMs).toBeGreaterThan((saidMs[1] ?? 0) - 450);
    expect(segment?.endMs).toBeLessThan((saidMs[1] ?? 0) + 250);
    const [good, morning] = segment?.words ?? [];
    expect(good?.endMs).toBeLessThanOrEqual(morning?.startMs ?? 0);
  });

  it('keeps each language of a call in which the two speak different ones', async () => {
    const french = knownTurns('fr').filter((turn) => turn.speaker === 'caller');
    const dutch = knownTurns('nl').filter((turn) => turn.speaker === 'firm');
    const turns = french.slice(3, 8).flatMap((turn, index) => [turn, dutch[index + 1] ?? turn]);
    const segments = await transcribe(await spokenCall(turns));
    expect(segments.map((segment) => segment.language)).toEqual(
      turns.map((turn) => (turn.speaker === 'caller' ? 'fr' : 'nl')),
    );
  });

  it('hears both when they talk at the same time', async () => {
    const caller = await spokenCall([
      { speaker: 'caller', language: 'en', text: 'i would like to make an appointment' },
    ]);
    const firm = await spokenCall([{ speaker: 'firm', language: 'en', text: 'wait a moment please' }]);
    const callerChannel = caller.channels[0] ?? new Int16Array(0);
    const firmChannel = new Int16Array(callerChannel.length);
    firmChannel.set((firm.channels[1] ?? new Int16Array(0)).subarray(0, firmChannel.length));
    const segments = await transcribe({ ...caller, channels: [callerChannel, firmChannel] });
    expect(segments.map(({ speaker, text }) => `${speaker}: ${text}`).toSorted()).toEqual([
      'caller: i would like to make an appointment',
      'firm: wait a moment please',
    ]);
  });

  it('of one channel has an unknown speaker', async () => {
    const audio = await spokenCall([{ speaker: 'caller', language: 'de', text: 'guten tag' }]);
    const [only] = audio.channels;
    const segments = await transcribe({ ...audio, channels: only === undefined ? [] : [only], speakers: ['unknown'] });
    expect(segments.map(({ speaker, channel, text }) => ({ speaker, channel, text }))).toEqual([
      { speaker: 'unknown', channel: 0, text: 'guten tag' },
    ]);
  });

  it('on which nobody says anything is an empty transcript, also with noise on the line', async () => {
    const samples = TELEPHONE_RATE * 8;
    let seed = 7;
    const noise = Int16Array.from({ length: samples }, () => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return Math.round((seed / 2_147_483_648 - 0.5) * 1_200);
    });
    const channels = [new Int16Array(samples), noise];
    const audio: DecodedAudio = {
      sampleRate: TELEPHONE_RATE,
      channels,
      speakers: ['caller', 'firm'],
      durationMs: 8_000,
    };
    expect(await transcribe(audio)).toEqual([]);
  });

  it('stops soon when nobody wants it any more', async () => {
    const audio = await spokenCall(knownTurns('en'));
    const stop = new AbortController();
    const reason = new Error('the call was deleted');
    let told = 0;
    const transcript = transcribe(audio, {
      signal: stop.signal,
      onProgress: (share) => {
        told = share;
        if (share > 0.2) stop.abort(reason);
      },
    });
    await expect(transcript).rejects.toBe(reason);
    expect(told).toBeLessThan(1);
  });
});
