import { z } from 'zod';
import { EngineError, type LanguageModel } from '../ports.ts';
import { askServer, nonsense, type Fetch } from './ask-server.ts';
import { schemaInWords } from './schema-in-words.ts';
import { staysHere } from './stays-here.ts';

/** Only what we read of `/v1/chat/completions`. */
const completion = z.object({
  choices: z
    .array(z.object({ message: z.object({ content: z.string() }), finish_reason: z.string().nullish() }))
    .min(1),
});

/** Options that some servers refuse; learned once for each server, then left out. */
interface Refused {
  responseFormat: boolean;
  temperature: boolean;
  /** It wants `max_completion_tokens` instead. */
  maxTokens: boolean;
}

/**
 * OpenAI itself and every server that speaks like it: Ollama, llama.cpp, vLLM, LM Studio, Mistral.
 * Asks for JSON by `response_format` with a schema where the server takes it, else in words.
 */
export function createOpenAiCompatibleModel(of: {
  /** `http://localhost:11434` or `https://api.example/v1`; without a path `/v1` is added. */
  baseUrl: string;
  model: string;
  apiKey: string | null;
  region: string | null;
  fetch: Fetch;
  timeoutMs: number;
}): LanguageModel {
  const server = {
    url: routeOf(of.baseUrl),
    headers: of.apiKey === null ? {} : { authorization: `Bearer ${of.apiKey}` },
    fetch: of.fetch,
    timeoutMs: of.timeoutMs,
  };
  const refused: Refused = { responseFormat: false, temperature: false, maxTokens: false };
  return {
    id: `openai-compatible:${of.model}`.slice(0, 100),
    leavesMachine: !staysHere(of.baseUrl),
    region: of.region,
    async complete(ask) {
      for (;;) {
        const answer = await askServer(server, questionOf(of.model, ask, refused), ask.signal);
        if (answer.kind === 'answer') return contentOf(answer.body);
        if (!learn(refused, answer.says, ask.schema !== null))
          throw new EngineError('engine_failed', 'The language model refused the question.', { retryable: false });
      }
    },
  };
}

/** The one route that is asked of a server that speaks like OpenAI's. */
export function routeOf(baseUrl: string): string {
  const base = baseUrl.replace(/\/+$/, '');
  return `${new URL(base).pathname === '/' ? `${base}/v1` : base}/chat/completions`;
}

type Ask = Parameters<LanguageModel['complete']>[0];

function questionOf(model: string, { system, user, schema, maxTokens }: Ask, refused: Refused): object {
  const inWords = schema !== null && refused.responseFormat ? `\n\n${schemaInWords(schema.schema)}` : '';
  return {
    model,
    messages: [
      { role: 'system', content: system + inWords },
      { role: 'user', content: user },
    ],
    stream: false,
    ...(refused.maxTokens ? { max_completion_tokens: maxTokens } : { max_tokens: maxTokens }),
    // The likeliest words: nothing here gains from fantasy.
    ...(refused.temperature ? {} : { temperature: 0 }),
    ...(schema === null || refused.responseFormat
      ? {}
      : {
          response_format: {
            type: 'json_schema',
            json_schema: { name: schema.name, strict: true, schema: schema.schema },
          },
        }),
  };
}

/** @returns whether there is something to leave out that was not left out before */
function learn(refused: Refused, says: string, hasSchema: boolean): boolean {
  const named = /max_tokens|max_completion_tokens/.test(says)
    ? 'maxTokens'
    : says.includes('temperature')
      ? 'temperature'
      : 'responseFormat';
  if (refused[named] || (named === 'responseFormat' && !hasSchema)) return false;
  refused[named] = true;
  return true;
}

function contentOf(body: unknown): string {
  const read = completion.safeParse(body);
  const first = read.data?.choices[0];
  if (first === undefined) throw nonsense('holds no answer');
  if (first.finish_reason === 'length') throw nonsense('was cut off');
  return first.message.content;
}
