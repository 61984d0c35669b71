import { z } from 'zod';
import { StageError, type ModelPart, type OfferedTool, type TalkMessage, type TalkModel } from '../ports.ts';
import { errorInStream, inputOf, jsonOf, objectOf, openStream, type StreamServer } from './open-stream.ts';

/**
 * Only what we read of a chunk of `/v1/chat/completions` with `stream: true`. Servers that speak like OpenAI's leave out `index`
 * and `id` of a call, or give each call the index 0 (Ollama issues 7881 and 15457); some send an error instead of a chunk.
 */
const chunk = z.object({
  error: z.object({ type: z.string().nullish(), code: z.union([z.string(), z.number()]).nullish() }).nullish(),
  choices: z
    .array(
      z.object({
        delta: z
          .object({
            content: z.string().nullish(),
            refusal: z.string().nullish(),
            tool_calls: z
              .array(
                z.object({
                  index: z.number().int().nullish(),
                  id: z.string().nullish(),
                  function: z.object({ name: z.string().nullish(), arguments: z.string().nullish() }).nullish(),
                }),
              )
              .nullish(),
          })
          .nullish(),
        finish_reason: z.string().nullish(),
      }),
    )
    .nullish(),
});
type CallDelta = NonNullable<
  NonNullable<NonNullable<z.infer<typeof chunk>['choices']>[number]['delta']>['tool_calls']
>[number];

type Ask = Parameters<TalkModel['reply']>[0];

/** Options that some servers refuse; learned once for each server, then left out. */
export interface RefusedOptions {
  temperature: boolean;
  /** It wants `max_completion_tokens` instead. */
  maxTokens: boolean;
}

/** One answer of a server that speaks like OpenAI's. @throws StageError, or the signal's reason */
export async function* openAiReply(
  server: StreamServer,
  model: string,
  ask: Ask,
  refused: RefusedOptions,
): AsyncGenerator<ModelPart> {
  for (;;) {
    const opened = await openStream(server, questionOf(model, ask, refused), ask.signal);
    if (opened.kind === 'stream') {
      yield* partsOf(opened.data);
      return;
    }
    if (!learn(refused, opened.says)) throw new StageError('refused', 'The language model refused the question.');
  }
}

function questionOf(model: string, { system, messages, tools, maxTokens }: Ask, refused: RefusedOptions): object {
  return {
    model,
    messages: [{ role: 'system', content: system }, ...messages.map(messageOf)],
    stream: true,
    ...(refused.maxTokens ? { max_completion_tokens: maxTokens } : { max_tokens: maxTokens }),
    ...(refused.temperature ? {} : { temperature: 0.3 }),
    ...(tools.length === 0 ? {} : { tools: tools.map(toolOf) }),
  };
}

const toolOf = ({ name, description, schema }: OfferedTool) => ({
  type: 'function',
  function: { name, description, parameters: schema },
});

function messageOf(message: TalkMessage): object {
  switch (message.role) {
    case 'caller':
      return { role: 'user', content: message.text };
    case 'receptionist':
      return {
        role: 'assistant',
        content: message.text === '' ? null : message.text,
        ...(message.calls.length === 0
          ? {}
          : {
              tool_calls: message.calls.map(({ id, name, input }) => ({
                id,
                type: 'function',
                function: { name, arguments: JSON.stringify(objectOf(input)) },
              })),
            }),
      };
    case 'tool':
      return { role: 'tool', tool_call_id: message.id, content: JSON.stringify(message.result) };
    default:
      return message satisfies never;
  }
}

function learn(refused: RefusedOptions, says: string): boolean {
  const named = /max_tokens|max_completion_tokens/.test(says)
    ? 'maxTokens'
    : says.includes('temperature')
      ? 'temperature'
      : null;
  if (named === null || refused[named]) return false;
  refused[named] = true;
  return true;
}

async function* partsOf(data: AsyncIterable<string>): AsyncGenerator<ModelPart> {
  const calls: { index: number | null; id: string; name: string; json: string }[] = [];
  let isOver = false;

  /** A call is known by its id, else by its index, else it is the last one, unless that is whole and another one is named. */
  function add({ index, id, function: called }: CallDelta): void {
    const last = calls.at(-1);
    const hasId = id != null && id !== '';
    const known = calls.findLast((call) => (hasId ? call.id === id : call.index === (index ?? last?.index)));
    const isAnother = !hasId && index == null && called?.name != null && last !== undefined && last.json !== '';
    const isNew = known === undefined || isAnother;
    const call = isNew ? { index: index ?? null, id: id ?? '', name: '', json: '' } : known;
    if (isNew) calls.push(call);
    if (call.name === '') call.name = called?.name ?? '';
    call.json += called?.arguments ?? '';
  }

  for await (const event of data) {
    if (event.trim() === '[DONE]') {
      isOver = true;
      break;
    }
    const read = chunk.safeParse(jsonOf(event));
    if (!read.success) throw new StageError('failed', 'What the language model sent is no part of an answer.');
    const { error, choices } = read.data;
    if (error != null) throw errorInStream(`${error.type ?? ''} ${error.code ?? ''}`);
    const first = choices?.[0];
    if (first === undefined) continue;
    const refusal = first.delta?.refusal ?? '';
    if (refusal !== '' || first.finish_reason === 'content_filter')
      throw new StageError('refused', 'The language model does not want to answer.');
    const text = first.delta?.content ?? '';
    if (text !== '') yield { kind: 'text', text };
    for (const call of first.delta?.tool_calls ?? []) add(call);
    // Some servers end without a last event.
    if (first.finish_reason != null) isOver = true;
  }
  if (!isOver) throw new StageError('failed', 'The language model was cut off.');
  for (const [at, { id, name, json }] of calls.entries()) {
    yield { kind: 'tool', id: id === '' ? `call_${at + 1}` : id, name, input: inputOf(json) };
  }
}
