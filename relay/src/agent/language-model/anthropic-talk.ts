import { z } from 'zod';
import { StageError, type ModelPart, type TalkMessage, type TalkModel } from '../ports.ts';
import { errorInStream, inputOf, jsonOf, objectOf, openStream, type StreamServer } from './open-stream.ts';

/**
 * Only what we read of the stream of `/v1/messages`; `ping`, thinking, and kinds that are new to us are passed over.
 * @see https://docs.anthropic.com/en/docs/build-with-claude/streaming
 */
const event = z.object({
  type: z.string(),
  index: z.number().int().optional(),
  content_block: z.object({ type: z.string(), id: z.string().optional(), name: z.string().optional() }).optional(),
  delta: z
    .object({
      type: z.string().optional(),
      text: z.string().optional(),
      partial_json: z.string().optional(),
      stop_reason: z.string().nullish(),
    })
    .optional(),
  error: z.object({ type: z.string() }).optional(),
});

type Ask = Parameters<TalkModel['reply']>[0];

/** One answer of Anthropic's. @throws StageError, or the signal's reason */
export async function* anthropicReply(server: StreamServer, model: string, ask: Ask): AsyncGenerator<ModelPart> {
  const question = {
    model,
    max_tokens: ask.maxTokens,
    system: ask.system,
    messages: messagesOf(ask.messages),
    ...(ask.tools.length === 0
      ? {}
      : { tools: ask.tools.map(({ name, description, schema }) => ({ name, description, input_schema: schema })) }),
    stream: true,
  };
  const opened = await openStream(server, question, ask.signal);
  if (opened.kind === 'unknown_option') throw new StageError('refused', 'The language model refused the question.');
  yield* partsOf(opened.data);
}

interface Turn {
  role: 'user' | 'assistant';
  content: object[];
}

/** The two take turns, the caller first; what came of a tool is told by the user's side, and before anything else there. */
function messagesOf(messages: readonly TalkMessage[]): Turn[] {
  const turns: Turn[] = [];
  for (const message of messages) {
    const role = message.role === 'receptionist' ? 'assistant' : 'user';
    const content = contentOf(message);
    if (content.length === 0) continue;
    const last = turns.at(-1);
    if (last?.role === role) last.content.push(...content);
    else {
      if (last === undefined && role === 'assistant')
        turns.push({ role: 'user', content: [{ type: 'text', text: '(The caller is on the line.)' }] });
      turns.push({ role, content });
    }
  }
  return turns;
}

function contentOf(message: TalkMessage): object[] {
  switch (message.role) {
    case 'caller':
      return textOf(message.text);
    case 'receptionist':
      return [
        ...textOf(message.text),
        ...message.calls.map(({ id, name, input }) => ({ type: 'tool_use', id, name, input: objectOf(input) })),
      ];
    case 'tool':
      return [{ type: 'tool_result', tool_use_id: message.id, content: JSON.stringify(message.result) }];
    default:
      return message satisfies never;
  }
}

/** An empty text is refused there, and so is a last one that ends with blanks. */
const textOf = (text: string) => (text.trim() === '' ? [] : [{ type: 'text', text: text.trimEnd() }]);

async function* partsOf(data: AsyncIterable<string>): AsyncGenerator<ModelPart> {
  const tools = new Map<number, { id: string; name: string; json: string }>();
  for await (const line of data) {
    const read = event.safeParse(jsonOf(line));
    if (!read.success) throw new StageError('failed', 'What the language model sent is no part of an answer.');
    const { type, index = 0, content_block: block, delta, error } = read.data;
    switch (type) {
      case 'error':
        throw errorInStream(error?.type ?? '');
      case 'content_block_start':
        if (block?.type === 'tool_use')
          tools.set(index, { id: block.id ?? `call_${index}`, name: block.name ?? '', json: '' });
        break;
      case 'content_block_delta': {
        const tool = tools.get(index);
        if (delta?.type === 'text_delta' && delta.text !== undefined) yield { kind: 'text', text: delta.text };
        else if (delta?.type === 'input_json_delta' && tool !== undefined) tool.json += delta.partial_json ?? '';
        break;
      }
      case 'content_block_stop': {
        const tool = tools.get(index);
        tools.delete(index);
        if (tool !== undefined) yield { kind: 'tool', id: tool.id, name: tool.name, input: inputOf(tool.json) };
        break;
      }
      case 'message_delta':
        if (delta?.stop_reason === 'refusal')
          throw new StageError('refused', 'The language model does not want to answer.');
        break;
      case 'message_stop':
        return;
      default:
    }
  }
  throw new StageError('failed', 'The language model was cut off.');
}
