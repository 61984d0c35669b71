import { describe, expect, it } from 'vitest';
import { createLiveVoices } from '../../../../../relay/src/agent/text-to-speech/create-live-voices.ts';
import { voiceChoice, type VoiceChoice } from '../../../../../relay/src/agent/text-to-speech/voice-choice.ts';
import { createLogger } from '../../../../../relay/src/logging/create-logger.ts';
import { spokenBy } from '../../../../support/spoken-by.ts';
import { tempDir } from '../../../../support/temp-dir.ts';

/** Where each voice would have gone; nothing goes anywhere. */
async function askedBy(...choices: VoiceChoice[]) {
  const asked: string[] = [];
  const voices = createLiveVoices(choices, {
    log: createLogger({ level: 'silent' }),
    modelsDir: tempDir(),
    fetch: (input) => {
      asked.push(input instanceof Request ? input.url : String(input));
      return Promise.resolve(new Response(new Uint8Array(16_000)));
    },
  });
  // A text for each: the same sound of the same voice would come from memory.
  for (const [index, voice] of voices.entries()) await spokenBy(voice, `Bonjour ${String(index)}.`, { language: 'fr' });
  return { voices, asked };
}

const elevenLabs = { kind: 'elevenlabs', apiKey: 'key', model: 'eleven_multilingual_v2', voices: { fr: 'v' } } as const;
const deepgram = { kind: 'deepgram', apiKey: 'key', voices: { fr: 'aura-2-hector-fr' } } as const;

describe('The voices that an operator chose', () => {
  it('are asked in the order of preference, each where its region is', async () => {
    const { voices, asked } = await askedBy(
      { ...elevenLabs, region: 'eu' },
      { ...deepgram, region: 'eu' },
      {
        kind: 'openai',
        baseUrl: 'https://eu.api.openai.com',
        apiKey: 'key',
        model: 'tts',
        voice: 'coral',
        region: 'eu',
      },
      { ...elevenLabs, region: 'us' },
      { ...deepgram, region: 'us' },
      { ...elevenLabs, region: null },
      { ...deepgram, region: null },
    );
    expect(asked.map((url) => new URL(url).origin)).toEqual([
      'https://api.eu.residency.elevenlabs.io',
      'https://api.eu.deepgram.com',
      'https://eu.api.openai.com',
      'https://api.us.elevenlabs.io',
      'https://api.us.deepgram.com',
      'https://api.elevenlabs.io',
      'https://api.deepgram.com',
    ]);
    expect(voices.map(({ region }) => region)).toEqual(['eu', 'eu', 'eu', 'us', 'us', null, null]);
    expect(voices.every(({ leavesMachine }) => leavesMachine)).toBe(true);
  });

  it('of this machine leave nothing out of it', () => {
    const deps = { log: createLogger({ level: 'silent' }), modelsDir: tempDir() };
    const [espeak, belgian] = createLiveVoices([{ kind: 'espeak' }, { kind: 'espeak', voices: { fr: 'fr-be' } }], deps);
    expect(espeak).toMatchObject({ leavesMachine: false, region: null, languages: null });
    // Another sound has another name: what was rendered is not mixed.
    expect(belgian?.id).not.toBe(espeak?.id);
  });

  it('are read strictly', () => {
    expect(voiceChoice.parse({ kind: 'sherpa', modelId: 'supertonic-3' })).toMatchObject({ speaker: 0 });
    const openAi = { kind: 'openai', apiKey: null, model: 'kokoro', voice: 'ff_siwis', region: null };
    for (const baseUrl of ['http://127.0.0.1:8880', 'http://127.0.0.1:8880/', 'http://127.0.0.1:8880/v1/']) {
      expect(voiceChoice.parse({ ...openAi, baseUrl })).toMatchObject({ baseUrl: 'http://127.0.0.1:8880' });
    }
    for (const wrong of [
      { kind: 'festival' },
      { ...openAi, baseUrl: 'file:///etc/passwd' },
      { ...openAi, baseUrl: 'http://127.0.0.1', voice: 'a voice/../../secrets' },
      { ...elevenLabs, region: 'moon' },
      { ...elevenLabs, region: 'eu', voices: {} },
      { ...deepgram, region: 'eu', voices: { es: 'aura-2-nestor-es' } },
      { kind: 'espeak', voices: { fr: '--path=/tmp' } },
      { kind: 'espeak', wordsPerMinute: 5_000 },
    ]) {
      expect({ wrong, isTaken: voiceChoice.safeParse(wrong).success }).toEqual({ wrong, isTaken: false });
    }
  });
});
