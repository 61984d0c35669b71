import { z } from 'zod';
import { EngineError, type LanguageModel } from '../ports.ts';
import { askServer, nonsense, type Fetch } from './ask-server.ts';
import { staysHere } from './stays-here.ts';

/** Only what we read of `/v1/messages`; kinds of content that we did not ask for are passed over. */
const message = z.object({
  content: z.array(z.object({ type: z.string(), text: z.string().optional(), input: z.unknown().optional() })),
  stop_reason: z.string().nullish(),
});

/** The only version of the interface that there is; it has to be named. */
export const VERSION = '2023-06-01';

/** Anthropic. An answer with a schema is asked for as the input of a tool, the one form whose shape it keeps. */
export function createAnthropicModel(of: {
  /** Without a path, as a rule; a firm's own gateway may have one. */
  baseUrl: string;
  model: string;
  apiKey: string;
  region: string | null;
  fetch: Fetch;
  timeoutMs: number;
}): LanguageModel {
  const server = {
    url: `${of.baseUrl.replace(/\/+$/, '')}/v1/messages`,
    headers: { 'x-api-key': of.apiKey, 'anthropic-version': VERSION },
    fetch: of.fetch,
    timeoutMs: of.timeoutMs,
  };
  return {
    id: `anthropic:${of.model}`.slice(0, 100),
    leavesMachine: !staysHere(of.baseUrl),
    region: of.region,
    async complete({ system, user, schema, maxTokens, signal }) {
      const question = {
        model: of.model,
        max_tokens: maxTokens,
        system,
        messages: [{ role: 'user', content: user }],
        ...(schema === null
          ? {}
          : {
              tools: [{ name: schema.name, description: 'Hands in the answer.', input_schema: schema.schema }],
              tool_choice: { type: 'tool', name: schema.name },
            }),
      };
      const answer = await askServer(server, question, signal);
      if (answer.kind === 'refused')
        throw new EngineError('engine_failed', 'The language model refused the question.', { retryable: false });
      return contentOf(answer.body, schema !== null);
    },
  };
}

function contentOf(body: unknown, asTool: boolean): string {
  const read = message.safeParse(body);
  if (!read.success) throw nonsense('holds no answer');
  if (read.data.stop_reason === 'max_tokens') throw nonsense('was cut off');
  const tool = read.data.content.find(({ type }) => type === 'tool_use');
  if (asTool && tool?.input !== undefined) return JSON.stringify(tool.input);
  const text = read.data.content.flatMap(({ type, text }) => (type === 'text' && text !== undefined ? [text] : []));
  if (text.length === 0) throw nonsense('holds no answer');
  return text.join('');
}
