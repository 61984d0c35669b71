import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createTalkModel } from '../../../../../relay/src/agent/language-model/talk-model-of-config.ts';
import type { ModelPart, TalkModel } from '../../../../../relay/src/agent/ports.ts';
import type { LanguageModelConfig } from '../../../../../relay/src/config.ts';
import {
  refusedWith,
  sent,
  startPretendTalkServer,
  streamed,
  type PretendTalkServer,
} from '../../../../support/pretend-talk-model.ts';

let server: PretendTalkServer;
beforeEach(async () => void (server = await startPretendTalkServer()));
afterEach(() => server.close());

type Kind = LanguageModelConfig['kind'];
const kinds: readonly Kind[] = ['openai', 'anthropic'];

function modelOf(kind: Kind): TalkModel {
  const config = { baseUrl: server.url, model: 'm', region: null, timeoutMs: 60_000, apiKey: 'key', kind };
  const model = createTalkModel(config, { fetch });
  if (model === null) throw new Error('No model');
  return model;
}

const tools = [{ name: 'find_person', description: 'Finds somebody.', schema: { type: 'object' } }];
const ask = (signal = new AbortController().signal): Parameters<TalkModel['reply']>[0] => ({
  system: 'You are a receptionist.',
  messages: [{ role: 'caller', text: 'Hello' }],
  tools,
  maxTokens: 200,
  signal,
});

async function answerOf(model: TalkModel, signal?: AbortSignal): Promise<ModelPart[]> {
  const parts: ModelPart[] = [];
  for await (const part of model.reply(ask(signal))) parts.push(part);
  return parts;
}
const textOf = (parts: readonly ModelPart[]) =>
  parts.flatMap((part) => (part.kind === 'text' ? [part.text] : [])).join('');
const toolsOf = (parts: readonly ModelPart[]) => parts.filter((part) => part.kind === 'tool');

const delta = (delta: object, finish_reason: string | null = null) => ({
  choices: [{ index: 0, delta, finish_reason }],
});
const call = (one: object) => sent(delta({ tool_calls: [one] }));
const done = [sent(delta({}, 'stop')), sent('[DONE]')];
const open = (index: number, content_block: object) => sent({ type: 'content_block_start', index, content_block });
const more = (index: number, delta: object) => sent({ type: 'content_block_delta', index, delta });
const shut = (index: number) => sent({ type: 'content_block_stop', index });
const stop = [sent({ type: 'message_delta', delta: { stop_reason: 'end_turn' } }), sent({ type: 'message_stop' })];

/** The same answer, "Où êtes-vous ? Bonjour.", on both wires. */
const greeting: Record<Kind, string[]> = {
  openai: [
    sent(delta({ role: 'assistant', content: 'Où êtes' })),
    sent(delta({ content: '-vous ? Bonjour.' })),
    ...done,
  ],
  anthropic: [
    `event: message_start\n${sent({ type: 'message_start', message: {} })}`,
    open(0, { type: 'text', text: '' }),
    `event: ping\n${sent({ type: 'ping' })}`,
    more(0, { type: 'text_delta', text: 'Où êtes' }),
    more(0, { type: 'text_delta', text: '-vous ? Bonjour.' }),
    shut(0),
    ...stop,
  ],
};
const begun: Record<Kind, string[]> = {
  openai: [sent(delta({ content: 'One moment' }))],
  anthropic: [open(0, { type: 'text' }), more(0, { type: 'text_delta', text: 'One moment' })],
};

describe.each(kinds)('A language model that streams like %s', (kind) => {
  it('is heard word by word, wherever the bytes are split', async () => {
    const bytes = Buffer.from(greeting[kind].join(''));
    server.answers(streamed(Array.from(bytes, (byte) => Uint8Array.of(byte))));
    expect(textOf(await answerOf(modelOf(kind)))).toBe('Où êtes-vous ? Bonjour.');
  });

  it.each(['\r\n', '\r'])('is heard with lines that end otherwise, and comments between', async (end) => {
    const all = `: keep-alive\n\n${greeting[kind].join(': one more\n')}`.replaceAll('\n', end);
    const half = all.length / 2;
    server.answers(streamed([all.slice(0, half), all.slice(half)]));
    expect(textOf(await answerOf(modelOf(kind)))).toBe('Où êtes-vous ? Bonjour.');
  });

  it('gives the first words while the rest is still thought about, and is let go at once', async () => {
    server.answers(streamed(begun[kind], { end: 'hangs' }));
    const cut = new AbortController();
    const heard: ModelPart[] = [];
    const reading = (async () => {
      for await (const part of modelOf(kind).reply(ask(cut.signal))) heard.push(part);
    })();
    await vi.waitFor(() => expect(textOf(heard)).toBe('One moment'));
    cut.abort(new Error('talked over'));
    await expect(reading).rejects.toThrow('talked over');
    await vi.waitFor(() => expect(server.cut).toBe(1));
  });

  it('is let go when nobody reads on', async () => {
    server.answers(streamed(begun[kind], { end: 'hangs' }));
    for await (const part of modelOf(kind).reply(ask())) {
      expect(part.kind).toBe('text');
      break;
    }
    await vi.waitFor(() => expect(server.cut).toBe(1));
  });

  it('is let go before it answers at all', async () => {
    server.answers(() => {});
    const cut = new AbortController();
    const reading = answerOf(modelOf(kind), cut.signal);
    await vi.waitFor(() => expect(server.asked).toHaveLength(1));
    cut.abort(new Error('too late'));
    await expect(reading).rejects.toThrow('too late');
    await vi.waitFor(() => expect(server.cut).toBe(1));
  });

  it.each([
    [401, 'refused'],
    [403, 'refused'],
    [429, 'full'],
    [529, 'full'],
    [400, 'refused'],
    [404, 'failed'],
    [500, 'failed'],
    [302, 'failed'],
  ])('that answers with %d has %s', async (status, failure) => {
    server.answers(refusedWith(status, { error: { message: 'no' } }));
    await expect(answerOf(modelOf(kind))).rejects.toMatchObject({ name: 'StageError', failure });
  });

  it('that is cut off in the middle has failed', async () => {
    server.answers(streamed(begun[kind], { end: 'cuts' }));
    await expect(answerOf(modelOf(kind))).rejects.toMatchObject({ failure: 'failed' });
    server.answers(streamed(begun[kind]));
    await expect(answerOf(modelOf(kind))).rejects.toMatchObject({ failure: 'failed' });
  });

  it.each(['data: {"choices":\n\n', 'data: poem\n\n', 'data: {"type":7,"choices":"x"}\n\n'])(
    'that sends nonsense has failed',
    async (bytes) => {
      server.answers(streamed([...begun[kind], bytes]));
      await expect(answerOf(modelOf(kind))).rejects.toMatchObject({ failure: 'failed' });
    },
  );

  it('that never stops is cut off', async () => {
    const long = 'x'.repeat(60_000);
    const piece = kind === 'openai' ? sent(delta({ content: long })) : more(0, { type: 'text_delta', text: long });
    server.answers(
      streamed(
        Array.from({ length: 60 }, () => piece),
        { end: 'hangs' },
      ),
    );
    await expect(answerOf(modelOf(kind))).rejects.toMatchObject({ failure: 'failed' });
    await vi.waitFor(() => expect(server.cut).toBe(1));
  });

  it('that is not there has failed', async () => {
    const model = modelOf(kind);
    await server.close();
    await expect(answerOf(model)).rejects.toMatchObject({ failure: 'failed' });
  });

  it('that is closed is told to whoever still uses it', async () => {
    server.answers(streamed(begun[kind], { end: 'hangs' }));
    const model = modelOf(kind);
    const reading = answerOf(model);
    await vi.waitFor(() => expect(server.asked).toHaveLength(1));
    await model.close();
    await expect(reading).rejects.toMatchObject({ failure: 'crashed' });
  });

  it('knows that nothing leaves this machine', () => {
    expect(modelOf(kind)).toMatchObject({ leavesMachine: false, languages: null });
    const away = { baseUrl: 'https://model.example', model: 'm', region: 'eu', timeoutMs: 1, apiKey: 'k', kind };
    expect(createTalkModel(away, { fetch })).toMatchObject({ leavesMachine: true, region: 'eu' });
    expect(createTalkModel(null, { fetch })).toBeNull();
  });
});

describe('Tools, as OpenAI streams them', () => {
  it('are put together by index, and told after the words', async () => {
    server.answers(
      streamed([
        sent(delta({ content: 'A moment.' })),
        call({ index: 0, id: 'a', function: { name: 'set_name', arguments: '' } }),
        call({ index: 0, function: { arguments: '{"name":' } }),
        call({ index: 1, id: 'b', function: { name: 'find_person', arguments: '{}' } }),
        call({ index: 0, function: { arguments: '"Anna"}' } }),
        ...done,
      ]),
    );
    expect(await answerOf(modelOf('openai'))).toEqual([
      { kind: 'text', text: 'A moment.' },
      { kind: 'tool', id: 'a', name: 'set_name', input: { name: 'Anna' } },
      { kind: 'tool', id: 'b', name: 'find_person', input: {} },
    ]);
  });

  it('are kept apart where a server counts none, or all of them as the first', async () => {
    const whole = (more: object) => ({ ...more, function: { name: 'set_name', arguments: '{"name":"Anna"}' } });
    server.answers(
      streamed([call(whole({ index: 0, id: 'a' })), call(whole({ index: 0, id: 'b' })), ...done]),
      streamed([call(whole({ id: 'a' })), call(whole({ id: 'b' })), ...done]),
      streamed([call(whole({})), call(whole({})), ...done]),
    );
    const model = modelOf('openai');
    for (let count = 0; count < 3; count++) {
      const found = toolsOf(await answerOf(model));
      expect(found).toHaveLength(2);
      expect(new Set(found.map(({ id }) => id)).size).toBe(2);
      expect(found).toMatchObject([{ input: { name: 'Anna' } }, { input: { name: 'Anna' } }]);
    }
  });

  it('whose input is no JSON are told so', async () => {
    server.answers(
      streamed([call({ index: 0, id: 'a', function: { name: 'set_name', arguments: '{"name": "An' } }), ...done]),
    );
    expect(toolsOf(await answerOf(modelOf('openai')))).toMatchObject([{ name: 'set_name', input: null }]);
  });

  it('are asked for with what was said and done before', async () => {
    server.answers(streamed(greeting.openai));
    const messages = [
      { role: 'caller' as const, text: 'A person please' },
      { role: 'receptionist' as const, text: '', calls: [{ id: 'a', name: 'find_person', input: null }] },
      { role: 'tool' as const, id: 'a', result: { found: false } },
    ];
    for await (const _ of modelOf('openai').reply({ ...ask(), messages }));
    const [{ path, headers, body } = { path: '', headers: {}, body: {} }] = server.asked;
    expect([path, headers['authorization']]).toEqual(['/v1/chat/completions', 'Bearer key']);
    expect(body).toMatchObject({
      stream: true,
      max_tokens: 200,
      tools: [{ type: 'function', function: { name: 'find_person', parameters: { type: 'object' } } }],
      messages: [
        { role: 'system', content: 'You are a receptionist.' },
        { role: 'user', content: 'A person please' },
        {
          role: 'assistant',
          content: null,
          tool_calls: [{ id: 'a', function: { name: 'find_person', arguments: '{}' } }],
        },
        { role: 'tool', tool_call_id: 'a', content: '{"found":false}' },
      ],
    });
  });

  it('come also from a server that never says that it is done', async () => {
    server.answers(
      streamed([
        call({ index: 0, id: 'a', function: { name: 'find_person', arguments: '{}' } }),
        sent(delta({}, 'tool_calls')),
      ]),
    );
    expect(toolsOf(await answerOf(modelOf('openai')))).toHaveLength(1);
  });

  it('are not asked for again with an option that the server does not know', async () => {
    const unknown = (message: string) => refusedWith(400, { error: { message } });
    server.answers(
      unknown("Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead."),
      unknown("Unsupported value: 'temperature'"),
      streamed(greeting.openai),
    );
    const model = modelOf('openai');
    await answerOf(model);
    await answerOf(model);
    expect(server.asked).toHaveLength(4);
    expect(server.asked[3]?.body).toMatchObject({ max_completion_tokens: 200 });
    expect(server.asked[3]?.body).not.toHaveProperty('temperature');
  });

  it.each([
    [{ error: { type: 'rate_limit_exceeded', message: 'slow down' } }, 'full'],
    [{ error: { code: 401 } }, 'refused'],
    [{ error: { type: 'server_error' } }, 'failed'],
    [delta({ refusal: 'I cannot' }), 'refused'],
    [delta({}, 'content_filter'), 'refused'],
  ])('end with an error in the middle: %j', async (event, failure) => {
    server.answers(streamed([...begun.openai, sent(event)]));
    await expect(answerOf(modelOf('openai'))).rejects.toMatchObject({ failure });
  });
});

describe('Tools, as Anthropic streams them', () => {
  it('are put together from pieces of JSON, and thinking is passed over', async () => {
    server.answers(
      streamed([
        open(0, { type: 'thinking', thinking: '' }),
        more(0, { type: 'thinking_delta', thinking: 'They want somebody.' }),
        shut(0),
        open(1, { type: 'tool_use', id: 'a', name: 'set_name', input: {} }),
        more(1, { type: 'input_json_delta', partial_json: '' }),
        more(1, { type: 'input_json_delta', partial_json: '{"name": "An' }),
        more(1, { type: 'input_json_delta', partial_json: 'na"}' }),
        shut(1),
        open(2, { type: 'tool_use', id: 'b', name: 'find_person', input: {} }),
        shut(2),
        open(3, { type: 'tool_use', id: 'c', name: 'set_name', input: {} }),
        more(3, { type: 'input_json_delta', partial_json: '{"name' }),
        shut(3),
        ...stop,
      ]),
    );
    expect(await answerOf(modelOf('anthropic'))).toEqual([
      { kind: 'tool', id: 'a', name: 'set_name', input: { name: 'Anna' } },
      { kind: 'tool', id: 'b', name: 'find_person', input: {} },
      { kind: 'tool', id: 'c', name: 'set_name', input: null },
    ]);
  });

  it('are asked for in turns that begin with the caller', async () => {
    server.answers(streamed(greeting.anthropic));
    const messages = [
      { role: 'receptionist' as const, text: 'Good day. ', calls: [] },
      { role: 'caller' as const, text: 'A person please' },
      { role: 'receptionist' as const, text: '', calls: [{ id: 'a', name: 'find_person', input: [] }] },
      { role: 'tool' as const, id: 'a', result: { found: false } },
      { role: 'caller' as const, text: 'Hello?' },
    ];
    for await (const _ of modelOf('anthropic').reply({ ...ask(), messages }));
    const [{ path, headers, body } = { path: '', headers: {}, body: {} }] = server.asked;
    expect([path, headers['x-api-key'], headers['anthropic-version']]).toEqual(['/v1/messages', 'key', '2023-06-01']);
    expect(body).toMatchObject({ stream: true, system: 'You are a receptionist.', max_tokens: 200 });
    expect(body['messages']).toEqual([
      { role: 'user', content: [{ type: 'text', text: expect.any(String) as string }] },
      { role: 'assistant', content: [{ type: 'text', text: 'Good day.' }] },
      { role: 'user', content: [{ type: 'text', text: 'A person please' }] },
      { role: 'assistant', content: [{ type: 'tool_use', id: 'a', name: 'find_person', input: {} }] },
      {
        role: 'user',
        content: [
          { type: 'tool_result', tool_use_id: 'a', content: '{"found":false}' },
          { type: 'text', text: 'Hello?' },
        ],
      },
    ]);
  });

  it.each([
    [{ type: 'error', error: { type: 'overloaded_error' } }, 'full'],
    [{ type: 'error', error: { type: 'authentication_error' } }, 'refused'],
    [{ type: 'error', error: { type: 'api_error' } }, 'failed'],
    [{ type: 'message_delta', delta: { stop_reason: 'refusal' } }, 'refused'],
  ])('end with an error in the middle: %j', async (event, failure) => {
    server.answers(streamed([...begun.anthropic, sent(event)]));
    await expect(answerOf(modelOf('anthropic'))).rejects.toMatchObject({ failure });
  });
});
