import { z } from 'zod';
import type { SampleRate } from '../../media/sound/pcm.ts';
import type { Language } from '../../wire/scalars.ts';
import type { OfferedTool } from '../ports.ts';

/**
 * OpenAI Realtime as it is since its general availability, over WebSocket: JSON in text frames both ways, no `OpenAI-Beta`
 * header. Names and fields: developers.openai.com/api/reference/resources/realtime (client-events, server-events) and
 * openai/openai-node `src/resources/realtime/realtime.ts` of 2026-08-21.
 */

const itemId = z.string().min(1).max(200);
const inputItem = { item_id: itemId };
/** 4,096 tokens of speech are three minutes; one piece is far shorter (characters of Base64). */
const sound = z
  .string()
  .max(512 * 1_024)
  .regex(/^[A-Za-z0-9+/]*={0,2}$/);
const words = z.string().max(20_000);

const functionCall = z.object({
  type: z.literal('function_call'),
  name: z.string().max(200),
  call_id: z.string().min(1).max(200),
  arguments: z.string().max(100_000),
});
const response = z.object({
  id: itemId,
  status: z.string().max(40).optional(),
  status_details: z
    .object({ error: z.object({ type: z.string().max(200).nullish(), code: z.string().max(200).nullish() }).nullish() })
    .nullish(),
  output: z.array(z.unknown()).max(200).default([]),
  metadata: z.record(z.string(), z.unknown()).nullish(),
});

const events = {
  'session.updated': z.object({}),
  'input_audio_buffer.speech_started': z.object(inputItem),
  'input_audio_buffer.speech_stopped': z.object(inputItem),
  'input_audio_buffer.committed': z.object(inputItem),
  'input_audio_buffer.timeout_triggered': z.object(inputItem),
  'conversation.item.input_audio_transcription.delta': z.object({ ...inputItem, delta: words.default('') }),
  'conversation.item.input_audio_transcription.completed': z.object({ ...inputItem, transcript: words }),
  'conversation.item.input_audio_transcription.failed': z.object(inputItem),
  'response.created': z.object({ response }),
  'response.output_audio.delta': z.object({ response_id: itemId, item_id: itemId, delta: sound }),
  'response.output_audio.done': z.object({ response_id: itemId, item_id: itemId }),
  'response.output_audio_transcript.delta': z.object({ response_id: itemId, item_id: itemId, delta: words }),
  'response.output_audio_transcript.done': z.object({ response_id: itemId, item_id: itemId, transcript: words }),
  'response.done': z.object({ response }),
  error: z.object({
    error: z.object({
      type: z.string().max(200),
      code: z.string().max(200).nullish(),
      event_id: z.string().max(600).nullish(),
    }),
  }),
} as const;
type Events = typeof events;
export type ServerEvent = { [T in keyof Events]: { type: T } & z.output<Events[T]> }[keyof Events];
export type RealtimeResponse = z.output<typeof response>;
export type FunctionCall = z.output<typeof functionCall>;

/**
 * @returns null for one of those that mean nothing here (a session has some forty kinds); undefined for what is no event
 */
export function readServerEvent(text: string): ServerEvent | null | undefined {
  let message: unknown;
  try {
    message = JSON.parse(text);
  } catch {
    return undefined;
  }
  const type = z.object({ type: z.string().min(1).max(200) }).safeParse(message).data?.type;
  if (type === undefined) return undefined;
  if (!Object.hasOwn(events, type)) return null;
  const read = events[type as keyof Events].safeParse(message);
  return read.success ? ({ type, ...read.data } as ServerEvent) : undefined;
}

/** Of a response that came to its end: what is cut off holds half of the arguments. */
export const functionCallsOf = ({ output }: RealtimeResponse): FunctionCall[] =>
  output.flatMap((item) => functionCall.safeParse(item).data ?? []);

/** After so much silence the engine takes a caller's turn to be over (ms); its own default. */
export const TURN_SILENCE_MS = 500;
/** After so much silence of a caller it asks whether they are there (ms); 5 to 30 s are allowed. */
const IDLE_MS = 8_000;
/** Fifty tokens are two and a half seconds; nobody listens to a receptionist for a minute. */
const MOST_TOKENS = 1_200;

/**
 * What the session is to be, before any sound. mu-law for calls of 8 kHz: no sample is made up on the way. 24 kHz is the
 * only rate that it takes for PCM.
 */
export const sessionUpdate = (of: {
  rate: SampleRate;
  voice: string;
  language: Language;
  transcriptionModel: string;
  instructions: string;
  tools: readonly OfferedTool[];
}) => {
  const format = of.rate === 8_000 ? { type: 'audio/pcmu' } : { type: 'audio/pcm', rate: 24_000 };
  return JSON.stringify({
    type: 'session.update',
    session: {
      type: 'realtime',
      output_modalities: ['audio'],
      instructions: of.instructions,
      max_output_tokens: MOST_TOKENS,
      // Traces of what callers say are nothing for a vendor's dashboard.
      tracing: null,
      audio: {
        input: {
          format,
          transcription: { model: of.transcriptionModel, language: of.language },
          turn_detection: {
            type: 'server_vad',
            threshold: 0.5,
            prefix_padding_ms: 300,
            silence_duration_ms: TURN_SILENCE_MS,
            create_response: true,
            interrupt_response: true,
            idle_timeout_ms: IDLE_MS,
          },
        },
        output: { format, voice: of.voice },
      },
      tools: of.tools.map(({ name, description, schema }) => ({
        type: 'function',
        name,
        description,
        parameters: schema,
      })),
      tool_choice: 'auto',
    },
  });
};

/** By hand: fifty times a second for each call, and Base64 needs no escaping. */
export const appendSound = (bytes: Buffer) =>
  `{"type":"input_audio_buffer.append","audio":"${bytes.toString('base64')}"}`;

/** Comes back with the response, so that it is told from one that the engine began itself. */
const OURS = { made_by: 'us' };
export const madeByUs = ({ metadata }: RealtimeResponse): boolean => metadata?.['made_by'] === OURS.made_by;

export const createResponse = () =>
  JSON.stringify({ type: 'response.create', event_id: RESPONSE_CREATE, response: { metadata: OURS } });

const languages: Readonly<Record<Language, string>> = { en: 'English', fr: 'French', nl: 'Dutch', de: 'German' };

/** The text is data for it, in JSON: quotation marks in it end nothing. */
export const createSaying = (text: string, language: Language) =>
  JSON.stringify({
    type: 'response.create',
    event_id: RESPONSE_CREATE,
    response: {
      instructions: `Say in ${languages[language]} exactly what this JSON string holds, word for word, and nothing else: ${JSON.stringify(text)}`,
      tool_choice: 'none',
      metadata: OURS,
    },
  });

/** @param audioEndMs more than there is of it would be an error */
export const truncateItem = (item: string, audioEndMs: number) =>
  JSON.stringify({
    type: 'conversation.item.truncate',
    event_id: TRUNCATE,
    item_id: item,
    content_index: 0,
    audio_end_ms: audioEndMs,
  });

export const cancelResponse = (responseId: string) =>
  JSON.stringify({ type: 'response.cancel', event_id: CANCEL, response_id: responseId });

export const functionResult = (callId: string, output: string) =>
  JSON.stringify({
    type: 'conversation.item.create',
    item: { type: 'function_call_output', call_id: callId, output },
  });

/** Errors name the event that they answer. */
export const RESPONSE_CREATE = 'create';
export const TRUNCATE = 'truncate';
export const CANCEL = 'cancel';
