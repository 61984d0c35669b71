import { z } from 'zod';
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
  /** Null: none, so no summary is written and no tone estimated. */
  readonly languageModel: LanguageModelConfig | null;
}

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
const secret = z.string().min(8, 'at least 8 characters').optional();
const url = (...schemes: string[]) =>
  z.url({
    protocol: new RegExp(`^(${schemes.join('|')})$`),
    error: `a URL that starts with ${schemes.join(':// or ')}://`,
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
    /** 30 days: long enough to look into a call that a firm asks about. Never less than one, for repeated deliveries. */
    DELIVERY_DAYS: integer(1, 3_650, 30),
    /** 60 minutes: proxies and phones' networks close a connection sooner or later anyway. */
    STREAM_MAX_AGE_MINUTES: integer(1, 24 * 60, 60),
    /** 1 MiB: some 500 calls that one reader did not take yet. */
    STREAM_MAX_WAITING_BYTES: integer(64 * 1_024, 64 * 1_024 * 1_024, 1_024 * 1_024),
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
  })
  .superRefine((v, ctx) => {
    for (const name of ['RINGOVER_WEBHOOK_SECRET', 'SIPGATE_WEBHOOK_SECRET'] as const) {
      if (v[`${name}_PREVIOUS`] !== undefined && v[name] === undefined)
        ctx.addIssue({ code: 'custom', path: [name], message: 'missing, while its previous value is set' });
    }
    const needs = (name: 'LANGUAGE_MODEL_NAME' | 'LANGUAGE_MODEL_KEY') => {
      if (v[name] === undefined)
        ctx.addIssue({ code: 'custom', path: [name], message: 'missing, while LANGUAGE_MODEL is set' });
    };
    if (v.LANGUAGE_MODEL !== 'none') needs('LANGUAGE_MODEL_NAME');
    // A server of one's own mostly has no keys.
    if (v.LANGUAGE_MODEL.startsWith('anthropic')) needs('LANGUAGE_MODEL_KEY');
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
    stream: {
      maxAgeMs: v.STREAM_MAX_AGE_MINUTES * 60_000,
      maxWaitingBytes: v.STREAM_MAX_WAITING_BYTES,
      heartbeatMs: HEARTBEAT_SECONDS * 1_000,
    },
  });
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
