import type { RelayConfig } from '../config.ts';
import { isOnThisMachine } from '../insights/is-on-this-machine.ts';
import { modelOfConfig } from '../insights/language-model/model-of-config.ts';
import { readModelRegistry, type RegisteredModel } from '../models/model-registry.ts';
import type { ReceptionistEngine } from '../wire/receptionist.ts';
import { language, type Language } from '../wire/scalars.ts';
import type { HearingChoice } from './speech-to-text/hearing-choice.ts';
import type { VoiceChoice } from './text-to-speech/voice-choice.ts';

/** An engine that the operator set up, before any firm's policy. */
export type ConfiguredEngine = Omit<ReceptionistEngine, 'refused' | 'onlyOnSome'>;
type Facts = Pick<ConfiguredEngine, 'id' | 'leavesMachine' | 'region' | 'languages'>;

/** Every engine for running calls, in the order in which they are tried; nothing is opened or asked for it. */
export function enginesOfConfig({
  agent,
  languageModel,
}: Pick<RelayConfig, 'agent' | 'languageModel'>): ConfiguredEngine[] {
  const registry = readModelRegistry();
  const of =
    (stage: ConfiguredEngine['stage']) =>
    ({ id, leavesMachine, region, languages }: Facts): ConfiguredEngine => ({
      stage,
      id: id.slice(0, 100),
      leavesMachine,
      region,
      languages,
    });
  const model = modelOfConfig(languageModel, { fetch });
  const { speechToSpeech: whole } = agent;
  return [
    ...agent.hearing.map((choice) => of('hearing')(hearingFacts(choice, registry))),
    ...(model === null ? [] : [of('thinking')({ ...model, languages: null })]),
    ...agent.voices.map((choice) => of('voice')(voiceFacts(choice, registry))),
    ...(whole === null
      ? []
      : [of('speech_to_speech')({ id: `${whole.kind}:${whole.model}`, ...away(whole.region), languages: null })]),
  ];
}

const away = (region: string | null) => ({ leavesMachine: true, region });
const here = { leavesMachine: false, region: null };

function hearingFacts(choice: HearingChoice, registry: readonly RegisteredModel[]): Facts {
  switch (choice.kind) {
    case 'sherpa':
      return { id: `sherpa:${choice.modelId}`, ...here, languages: languagesOf(choice.modelId, registry) };
    case 'openai':
      return { ...serverFacts(choice), languages: null };
    case 'deepgram':
      return { id: `deepgram:${choice.model}`, ...away(choice.region), languages: null };
    default:
      return choice satisfies never;
  }
}

function voiceFacts(choice: VoiceChoice, registry: readonly RegisteredModel[]): Facts {
  switch (choice.kind) {
    case 'espeak':
      return { id: 'espeak-ng', ...here, languages: null };
    case 'sherpa':
      return { id: `sherpa:${choice.modelId}`, ...here, languages: languagesOf(choice.modelId, registry) };
    case 'openai':
      return { ...serverFacts(choice), languages: null };
    case 'elevenlabs':
      return { id: `elevenlabs:${choice.model}`, ...away(choice.region), languages: voicedIn(choice.voices) };
    case 'deepgram':
      return { id: 'deepgram:aura-2', ...away(choice.region), languages: voicedIn(choice.voices) };
    default:
      return choice satisfies never;
  }
}

function serverFacts({ baseUrl, model, region }: { baseUrl: string; model: string; region: string | null }) {
  const id = `openai:${new URL(baseUrl).host}/${model}`;
  return isOnThisMachine(baseUrl) ? { id, ...here } : { id, ...away(region) };
}

/** Null: of a model that is not known here it is not known either. */
function languagesOf(modelId: string, registry: readonly RegisteredModel[]): Language[] | null {
  const model = registry.find(({ id }) => id === modelId);
  return model === undefined ? null : language.options.filter((one) => model.languages.includes(one));
}

const voicedIn = (voices: Readonly<Partial<Record<Language, string>>>) =>
  language.options.filter((one) => voices[one] !== undefined);
