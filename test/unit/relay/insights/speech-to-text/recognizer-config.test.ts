import { describe, expect, it } from 'vitest';
import { recognizerConfig } from '../../../../../relay/src/insights/speech-to-text/sherpa/recognizer-config.ts';
import { modelKind, readModelRegistry, type ModelKind } from '../../../../../relay/src/models/model-registry.ts';

const paths = { encoder: '/m/e', decoder: '/m/d', joiner: '/m/j', tokens: '/m/t' };
const of = (kind: ModelKind, language: string | null = null, files: object = paths) =>
  recognizerConfig({ kind, sampleRate: 16_000, paths: files }, 2, language) as {
    type: string;
    config: { featConfig: object; modelConfig: Record<string, unknown> };
  };

describe('A speech model is loaded as what it is', () => {
  it('with its files, its rate and its threads', () => {
    expect(of('nemo_transducer')).toEqual({
      type: 'offline',
      config: {
        featConfig: { sampleRate: 16_000, featureDim: 80 },
        modelConfig: {
          tokens: '/m/t',
          numThreads: 2,
          provider: 'cpu',
          debug: 0,
          modelType: 'nemo_transducer',
          transducer: { encoder: '/m/e', decoder: '/m/d', joiner: '/m/j' },
        },
      },
    });
  });

  it.each([
    ['nemo_ctc', 'offline', 'nemoCtc'],
    ['canary', 'offline', 'canary'],
    ['whisper', 'offline', 'whisper'],
    ['moonshine', 'offline', 'moonshine'],
    ['sense_voice', 'offline', 'senseVoice'],
    ['streaming_transducer', 'online', 'transducer'],
    ['streaming_ctc', 'online', 'toneCtc'],
  ] as const)('%s in the %s engine, under %s', (kind, type, section) => {
    const { type: found, config } = of(kind);
    expect(found).toBe(type);
    expect(config.modelConfig[section]).toMatchObject({ encoder: '/m/e' });
    expect(config.modelConfig[section]).not.toHaveProperty('tokens');
  });

  it('in the language that is spoken, where a model is told it', () => {
    expect(of('whisper', 'nl').config.modelConfig['whisper']).toMatchObject({ language: 'nl' });
    expect(of('whisper').config.modelConfig['whisper']).toMatchObject({ language: '' });
    expect(of('canary', 'fr').config.modelConfig['canary']).toMatchObject({ srcLang: 'fr', tgtLang: 'fr' });
    expect(of('sense_voice').config.modelConfig['senseVoice']).toMatchObject({ language: 'auto' });
  });

  it('whichever the registry names', () => {
    const models = readModelRegistry();
    expect(models.map((model) => model.id)).toContain('parakeet-tdt-0.6b-v3');
    for (const model of models.filter(({ kind }) => kind !== 'supertonic')) {
      expect(modelKind.options).toContain(model.kind);
      const files = Object.fromEntries(model.files.map((file) => [file.role, file.name]));
      const { config } = of(model.kind, null, files);
      const named = JSON.stringify(config.modelConfig);
      for (const file of model.files) expect(named).toContain(`"${file.name}"`);
    }
  });

  it('and a voice is not taken for one', () => {
    expect(() => of('supertonic')).toThrow('speaks');
  });
});
