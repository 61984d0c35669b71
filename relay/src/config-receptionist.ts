import { z } from 'zod';
import type { HearingChoice } from './agent/speech-to-text/hearing-choice.ts';
import type { VoiceChoice } from './agent/text-to-speech/voice-choice.ts';
import type { SpeechEngineChoice } from './config.ts';
import { readModelRegistry } from './models/model-registry.ts';
import { language, type Language } from './wire/scalars.ts';

/** Which engines serve running calls, in the order in which they are tried. Nothing here says what a firm allows. */
export interface AgentConfig {
  /** Empty: callers are heard by the keys of their telephones only. */
  readonly hearing: readonly HearingChoice[];
  readonly voices: readonly VoiceChoice[];
  /** One engine that hears, thinks and speaks. Null: none. */
  readonly speechToSpeech: SpeechToSpeechChoice | null;
  /** Calls at once; 0: as many as the engines are measured to bear. */
  readonly mostCalls: number;
}

export interface SpeechToSpeechChoice {
  readonly kind: 'openai-realtime';
  /** `https://api.openai.com` or `https://eu.api.openai.com`, before `/v1/realtime`. */
  readonly baseUrl: string;
  readonly apiKey: string;
  readonly model: string;
  readonly voice: string;
  readonly region: 'eu' | 'us';
}

type HearingName = { kind: 'sherpa'; modelId: string } | { kind: 'openai'; baseUrl: string } | { kind: 'deepgram' };
type VoiceName =
  | { kind: 'espeak' | 'elevenlabs' | 'deepgram' }
  | { kind: 'sherpa'; modelId: string; speaker: number }
  | { kind: 'openai'; baseUrl: string };

const MODEL_ID = /^[a-z0-9][a-z0-9._-]{0,62}$/;

/** One engine of a list. @returns null: no such engine */
function hearingNamed(text: string): HearingName | null {
  if (text === 'deepgram') return { kind: 'deepgram' };
  const [kind, value] = cut(text);
  if (kind === 'sherpa' && MODEL_ID.test(value)) return { kind, modelId: value };
  return openAiNamed(kind, value);
}

function voiceNamed(text: string): VoiceName | null {
  if (text === 'espeak' || text === 'elevenlabs' || text === 'deepgram') return { kind: text };
  const [kind, value] = cut(text);
  const [modelId = '', speaker = '0', ...more] = value.split('#');
  if (kind === 'sherpa' && MODEL_ID.test(modelId) && /^\d{1,4}$/.test(speaker) && more.length === 0)
    return { kind, modelId, speaker: Number(speaker) };
  return openAiNamed(kind, value);
}

function openAiNamed(kind: string, value: string): { kind: 'openai'; baseUrl: string } | null {
  if (kind !== 'openai' || !/^https?:\/\//.test(value) || !URL.canParse(value)) return null;
  // Guides give the address with and without it.
  return { kind, baseUrl: value.replace(/\/+$/, '').replace(/\/v1$/, '') };
}

function cut(text: string): [string, string] {
  const colon = text.indexOf(':');
  return colon === -1 ? [text, ''] : [text.slice(0, colon), text.slice(colon + 1)];
}

const listOf = <T>(named: (text: string) => T | null, words: string) =>
  z.string().transform((text, ctx) => {
    if (text.trim() === 'none') return [];
    const engines = text.split(',').map((one) => named(one.trim()));
    if (engines.every((one) => one !== null)) return engines;
    ctx.addIssue({ code: 'custom', message: words });
    return z.NEVER;
  });

/** `en=<voice>,fr=<voice>`, or one voice for all four. */
const voicesByLanguage = z.string().transform((text, ctx) => {
  const parts = text.split(',').map((one) => one.trim());
  const pairs = parts.map((one) => /^(?:([a-z]{2}) *= *)?([\w-]{1,80})$/.exec(one));
  const voices: Partial<Record<Language, string>> = {};
  for (const [index, match] of pairs.entries()) {
    const [, of, voice] = match ?? [];
    const languages =
      of === undefined ? (pairs.length === 1 ? language.options : []) : [language.safeParse(of).data ?? null];
    if (voice === undefined || languages.length === 0 || languages.includes(null)) {
      ctx.addIssue({
        code: 'custom',
        message: `one voice, or such as fr=<voice>,nl=<voice>: part ${String(index + 1)}`,
      });
      return z.NEVER;
    }
    for (const one of languages) if (one !== null) voices[one] = voice;
  }
  return voices;
});

const apiKey = z
  .string()
  .regex(/^[\x21-\x7e]+$/, 'a key without spaces')
  .optional();
const engineName = (byDefault: string) =>
  z
    .string()
    .regex(/^[\w./:-]{1,100}$/, 'the name of a model or voice')
    .default(byDefault);
/** Europe unless said otherwise: what a caller says to a law firm is not for another continent. */
const region = z.enum(['eu', 'us']).default('eu');

/** The operator's variables of the AI receptionist. */
export const receptionistVariables = {
  AGENT_HEARING: listOf(
    hearingNamed,
    'none, or sherpa:<model>, openai:<URL>, deepgram, separated by commas',
  ).optional(),
  AGENT_VOICES: listOf(
    voiceNamed,
    'none, or espeak, sherpa:<model>, openai:<URL>, elevenlabs, deepgram, separated by commas',
  ).default([{ kind: 'espeak' }]),
  AGENT_SPEECH_TO_SPEECH: z.enum(['none', 'openai-realtime']).default('none'),
  /** 0: measured. */
  AGENT_MOST_CALLS: z
    .string()
    .regex(/^\d{1,4}$/, 'a whole number, 0 to 9999')
    .transform(Number)
    .default(0),
  DEEPGRAM_API_KEY: apiKey,
  DEEPGRAM_REGION: region.optional(),
  DEEPGRAM_HEARING_MODEL: engineName('nova-3'),
  /** Of Deepgram's Aura-2 (developers.deepgram.com/docs/tts-models): one for each of our languages. */
  DEEPGRAM_VOICES: voicesByLanguage.default({
    en: 'aura-2-thalia-en',
    fr: 'aura-2-agathe-fr',
    nl: 'aura-2-rhea-nl',
    de: 'aura-2-viktoria-de',
  }),
  ELEVENLABS_API_KEY: apiKey,
  /** Its quickest one with our four languages. */
  ELEVENLABS_MODEL: engineName('eleven_flash_v2_5'),
  ELEVENLABS_VOICES: voicesByLanguage.optional(),
  /** `eu` is for accounts with data residency there; a key of the other kind is refused there. */
  ELEVENLABS_REGION: region,
  /** OpenAI's own; goes to no other host. */
  OPENAI_API_KEY: apiKey,
  OPENAI_REGION: region,
  OPENAI_REALTIME_MODEL: engineName('gpt-realtime'),
  OPENAI_REALTIME_VOICE: engineName('marin'),
  /** Of the `openai:<URL>` engines in the lists above that are not OpenAI's own. */
  AGENT_OPENAI_KEY: apiKey,
  AGENT_OPENAI_REGION: z
    .string()
    .regex(/^[a-z0-9-]{2,40}$/, 'small letters, digits and dashes')
    .optional(),
  AGENT_OPENAI_HEARING_MODEL: engineName('whisper-1'),
  AGENT_OPENAI_VOICE_MODEL: engineName('tts-1'),
  AGENT_OPENAI_VOICE: engineName('alloy'),
};

const shape = z.object(receptionistVariables);
type Variables = z.output<typeof shape>;
/** What else is read here: the engine for recordings may serve calls as well. */
interface OfRecordings {
  STT_ENGINE: { kind: SpeechEngineChoice['kind'] };
  STT_API_KEY?: string | undefined;
}

/** Tells what is missing for the engines that were chosen. @param tell a variable and what is wrong, never its value */
export function checkReceptionist(
  v: Variables & OfRecordings,
  tell: (variable: string, message: string) => void,
): void {
  const has = (kind: string) => [...(v.AGENT_HEARING ?? []), ...v.AGENT_VOICES].some((one) => one.kind === kind);
  if (has('deepgram') && deepgramKey(v) === undefined) tell('DEEPGRAM_API_KEY', 'missing, Deepgram needs one');
  if (has('elevenlabs') && v.ELEVENLABS_API_KEY === undefined)
    tell('ELEVENLABS_API_KEY', 'missing, ElevenLabs needs one');
  if (has('elevenlabs') && v.ELEVENLABS_VOICES === undefined)
    tell('ELEVENLABS_VOICES', 'missing, ElevenLabs needs a voice');
  if (v.AGENT_SPEECH_TO_SPEECH !== 'none' && v.OPENAI_API_KEY === undefined)
    tell('OPENAI_API_KEY', 'missing, OpenAI needs one');
  const isUnheard = (one: HearingName) => one.kind === 'sherpa' && streamsOnThisMachine(one.modelId) === false;
  if (v.AGENT_HEARING?.some(isUnheard) === true)
    tell('AGENT_HEARING', 'a sherpa model that hears while words are said');
}

/** @param recordings the engine that hears recordings: serves running calls too, where nothing else is named and it can */
export function agentConfigOf(v: Variables & OfRecordings, recordings: SpeechEngineChoice): AgentConfig {
  const openAi = (baseUrl: string) => {
    const { hostname } = new URL(baseUrl);
    const own = hostname === 'eu.api.openai.com' ? 'eu' : hostname === 'api.openai.com' ? 'us' : null;
    return own === null
      ? { apiKey: v.AGENT_OPENAI_KEY ?? null, region: v.AGENT_OPENAI_REGION ?? null }
      : { apiKey: v.OPENAI_API_KEY ?? null, region: own };
  };
  const deepgram = {
    apiKey: deepgramKey(v) ?? '',
    region: v.DEEPGRAM_REGION ?? (recordings.kind === 'deepgram' ? recordings.region : 'eu'),
  };
  const hearingOf = (one: HearingName): HearingChoice => {
    if (one.kind === 'openai') return { ...one, ...openAi(one.baseUrl), model: v.AGENT_OPENAI_HEARING_MODEL };
    return one.kind === 'deepgram' ? { ...one, ...deepgram, model: v.DEEPGRAM_HEARING_MODEL } : one;
  };
  const voiceOf = (one: VoiceName): VoiceChoice => {
    switch (one.kind) {
      case 'espeak':
        return { kind: 'espeak' };
      case 'sherpa':
        return one;
      case 'openai':
        return { ...one, ...openAi(one.baseUrl), model: v.AGENT_OPENAI_VOICE_MODEL, voice: v.AGENT_OPENAI_VOICE };
      case 'elevenlabs':
        return {
          kind: 'elevenlabs',
          // Checked above to be there.
          apiKey: v.ELEVENLABS_API_KEY ?? '',
          model: v.ELEVENLABS_MODEL,
          voices: v.ELEVENLABS_VOICES ?? {},
          region: v.ELEVENLABS_REGION,
        };
      case 'deepgram':
        return { kind: 'deepgram', ...deepgram, voices: v.DEEPGRAM_VOICES };
      default:
        return one satisfies never;
    }
  };
  return {
    hearing: v.AGENT_HEARING?.map(hearingOf) ?? alsoLive(recordings),
    voices: v.AGENT_VOICES.map(voiceOf),
    speechToSpeech:
      v.AGENT_SPEECH_TO_SPEECH === 'none'
        ? null
        : {
            kind: v.AGENT_SPEECH_TO_SPEECH,
            // OpenAI's list of data residency: this host is required for Europe.
            baseUrl: v.OPENAI_REGION === 'eu' ? 'https://eu.api.openai.com' : 'https://api.openai.com',
            apiKey: v.OPENAI_API_KEY ?? '',
            model: v.OPENAI_REALTIME_MODEL,
            voice: v.OPENAI_REALTIME_VOICE,
            region: v.OPENAI_REGION,
          },
    mostCalls: v.AGENT_MOST_CALLS,
  };
}

function alsoLive(recordings: SpeechEngineChoice): HearingChoice[] {
  if (recordings.kind === 'deepgram') return [recordings];
  if (recordings.kind === 'sherpa' && streamsOnThisMachine(recordings.modelId) === true) return [recordings];
  return [];
}

const deepgramKey = (v: Variables & OfRecordings) =>
  v.DEEPGRAM_API_KEY ?? (v.STT_ENGINE.kind === 'deepgram' ? v.STT_API_KEY : undefined);

/** Null: it is not among the models that are known; whoever opens it says so. */
function streamsOnThisMachine(modelId: string): boolean | null {
  const model = readModelRegistry().find(({ id }) => id === modelId);
  return model === undefined ? null : model.kind.startsWith('streaming');
}
