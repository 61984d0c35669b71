import { describe, expect, it } from 'vitest';
import { ConfigError, readConfig } from '../../../../../relay/src/config.ts';
import { createHearing } from '../../../../../relay/src/insights/speech-to-text/create-hearing.ts';
import { createSpeechToText } from '../../../../../relay/src/insights/speech-to-text/create-speech-to-text.ts';
import { languageTag } from '../../../../../relay/src/insights/speech-to-text/language-tag.ts';
import { createLogger } from '../../../../../relay/src/logging/create-logger.ts';
import { testModelsDir } from '../../../../support/test-speech.ts';

const log = createLogger({ level: 'silent' });
const speech = (environment: Record<string, string>) => readConfig(environment).speechToText;
const made = (environment: Record<string, string>) => createSpeechToText(speech(environment), { log });

describe('Who writes down what was said', () => {
  it('is nobody unless the operator says so', () => {
    expect(speech({})).toMatchObject({ engine: { kind: 'none' }, modelsDir: '.data/relay/models', threads: 1 });
    expect(made({})).toBeNull();
  });

  it('is a model on this machine', () => {
    expect(made({ STT_ENGINE: 'sherpa:parakeet-tdt-0.6b-v3' })).toMatchObject({
      id: 'sherpa:parakeet-tdt-0.6b-v3',
      leavesMachine: false,
      capabilities: { streaming: false, longestMs: 20_000 },
    });
    expect(() => made({ STT_ENGINE: 'sherpa:made-up' })).toThrow(/no model "made-up"/);
  });

  it('is the test’s model only where that was allowed', () => {
    const environment = { STT_ENGINE: 'sherpa:ci-stt-espeak', MODELS_DIR: testModelsDir };
    expect(() => made(environment)).toThrow(/hears only the voices of tests/);
    expect(() => made({ ...environment, NODE_ENV: 'production' })).toThrow(/RELAY_ALLOW_TEST_STT/);
    expect(made({ ...environment, NODE_ENV: 'test' })?.id).toBe('test:ci-stt-espeak');
    expect(made({ ...environment, RELAY_ALLOW_TEST_STT: '1' })?.id).toBe('test:ci-stt-espeak');
  });

  it('is a server of the firm’s, with or without the /v1 that guides give', () => {
    for (const url of ['http://10.0.0.5:9000', 'http://10.0.0.5:9000/', 'http://10.0.0.5:9000/v1/']) {
      expect(speech({ STT_ENGINE: `openai:${url}`, STT_REGION: 'firm' }).engine).toEqual({
        kind: 'openai',
        baseUrl: 'http://10.0.0.5:9000',
        apiKey: null,
        model: 'whisper-1',
        region: 'firm',
      });
    }
    expect(made({ STT_ENGINE: 'openai:http://10.0.0.5:9000', STT_MODEL: 'large-v3' })).toMatchObject({
      id: 'openai:10.0.0.5:9000/large-v3',
      leavesMachine: true,
    });
  });

  it('is Deepgram in Europe unless America was chosen', () => {
    const environment = { STT_ENGINE: 'deepgram', STT_API_KEY: 'a-key-of-the-firm' };
    expect(made(environment)).toMatchObject({ id: 'deepgram:nova-3', leavesMachine: true, region: 'eu' });
    expect(made({ ...environment, STT_REGION: 'us' })).toMatchObject({ region: 'us' });
  });

  it.each([
    [{ STT_ENGINE: 'whisper' }, 'STT_ENGINE: none, sherpa:<model>, openai:<URL> or deepgram'],
    [{ STT_ENGINE: 'sherpa:../../etc' }, 'STT_ENGINE: none, sherpa:<model>, openai:<URL> or deepgram'],
    [{ STT_ENGINE: 'openai:file:///etc/passwd' }, 'STT_ENGINE: none, sherpa:<model>, openai:<URL> or deepgram'],
    [{ STT_ENGINE: 'deepgram' }, 'STT_API_KEY: missing, Deepgram needs one'],
    [{ STT_ENGINE: 'deepgram', STT_API_KEY: 'k', STT_REGION: 'moon' }, 'STT_REGION: eu or us for Deepgram'],
    [{ STT_LANGUAGES: 'français' }, 'STT_LANGUAGES: language codes separated by commas, such as fr,nl'],
  ])('is asked for again when %j was set', (environment, problem) => {
    expect(() => speech(environment)).toThrow(ConfigError);
    expect(() => speech(environment)).toThrow(problem);
  });
});

describe('What engines call a language', () => {
  it.each([
    ['fr', 'fr'],
    ['nl-BE', 'nl'],
    ['de_DE', 'de'],
    ['English', 'en'],
    ['french', 'fr'],
    ['dutch', 'nl'],
    ['klingonish', null],
    ['', null],
    [7, null],
    [undefined, null],
  ])('%j is %j', (told, tag) => {
    expect(languageTag(told)).toBe(tag);
  });
});

describe('The relay’s hearing', () => {
  it('is there only where an engine was chosen, says which, and ends with the relay', async () => {
    expect(createHearing(speech({}), { log })).toBeNull();
    const environment = { STT_ENGINE: 'sherpa:ci-stt-espeak', MODELS_DIR: testModelsDir, RELAY_ALLOW_TEST_STT: '1' };
    await using hearing = createHearing(speech(environment), { log });
    expect(hearing?.engine).toEqual({ id: 'test:ci-stt-espeak', leavesMachine: false, region: null });
    const audio = {
      sampleRate: 8_000,
      channels: [new Int16Array(8_000)],
      speakers: ['unknown' as const],
      durationMs: 1_000,
    };
    expect(await hearing?.transcribe({ audio, languages: ['en'], signal: new AbortController().signal })).toEqual([]);
  });
});
