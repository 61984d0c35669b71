import { describe, expect, it } from 'vitest';
import { ConfigError, readConfig } from '../../../relay/src/config.ts';

const agentOf = (variables: Record<string, string>) => readConfig(variables).agent;

function problemsOf(variables: Record<string, string>): readonly string[] {
  try {
    readConfig(variables);
  } catch (error) {
    if (error instanceof ConfigError) {
      for (const value of Object.values(variables)) expect(error.message).not.toContain(value);
      return error.problems;
    }
    throw error;
  }
  return [];
}
const wrongIn = (variables: Record<string, string>) => problemsOf(variables).map((line) => line.split(':')[0]);

describe('The operator chooses the engines of the AI receptionist', () => {
  it('speaks with espeak and hears keys only, when nothing is said', () => {
    expect(agentOf({})).toEqual({
      hearing: [],
      voices: [{ kind: 'espeak' }],
      speechToSpeech: null,
      mostCalls: 0,
    });
  });

  it('hears running calls with the engine of the recordings when that one can while words are said', () => {
    expect(agentOf({ STT_ENGINE: 'sherpa:nemotron-3.5-streaming-160ms' }).hearing).toEqual([
      { kind: 'sherpa', modelId: 'nemotron-3.5-streaming-160ms' },
    ]);
    expect(agentOf({ STT_ENGINE: 'deepgram', STT_API_KEY: 'key-1', STT_REGION: 'us' }).hearing).toEqual([
      { kind: 'deepgram', apiKey: 'key-1', model: 'nova-3', region: 'us' },
    ]);
    for (const engine of ['sherpa:parakeet-tdt-0.6b-v3', 'openai:http://127.0.0.1:9000', 'none'])
      expect(agentOf({ STT_ENGINE: engine }).hearing).toEqual([]);
    expect(agentOf({ STT_ENGINE: 'deepgram', STT_API_KEY: 'key-1', AGENT_HEARING: 'none' }).hearing).toEqual([]);
  });

  it('keeps the order in which engines are tried', () => {
    const agent = agentOf({
      AGENT_HEARING: 'deepgram, sherpa:zipformer-fr,openai:http://10.0.0.8:8000/v1/',
      AGENT_VOICES: 'elevenlabs,sherpa:piper-fr#3,openai:https://eu.api.openai.com/v1,deepgram,espeak',
      DEEPGRAM_API_KEY: 'key-d',
      ELEVENLABS_API_KEY: 'key-e',
      ELEVENLABS_VOICES: 'fr=voice1, nl=voice2',
      OPENAI_API_KEY: 'key-o',
      AGENT_OPENAI_KEY: 'key-lan',
      AGENT_OPENAI_REGION: 'be',
      AGENT_MOST_CALLS: '12',
    });
    expect(agent.hearing).toEqual([
      { kind: 'deepgram', apiKey: 'key-d', model: 'nova-3', region: 'eu' },
      { kind: 'sherpa', modelId: 'zipformer-fr' },
      { kind: 'openai', baseUrl: 'http://10.0.0.8:8000', apiKey: 'key-lan', model: 'whisper-1', region: 'be' },
    ]);
    expect(agent.voices).toMatchObject([
      { kind: 'elevenlabs', apiKey: 'key-e', voices: { fr: 'voice1', nl: 'voice2' }, region: 'eu' },
      { kind: 'sherpa', modelId: 'piper-fr', speaker: 3 },
      { kind: 'openai', baseUrl: 'https://eu.api.openai.com', apiKey: 'key-o', region: 'eu' },
      { kind: 'deepgram', voices: { nl: 'aura-2-rhea-nl' } },
      { kind: 'espeak' },
    ]);
    expect(agent.mostCalls).toBe(12);
  });

  it('gives OpenAI’s key to no other host', () => {
    const { hearing } = agentOf({ AGENT_HEARING: 'openai:https://whisper.example', OPENAI_API_KEY: 'key-o' });
    expect(JSON.stringify(hearing)).not.toContain('key-o');
  });

  it('takes one voice of ElevenLabs for all four languages', () => {
    const { voices } = agentOf({
      AGENT_VOICES: 'elevenlabs',
      ELEVENLABS_API_KEY: 'k',
      ELEVENLABS_VOICES: '21m00Tcm4TlvDq8ikWAM',
    });
    const one = '21m00Tcm4TlvDq8ikWAM';
    expect(voices).toMatchObject([{ voices: { en: one, fr: one, nl: one, de: one } }]);
  });

  it('asks OpenAI in Europe unless told otherwise', () => {
    const own = { AGENT_SPEECH_TO_SPEECH: 'openai-realtime', OPENAI_API_KEY: 'key-o' };
    expect(agentOf(own).speechToSpeech).toMatchObject({ baseUrl: 'https://eu.api.openai.com', region: 'eu' });
    expect(agentOf({ ...own, OPENAI_REGION: 'us' }).speechToSpeech).toMatchObject({
      baseUrl: 'https://api.openai.com',
      region: 'us',
    });
  });

  it('has Deepgram’s key of the recordings, where it has none of its own', () => {
    const shared = { STT_ENGINE: 'deepgram', STT_API_KEY: 'key-s', AGENT_HEARING: 'deepgram' };
    expect(agentOf(shared).hearing).toMatchObject([{ apiKey: 'key-s' }]);
    expect(agentOf({ ...shared, DEEPGRAM_API_KEY: 'key-d' }).hearing).toMatchObject([{ apiKey: 'key-d' }]);
  });

  it('names every variable that is missing or wrong, and no value', () => {
    expect(wrongIn({ AGENT_HEARING: 'deepgram', AGENT_VOICES: 'elevenlabs' })).toEqual([
      'DEEPGRAM_API_KEY',
      'ELEVENLABS_API_KEY',
      'ELEVENLABS_VOICES',
    ]);
    expect(wrongIn({ AGENT_SPEECH_TO_SPEECH: 'openai-realtime' })).toEqual(['OPENAI_API_KEY']);
    expect(wrongIn({ AGENT_HEARING: 'whisper', AGENT_VOICES: 'sherpa:../x', AGENT_MOST_CALLS: 'plenty' })).toEqual([
      'AGENT_HEARING',
      'AGENT_VOICES',
      'AGENT_MOST_CALLS',
    ]);
    expect(wrongIn({ ELEVENLABS_VOICES: 'voice1,voice2' })).toEqual(['ELEVENLABS_VOICES']);
    expect(wrongIn({ ELEVENLABS_VOICES: 'it=voice1' })).toEqual(['ELEVENLABS_VOICES']);
  });

  it('refuses a model that hears only what is over', () => {
    expect(wrongIn({ AGENT_HEARING: 'sherpa:parakeet-tdt-0.6b-v3' })).toEqual(['AGENT_HEARING']);
  });
});
