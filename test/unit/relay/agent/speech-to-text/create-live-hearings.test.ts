import { describe, expect, it, onTestFinished } from 'vitest';
import { createLiveHearings } from '../../../../../relay/src/agent/speech-to-text/create-live-hearings.ts';
import type { HearingChoice } from '../../../../../relay/src/agent/speech-to-text/hearing-choice.ts';
import { createLogger } from '../../../../../relay/src/logging/create-logger.ts';
import { testModelsDir } from '../../../../support/test-speech.ts';

const log = createLogger({ level: 'silent' });
const deps = { log, modelsDir: testModelsDir, threads: 1, isTestModelAllowed: true };
function made(...choices: HearingChoice[]) {
  const hearings = createLiveHearings(choices, deps);
  onTestFinished(async () => void (await Promise.all(hearings.map((hearing) => hearing.close()))));
  return hearings;
}

describe('What hears calls', () => {
  it('is in the firm’s order, says what leaves the machine, and loads nothing yet', () => {
    const server = { kind: 'openai', apiKey: null, model: 'large-v3', region: 'be' } as const;
    const hearings = made(
      { kind: 'deepgram', apiKey: 'a-key', model: 'nova-3', region: 'us' },
      { kind: 'sherpa', modelId: 'ci-stt-espeak' },
      { ...server, baseUrl: 'http://10.0.0.5:9000' },
      { ...server, baseUrl: 'http://127.0.0.1:9000' },
    );
    expect(
      hearings.map(({ id, leavesMachine, region, languages, mostEars, openEars }) => ({
        id,
        leavesMachine,
        region,
        languages,
        mostEars,
        openEars,
      })),
    ).toEqual([
      { id: 'deepgram:nova-3', leavesMachine: true, region: 'us', languages: null, mostEars: null, openEars: 0 },
      {
        id: 'test:ci-stt-espeak',
        leavesMachine: false,
        region: null,
        languages: ['en', 'fr', 'nl', 'de'],
        mostEars: null,
        openEars: 0,
      },
      {
        id: 'openai:10.0.0.5:9000/large-v3',
        leavesMachine: true,
        region: 'be',
        languages: null,
        mostEars: null,
        openEars: 0,
      },
      {
        id: 'openai:127.0.0.1:9000/large-v3',
        leavesMachine: false,
        region: null,
        languages: null,
        mostEars: null,
        openEars: 0,
      },
    ]);
  });

  it('knows how many calls it can hear once it is warm, with everything that can be warmed', async () => {
    const hearings = made(
      { kind: 'sherpa', modelId: 'ci-stt-espeak' },
      { kind: 'deepgram', apiKey: 'a-key', model: 'nova-3', region: 'eu' },
    );
    await Promise.all(hearings.map((hearing) => hearing.warm()));
    expect(hearings[0]?.mostEars).toBeGreaterThan(0);
  });

  it('is nothing where nothing was chosen, and an error where the chosen cannot be had', () => {
    expect(made()).toEqual([]);
    expect(() => made({ kind: 'sherpa', modelId: 'made-up' })).toThrow(/no model "made-up"/);
    expect(() => made({ kind: 'sherpa', modelId: 'whisper-small' })).toThrow(/streaming model/);
  });
});
