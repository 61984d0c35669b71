import { join } from 'node:path';
import { z } from 'zod';
import { agentConfigOf, checkReceptionist, receptionistVariables, type AgentConfig } from './config-receptionist.ts';
import { HEARTBEAT_SECONDS } from './wire/events.ts';
import { phoneNumber } from './wire/scalars.ts';

/** Everything the relay can be told. Read once, at the start, and frozen; nothing else reads the environment. */
export interface RelayConfig {
  readonly host: string;
  /** 0: any free port (tests, the embedded relay of `npm start`). */
  readonly port: number;
  readonly dataDir: string;
  /** Set: PostgreSQL keeps the data instead of SQLite under `dataDir`. */
  readonly databaseUrl: string | null;
  /** Set: other relay processes share these tenants; rate limits and "there is news" go over Redis. */
  readonly redisUrl: string | null;
  /** How providers and desktops reach the relay, without a slash at the end. Null: `http://localhost:<port>`. */
  readonly publicBaseUrl: string | null;
  /** Express names or addresses, separated by commas. */
  readonly trustedProxies: string;
  readonly bodyLimitBytes: number;
  readonly logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';
  /** The tenant made on an empty store, so that the old guide's variables are enough. */
  readonly firstTenant: FirstTenant | null;
  /** How long raw deliveries are kept. The calls made from them stay. */
  readonly deliveryDays: number;
  readonly stream: StreamLimits;
  /** How often calls whose end was never told are looked for (ms). */
  readonly silenceLookMs: number;
  readonly providers: ProviderPace;
  readonly media: MediaConfig;
  readonly mediaStreams: MediaStreamsConfig;
  readonly agentLine: AgentLineConfig;
  /** Null: none, so no summary is written and no tone estimated. */
  readonly languageModel: LanguageModelConfig | null;
  readonly speechToText: SpeechToTextConfig;
  /** The AI receptionist's engines. */
  readonly agent: AgentConfig;
}

/** The sound of running calls. */
export interface MediaStreamsConfig {
  /** A server of its own for them. Null: they come to the relay's own port, as they may in any case. */
  readonly server: { readonly host: string; readonly port: number } | null;
  /** As providers reach that port. Null: the addresses of streams are the relay's own, wherever its proxy leads them. */
  readonly publicUrl: string | null;
  /** The secret of Ringover's streamer, for the first tenant. Null: streams open with one-time tokens only. */
  readonly streamerToken: string | null;
  /** Signs what a SIP bridge or Twilio asks at the voice URL. Null: that address refuses. */
  readonly voiceAuthToken: string | null;
}

/** How calls come to the AI receptionist, and what can be done with them. */
export interface AgentLineConfig {
  /** Null: calls that came over the voice URL cannot be passed on. */
  readonly bridge: { readonly apiBaseUrl: string; readonly authToken: string; readonly returnsCallers: boolean } | null;
  /** Of the first tenant: at which its SIP bridge takes calls. */
  readonly sipNumber: string | null;
  /** Of the first tenant: which at Ringover leads to the streamer. */
  readonly ringoverNumber: string | null;
}

/** Where recordings come from, where they are kept, and what locks them. */
export interface MediaConfig {
  /** Null: below `dataDir`. */
  readonly s3: S3Config | null;
  /** 32 bytes, Base64. Null: `media.key` in `dataDir`, made at the first start. */
  readonly masterKey: string | null;
  /** Still open what they locked; `relay media rotate-key` locks it anew. */
  readonly previousMasterKeys: readonly string[];
  /** Beside the providers' own: `recordings.firm.example`, or `.firm.example` for all names below it. */
  readonly hosts: readonly string[];
  readonly largestBytes: number;
}

export interface S3Config {
  /** Without a slash at its end. */
  readonly endpoint: string;
  readonly bucket: string;
  readonly key: string;
  readonly secret: string;
  readonly region: string;
}

/** Who writes down what was said. */
export interface SpeechToTextConfig {
  readonly engine: SpeechEngineChoice;
  /** Where `models pull` and `models add` put speech models, and the engine finds them. */
  readonly modelsDir: string;
  /** What people are expected to speak, BCP 47 primary tags. */
  readonly languages: readonly string[];
  /** Processor threads that one local engine may use. */
  readonly threads: number;
  /** The model that only hears espeak-ng's voices may be used: tests and the demo. */
  readonly isTestModelAllowed: boolean;
}

export type SpeechEngineChoice =
  | { readonly kind: 'none' }
  | { readonly kind: 'sherpa'; readonly modelId: string }
  | {
      readonly kind: 'openai';
      /** Before `/v1/audio/transcriptions`, without a slash at its end. */
      readonly baseUrl: string;
      readonly apiKey: string | null;
      readonly model: string;
      readonly region: string | null;
    }
  | { readonly kind: 'deepgram'; readonly apiKey: string; readonly model: string; readonly region: 'eu' | 'us' };

export type LanguageModelConfig = {
  /** `openai`: any server that speaks like OpenAI's, also one on this machine. */
  readonly baseUrl: string;
  readonly model: string;
  /** `eu`, `us`... as the operator knows it; firms allow engines by it. */
  readonly region: string | null;
  /** For one question (ms). */
  readonly timeoutMs: number;
} & (
  { readonly kind: 'openai'; readonly apiKey: string | null } | { readonly kind: 'anthropic'; readonly apiKey: string }
);

/** How often providers are asked by the relay itself, and how long one is waited for. */
export interface ProviderPace {
  /** What rings or sends takes a second or two; after this nobody knows whether it happened (ms). */
  readonly patienceMs: number;
  /** Presence, while a desktop listens (ms). */
  readonly presencePollMs: number;
  /** How often it is looked whether a firm's night has come (ms). */
  readonly nightLookMs: number;
}

export interface FirstTenant {
  readonly id: string;
  readonly firmName: string;
  readonly country: string;
  /** The current one first; the second while a firm rotates. */
  readonly ringoverWebhookKeys: readonly string[];
  readonly sipgateWebhookSecrets: readonly string[];
  /** Null: no API key, so calls are shown and nothing can be done to them. */
  readonly ringoverAccount: { apiKey: string; baseUrl: string; defaultCallerId: string | null } | null;
}

export interface StreamLimits {
  /** A stream is ended between half of this and this, at random, so that a restart is never followed by a stampede. */
  readonly maxAgeMs: number;
  /** What may wait for one slow reader before it is dropped; it comes back with its cursor. */
  readonly maxWaitingBytes: number;
  readonly heartbeatMs: number;
}

export class ConfigError extends Error {
  /** One line per variable that is missing or wrong. Never holds a value. */
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(`The relay cannot start with these variables:\n${problems.map((line) => `  ${line}`).join('\n')}`);
    this.name = 'ConfigError';
    this.problems = problems;
  }
}

export const tenantSlug = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'small letters, digits and dashes only, 63 at most');
export const countryCode = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[A-Z]{2}$/, 'a country of two letters, such as BE');

const integer = (min: number, max: number, byDefault: number) =>
  z
    .string()
    .regex(/^\d{1,12}$/, 'a whole number')
    .transform(Number)
    .pipe(z.number().min(min).max(max))
    .default(byDefault);
const masterKey = z
  .string()
  .regex(/^[A-Za-z0-9+/]{43}=$/, '32 bytes in Base64, such as `openssl rand -base64 32` prints');
const secret = z.string().min(8, 'at least 8 characters').optional();
const url = (...schemes: string[]) =>
  z.url({
    protocol: new RegExp(`^(${schemes.join('|')})$`),
    error: `a URL that starts with ${schemes.join(':// or ')}://`,
  });

const speechEngine = z.string().transform((text, ctx) => {
  const [kind = '', ...rest] = text.split(':');
  const value = rest.join(':');
  if (text === 'none') return { kind: 'none' } as const;
  if (text === 'deepgram') return { kind: 'deepgram' } as const;
  if (kind === 'sherpa' && /^[a-z0-9][a-z0-9.-]{0,62}$/.test(value)) return { kind, modelId: value } as const;
  if (kind === 'openai' && /^https?:\/\//.test(value) && URL.canParse(value)) {
    // Guides give the address with and without it.
    return { kind, baseUrl: value.replace(/\/+$/, '').replace(/\/v1$/, '') } as const;
  }
  ctx.addIssue({ code: 'custom', message: 'none, sherpa:<model>, openai:<URL> or deepgram' });
  return z.NEVER;
});

const variables = z
  .object({
    /** Loopback unless said otherwise: TLS belongs in front of the relay, and that proxy mostly is on this machine. */
    HOST: z.string().min(1).max(255).default('127.0.0.1'),
    /** 8000: the port of the guides that firms already follow. */
    PORT: integer(0, 65_535, 8_000),
    DATA_DIR: z.string().min(1).default('./.data/relay'),
    DATABASE_URL: url('postgres', 'postgresql').optional(),
    REDIS_URL: url('redis', 'rediss').optional(),
    RINGOVER_WEBHOOK_URL: url('https', 'http').optional(),
    /** The TLS proxy on this machine; without it everybody would share one count of attempts. */
    TRUSTED_PROXIES: z
      .string()
      .regex(/^[\w.:/]+( *, *[\w.:/]+)*$/, 'loopback, or addresses separated by commas')
      .default('loopback'),
    /** 1 MiB: a webhook has 2 kB, a long SMS 10 kB. */
    BODY_LIMIT_BYTES: integer(1_024, 64 * 1_024 * 1_024, 1_024 * 1_024),
    LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
    DEFAULT_TENANT_ID: tenantSlug.default('tenant-1'),
    FIRM_NAME: z.string().trim().min(1).max(200).default('My firm'),
    /** Belgium, where the first firms are; numbers in national form are read by it. */
    TENANT_COUNTRY: countryCode.default('BE'),
    RINGOVER_WEBHOOK_SECRET: secret,
    RINGOVER_WEBHOOK_SECRET_PREVIOUS: secret,
    SIPGATE_WEBHOOK_SECRET: secret,
    SIPGATE_WEBHOOK_SECRET_PREVIOUS: secret,
    RINGOVER_API_KEY: z.string().min(1).optional(),
    RINGOVER_API_BASE_URL: url('https', 'http').default('https://public-api.ringover.com/v2'),
    RINGOVER_DEFAULT_CALLER_ID: phoneNumber.optional(),
    /** Any of these three set: streams of sound have a port of their own. */
    RINGOVER_WEBSOCKET_HOST: z.string().min(1).max(255).optional(),
    /** 8001, as the old guide has it. */
    RINGOVER_WEBSOCKET_PORT: integer(0, 65_535, 8_001),
    MEDIA_PUBLIC_URL: url('https', 'http').optional(),
    RINGOVER_STREAMER_AUTH_TOKEN: secret,
    /** What the bridge calls AUTH_TOKEN. */
    TWILIO_AUTH_TOKEN: secret,
    /** `https://api.twilio.com`, or the SIP bridge. Without it calls of the voice URL cannot be passed on. */
    TWILIO_API_BASE_URL: url('https', 'http').optional(),
    /** Whether a caller comes back from a `<Dial>` that nobody answered: Twilio does so, sipgate's bridge hangs up. */
    TWILIO_RETURNS_CALLERS: z.enum(['0', '1']).optional(),
    AGENT_SIP_NUMBER: phoneNumber.optional(),
    AGENT_RINGOVER_NUMBER: phoneNumber.optional(),
    /** 30 days: long enough to look into a call that a firm asks about. Never less than one, for repeated deliveries. */
    DELIVERY_DAYS: integer(1, 3_650, 30),
    /** 60 minutes: proxies and phones' networks close a connection sooner or later anyway. */
    STREAM_MAX_AGE_MINUTES: integer(1, 24 * 60, 60),
    /** 1 MiB: some 500 calls that one reader did not take yet. */
    STREAM_MAX_WAITING_BYTES: integer(64 * 1_024, 64 * 1_024 * 1_024, 1_024 * 1_024),
    /** Set: recordings are kept in this S3-compatible store instead of below `DATA_DIR`. */
    MEDIA_S3_ENDPOINT: url('https', 'http').optional(),
    MEDIA_S3_BUCKET: z
      .string()
      .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'small letters, digits, dots and dashes, 3 to 63')
      .optional(),
    MEDIA_S3_KEY: z.string().min(1).optional(),
    MEDIA_S3_SECRET: z.string().min(1).optional(),
    /** Most stores that are not Amazon's take this one or any. */
    MEDIA_S3_REGION: z
      .string()
      .regex(/^[a-z0-9-]{1,40}$/, 'small letters, digits and dashes')
      .default('us-east-1'),
    MEDIA_KEY: masterKey.optional(),
    MEDIA_KEY_PREVIOUS: masterKey.optional(),
    RECORDING_HOSTS: z
      .string()
      .regex(/^\.?[a-z0-9-]+(\.[a-z0-9-]+)*( *, *\.?[a-z0-9-]+(\.[a-z0-9-]+)*)*$/i, 'host names separated by commas')
      .default(''),
    /** 500 MB: four hours of uncompressed stereo telephone sound. */
    RECORDING_MAX_MB: integer(1, 10_000, 500),
    /** None: whoever installs the relay decides who hears the calls. */
    STT_ENGINE: speechEngine.default({ kind: 'none' }),
    STT_API_KEY: z.string().min(1).optional(),
    /** The engine's own name for the model; `whisper-1` and `nova-3` unless said otherwise. */
    STT_MODEL: z
      .string()
      .regex(/^[\w./:-]{1,100}$/, 'a model name')
      .optional(),
    /** Deepgram: `eu` (default) or `us`. Others: where that server stands, for the firms' rules. */
    STT_REGION: z
      .string()
      .regex(/^[a-z0-9-]{2,40}$/, 'small letters, digits and dashes')
      .optional(),
    /** The four languages of the app. */
    STT_LANGUAGES: z
      .string()
      .regex(/^[a-z]{2,3}( *, *[a-z]{2,3})*$/, 'language codes separated by commas, such as fr,nl')
      .default('en,fr,nl,de')
      .transform((text) => [...new Set(text.split(/ *, */))]),
    /** One: the webhooks of a two-core machine keep the other core. */
    STT_THREADS: integer(1, 64, 1),
    /** `models` under DATA_DIR. */
    MODELS_DIR: z.string().min(1).optional(),
    RELAY_ALLOW_TEST_STT: z.enum(['0', '1']).default('0'),
    NODE_ENV: z.string().optional(),
    /** `none`, `openai:<url>` for any server that speaks like OpenAI's, `anthropic`. None unless asked for. */
    LANGUAGE_MODEL: z
      .string()
      .regex(/^(none|anthropic|(openai|anthropic):https?:\/\/\S+)$/, 'none, anthropic, or openai: and a URL')
      .refine((text) => !text.includes('://') || URL.canParse(text.slice(text.indexOf(':') + 1)), 'a URL after openai:')
      .default('none'),
    /** As the server calls it: `gpt-5-mini`, `mistral-small`... */
    LANGUAGE_MODEL_NAME: z.string().trim().min(1).max(80).optional(),
    LANGUAGE_MODEL_KEY: z
      .string()
      .regex(/^[\x21-\x7e]+$/, 'a key without spaces')
      .optional(),
    LANGUAGE_MODEL_REGION: z.string().trim().toLowerCase().min(1).max(40).optional(),
    /** 180 s: a model without a graphics card writes a summary in one to two minutes. */
    LANGUAGE_MODEL_TIMEOUT_SECONDS: integer(1, 3_600, 180),
    ...receptionistVariables,
  })
  .superRefine((v, ctx) => {
    if (v.TWILIO_API_BASE_URL !== undefined && v.TWILIO_AUTH_TOKEN === undefined)
      ctx.addIssue({
        code: 'custom',
        path: ['TWILIO_AUTH_TOKEN'],
        message: 'missing, while TWILIO_API_BASE_URL is set',
      });
    for (const name of ['RINGOVER_WEBHOOK_SECRET', 'SIPGATE_WEBHOOK_SECRET'] as const) {
      if (v[`${name}_PREVIOUS`] !== undefined && v[name] === undefined)
        ctx.addIssue({ code: 'custom', path: [name], message: 'missing, while its previous value is set' });
    }
    if (v.MEDIA_KEY_PREVIOUS !== undefined && v.MEDIA_KEY === undefined)
      ctx.addIssue({ code: 'custom', path: ['MEDIA_KEY'], message: 'missing, while its previous value is set' });
    const ofBucket = ['MEDIA_S3_ENDPOINT', 'MEDIA_S3_BUCKET', 'MEDIA_S3_KEY', 'MEDIA_S3_SECRET'] as const;
    if (ofBucket.some((name) => v[name] !== undefined)) {
      for (const name of ofBucket) {
        if (v[name] === undefined)
          ctx.addIssue({ code: 'custom', path: [name], message: 'missing, while others of the bucket are set' });
      }
    }
    if (v.STT_ENGINE.kind === 'deepgram') {
      if (v.STT_API_KEY === undefined)
        ctx.addIssue({ code: 'custom', path: ['STT_API_KEY'], message: 'missing, Deepgram needs one' });
      if (v.STT_REGION !== undefined && v.STT_REGION !== 'eu' && v.STT_REGION !== 'us')
        ctx.addIssue({ code: 'custom', path: ['STT_REGION'], message: 'eu or us for Deepgram' });
    }
    const needs = (name: 'LANGUAGE_MODEL_NAME' | 'LANGUAGE_MODEL_KEY') => {
      if (v[name] === undefined)
        ctx.addIssue({ code: 'custom', path: [name], message: 'missing, while LANGUAGE_MODEL is set' });
    };
    if (v.LANGUAGE_MODEL !== 'none') needs('LANGUAGE_MODEL_NAME');
    // A server of one's own mostly has no keys.
    if (v.LANGUAGE_MODEL.startsWith('anthropic')) needs('LANGUAGE_MODEL_KEY');
    checkReceptionist(v, (variable, message) => ctx.addIssue({ code: 'custom', path: [variable], message }));
  });

/**
 * @param environment variables by name; an empty value counts as not set
 * @throws ConfigError with every missing or wrong variable at once
 */
export function readConfig(environment: Readonly<Record<string, string | undefined>> = process.env): RelayConfig {
  const set = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  );
  const read = variables.safeParse(set);
  if (!read.success) {
    throw new ConfigError(read.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`));
  }
  const v = read.data;
  const present = (...values: (string | undefined)[]) => values.filter((value) => value !== undefined);
  const hasSecret = v.RINGOVER_WEBHOOK_SECRET !== undefined || v.SIPGATE_WEBHOOK_SECRET !== undefined;
  const speechEngine = speechEngineOf(v);
  return deepFreeze({
    host: v.HOST,
    port: v.PORT,
    dataDir: v.DATA_DIR,
    databaseUrl: v.DATABASE_URL ?? null,
    redisUrl: v.REDIS_URL ?? null,
    publicBaseUrl: v.RINGOVER_WEBHOOK_URL?.replace(/\/+$/, '') ?? null,
    trustedProxies: v.TRUSTED_PROXIES,
    bodyLimitBytes: v.BODY_LIMIT_BYTES,
    logLevel: v.LOG_LEVEL,
    firstTenant: hasSecret
      ? {
          id: v.DEFAULT_TENANT_ID,
          firmName: v.FIRM_NAME,
          country: v.TENANT_COUNTRY,
          ringoverWebhookKeys: present(v.RINGOVER_WEBHOOK_SECRET, v.RINGOVER_WEBHOOK_SECRET_PREVIOUS),
          sipgateWebhookSecrets: present(v.SIPGATE_WEBHOOK_SECRET, v.SIPGATE_WEBHOOK_SECRET_PREVIOUS),
          ringoverAccount:
            v.RINGOVER_API_KEY === undefined
              ? null
              : {
                  apiKey: v.RINGOVER_API_KEY,
                  baseUrl: v.RINGOVER_API_BASE_URL.replace(/\/+$/, ''),
                  defaultCallerId: v.RINGOVER_DEFAULT_CALLER_ID ?? null,
                },
        }
      : null,
    deliveryDays: v.DELIVERY_DAYS,
    // Calls are ended after minutes; looking more often would end them no sooner than anybody notices.
    silenceLookMs: 60_000,
    languageModel: languageModelOf(v),
    providers: { patienceMs: 20_000, presencePollMs: 15_000, nightLookMs: 60_000 },
    mediaStreams: {
      server:
        ['HOST', 'PORT'].some((name) => set[`RINGOVER_WEBSOCKET_${name}`] !== undefined) ||
        v.RINGOVER_STREAMER_AUTH_TOKEN !== undefined
          ? { host: v.RINGOVER_WEBSOCKET_HOST ?? v.HOST, port: v.RINGOVER_WEBSOCKET_PORT }
          : null,
      publicUrl: v.MEDIA_PUBLIC_URL?.replace(/\/+$/, '') ?? null,
      streamerToken: v.RINGOVER_STREAMER_AUTH_TOKEN ?? null,
      voiceAuthToken: v.TWILIO_AUTH_TOKEN ?? null,
    },
    agentLine: {
      bridge: bridgeOf(v),
      sipNumber: v.AGENT_SIP_NUMBER ?? null,
      ringoverNumber: v.AGENT_RINGOVER_NUMBER ?? null,
    },
    media: {
      s3: bucketOf(v),
      masterKey: v.MEDIA_KEY ?? null,
      previousMasterKeys: present(v.MEDIA_KEY_PREVIOUS),
      hosts: v.RECORDING_HOSTS.toLowerCase().split(/ *, */).filter(Boolean),
      largestBytes: v.RECORDING_MAX_MB * 1_000_000,
    },
    speechToText: {
      engine: speechEngine,
      modelsDir: v.MODELS_DIR ?? join(v.DATA_DIR, 'models'),
      languages: v.STT_LANGUAGES,
      threads: v.STT_THREADS,
      isTestModelAllowed: v.NODE_ENV === 'test' || v.RELAY_ALLOW_TEST_STT === '1',
    },
    agent: agentConfigOf(v, speechEngine),
    stream: {
      maxAgeMs: v.STREAM_MAX_AGE_MINUTES * 60_000,
      maxWaitingBytes: v.STREAM_MAX_WAITING_BYTES,
      heartbeatMs: HEARTBEAT_SECONDS * 1_000,
    },
  });
}

function bridgeOf(v: z.output<typeof variables>): AgentLineConfig['bridge'] {
  const { TWILIO_API_BASE_URL: address, TWILIO_AUTH_TOKEN: authToken, TWILIO_RETURNS_CALLERS: told } = v;
  if (address === undefined || authToken === undefined) return null;
  const isTwilio = /(^|\.)twilio\.com$/.test(new URL(address).hostname);
  const returnsCallers = told === undefined ? isTwilio : told === '1';
  return { apiBaseUrl: address.replace(/\/+$/, ''), authToken, returnsCallers };
}

function bucketOf(v: z.output<typeof variables>): S3Config | null {
  const { MEDIA_S3_ENDPOINT: endpoint, MEDIA_S3_BUCKET: bucket, MEDIA_S3_KEY: key, MEDIA_S3_SECRET: secret } = v;
  if (endpoint === undefined || bucket === undefined || key === undefined || secret === undefined) return null;
  return { endpoint: endpoint.replace(/\/+$/, ''), bucket, key, secret, region: v.MEDIA_S3_REGION };
}

function speechEngineOf(v: z.infer<typeof variables>): SpeechEngineChoice {
  const { STT_ENGINE: engine } = v;
  switch (engine.kind) {
    case 'none':
    case 'sherpa':
      return engine;
    case 'openai':
      return {
        ...engine,
        apiKey: v.STT_API_KEY ?? null,
        model: v.STT_MODEL ?? 'whisper-1',
        region: v.STT_REGION ?? null,
      };
    case 'deepgram':
      return {
        kind: 'deepgram',
        // Checked above to be there.
        apiKey: v.STT_API_KEY ?? '',
        model: v.STT_MODEL ?? 'nova-3',
        region: v.STT_REGION === 'us' ? 'us' : 'eu',
      };
    default:
      return engine satisfies never;
  }
}

function languageModelOf(v: z.infer<typeof variables>): LanguageModelConfig | null {
  if (v.LANGUAGE_MODEL === 'none') return null;
  const [, kind, url] = /^(openai|anthropic):?(.*)$/.exec(v.LANGUAGE_MODEL) ?? [];
  const common = {
    baseUrl: url === undefined || url === '' ? 'https://api.anthropic.com' : url.replace(/\/+$/, ''),
    model: v.LANGUAGE_MODEL_NAME ?? '',
    region: v.LANGUAGE_MODEL_REGION ?? null,
    timeoutMs: v.LANGUAGE_MODEL_TIMEOUT_SECONDS * 1_000,
  };
  return kind === 'anthropic'
    ? { kind, ...common, apiKey: v.LANGUAGE_MODEL_KEY ?? '' }
    : { kind: 'openai', ...common, apiKey: v.LANGUAGE_MODEL_KEY ?? null };
}

function deepFreeze<T extends object>(value: T): T {
  for (const part of Object.values(value)) if (typeof part === 'object' && part !== null) deepFreeze(part as object);
  return Object.freeze(value);
}
