import { describe, expect, it, vi } from 'vitest';
import { readConfig } from '../../../../../relay/src/config.ts';
import { createAnthropicModel } from '../../../../../relay/src/insights/language-model/anthropic.ts';
import { modelOfConfig } from '../../../../../relay/src/insights/language-model/model-of-config.ts';
import { createOpenAiCompatibleModel } from '../../../../../relay/src/insights/language-model/openai-compatible.ts';
import { staysHere } from '../../../../../relay/src/insights/language-model/stays-here.ts';
import { EngineError, type LanguageModel } from '../../../../../relay/src/insights/ports.ts';
import { cut, endless, hang, json, pretendModelServer, text } from './pretend-model-server.ts';

const schema = { name: 'answer', schema: { type: 'object', properties: { ok: { type: 'boolean' } }, required: ['ok'] } };
const question = { system: 'You are asked.', user: 'Is it so?', schema, maxTokens: 100 };
const ask = (model: LanguageModel, more: Partial<Parameters<LanguageModel['complete']>[0]> = {}) =>
  model.complete({ ...question, signal: new AbortController().signal, ...more });
const failureOf = async (answer: Promise<string>) => {
  const error: unknown = await answer.catch((thrown: unknown) => thrown);
  if (!(error instanceof EngineError)) throw new Error(`no EngineError: ${String(error)}`);
  return { code: error.code, retryable: error.retryable };
};

const openAi = (baseUrl: string, more: { timeoutMs?: number; apiKey?: string | null } = {}) =>
  createOpenAiCompatibleModel({ baseUrl, model: 'small', apiKey: null, region: null, fetch, timeoutMs: 5_000, ...more });
const anthropic = (baseUrl: string, more: { timeoutMs?: number } = {}) =>
  createAnthropicModel({ baseUrl, model: 'claude', apiKey: 'key-1', region: 'us', fetch, timeoutMs: 5_000, ...more });

const said = (content: string, finish_reason = 'stop') => json(200, { choices: [{ message: { content }, finish_reason }] });

describe('A server that speaks like OpenAI', () => {
  it('is asked for JSON with a schema, and its answer is handed on', async () => {
    const server = await pretendModelServer(said('{"ok":true}'));
    expect(await ask(openAi(server.url, { apiKey: 'secret-1' }))).toBe('{"ok":true}');
    const [asked] = server.asked;
    expect(asked?.path).toBe('/v1/chat/completions');
    expect(asked?.headers.authorization).toBe('Bearer secret-1');
    expect(asked?.body).toMatchObject({
      model: 'small',
      stream: false,
      messages: [
        { role: 'system', content: 'You are asked.' },
        { role: 'user', content: 'Is it so?' },
      ],
      response_format: { type: 'json_schema', json_schema: { name: 'answer', strict: true } },
    });
  });

  it('is asked at its own path when it has one, and without a key when it has none', async () => {
    const server = await pretendModelServer(said('yes'));
    await ask(openAi(`${server.url}/llm/v1/`), { schema: null });
    expect(server.asked[0]?.path).toBe('/llm/v1/chat/completions');
    expect(server.asked[0]?.headers.authorization).toBeUndefined();
    expect(server.asked[0]?.body).not.toHaveProperty('response_format');
  });

  it('that knows no schemas is asked in words, and from then on at once', async () => {
    const refuses = json(400, { error: { message: "'response_format' of type 'json_schema' is not supported" } });
    const server = await pretendModelServer(refuses, said('{"ok":true}'));
    const model = openAi(server.url);
    expect(await ask(model)).toBe('{"ok":true}');
    expect(await ask(model)).toBe('{"ok":true}');
    expect(server.asked).toHaveLength(3);
    for (const { body } of server.asked.slice(1)) {
      expect(body).not.toHaveProperty('response_format');
      expect(JSON.stringify(body['messages'])).toContain('JSON schema');
    }
  });

  it('that wants other names for its options gets them', async () => {
    const server = await pretendModelServer(
      json(400, { error: { message: "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead." } }),
      json(400, { error: { message: "Unsupported value: 'temperature' does not support 0." } }),
      said('{"ok":true}'),
    );
    expect(await ask(openAi(server.url))).toBe('{"ok":true}');
    expect(server.asked[2]?.body).toMatchObject({ max_completion_tokens: 100 });
    expect(server.asked[2]?.body).not.toHaveProperty('temperature');
    expect(server.asked[2]?.body).not.toHaveProperty('max_tokens');
  });

  it('that refuses whatever is left out is not asked for ever', async () => {
    const server = await pretendModelServer(json(400, { error: { message: 'no' } }));
    expect(await failureOf(ask(openAi(server.url)))).toEqual({ code: 'engine_failed', retryable: false });
    expect(server.asked.length).toBeLessThanOrEqual(3);
  });

  it('whose answer was cut off did not answer', async () => {
    const server = await pretendModelServer(said('{"ok":tr', 'length'));
    expect(await failureOf(ask(openAi(server.url)))).toEqual({ code: 'model_answer_invalid', retryable: true });
  });
});

describe('Anthropic', () => {
  it('is asked to hand in the answer in the form of the schema', async () => {
    const server = await pretendModelServer(
      json(200, { content: [{ type: 'text', text: 'Here.' }, { type: 'tool_use', name: 'answer', input: { ok: true } }], stop_reason: 'tool_use' }),
    );
    expect(await ask(anthropic(server.url))).toBe('{"ok":true}');
    expect(server.asked[0]?.path).toBe('/v1/messages');
    expect(server.asked[0]?.headers).toMatchObject({ 'x-api-key': 'key-1', 'anthropic-version': '2023-06-01' });
    expect(server.asked[0]?.body).toMatchObject({
      system: 'You are asked.',
      max_tokens: 100,
      tools: [{ name: 'answer', input_schema: schema.schema }],
      tool_choice: { type: 'tool', name: 'answer' },
    });
  });
  it('answers in words where no schema is given', async () => {
    const server = await pretendModelServer(json(200, { content: [{ type: 'text', text: 'Yes' }], stop_reason: 'end_turn' }));
    expect(await ask(anthropic(server.url), { schema: null })).toBe('Yes');
  });
  it('that is overloaded may be asked later', async () => {
    const server = await pretendModelServer(json(529, { type: 'error' }));
    expect(await failureOf(ask(anthropic(server.url)))).toEqual({ code: 'engine_failed', retryable: true });
  });
});

describe.each([
  ['OpenAI’s way', openAi],
  ['Anthropic’s way', anthropic],
])('A language model, spoken to %s', (_name, create) => {
  it.each([
    [429, true],
    [500, true],
    [503, true],
    [401, false],
    [403, false],
    [404, false],
  ])('that answers %i did not do it; asking again helps: %s', async (status, retryable) => {
    const server = await pretendModelServer(json(status, { error: 'no' }));
    expect(await failureOf(ask(create(server.url)))).toEqual({ code: 'engine_failed', retryable });
  });

  it('that sends a web page, or JSON that is no answer, sent nonsense', async () => {
    for (const reply of [text(200, '<html>Welcome</html>'), json(200, { hello: 'you' }), json(200, []), text(200, '')]) {
      const server = await pretendModelServer(reply);
      expect(await failureOf(ask(create(server.url)))).toEqual({ code: 'model_answer_invalid', retryable: true });
    }
  });

  it('that never stops sending is cut off', async () => {
    const server = await pretendModelServer(endless);
    expect(await failureOf(ask(create(server.url)))).toEqual({ code: 'model_answer_invalid', retryable: true });
    await vi.waitFor(() => expect(server.gone).toHaveLength(1));
  });

  it('that hangs is not waited for', async () => {
    const server = await pretendModelServer(hang);
    expect(await failureOf(ask(create(server.url, { timeoutMs: 50 })))).toEqual({ code: 'timed_out', retryable: true });
  });

  it('that cuts the connection, or is not there, could not be reached', async () => {
    const server = await pretendModelServer(cut);
    expect(await failureOf(ask(create(server.url)))).toEqual({ code: 'engine_unreachable', retryable: true });
    expect(await failureOf(ask(create('http://127.0.0.1:9')))).toEqual({ code: 'engine_unreachable', retryable: true });
  });

  it('that sends the question elsewhere is not followed: the key and the words would go along', async () => {
    const elsewhere = await pretendModelServer(json(200, {}));
    const server = await pretendModelServer(json(307, {}, { location: elsewhere.url }));
    expect(await failureOf(ask(create(server.url)))).toEqual({ code: 'engine_failed', retryable: false });
    expect(elsewhere.asked).toEqual([]);
  });

  it('is left when whoever asked gave up', async () => {
    const server = await pretendModelServer(hang);
    const gaveUp = new AbortController();
    const answer = ask(create(server.url), { signal: gaveUp.signal });
    await vi.waitFor(() => expect(server.asked).toHaveLength(1));
    gaveUp.abort(new Error('the relay stops'));
    await expect(answer).rejects.toThrow('the relay stops');
    await vi.waitFor(() => expect(server.gone).toHaveLength(1));
  });
});

describe('Where a model is', () => {
  it.each([
    ['http://localhost:11434', true],
    ['http://127.0.0.1:8080/v1', true],
    ['http://127.8.0.1', true],
    ['http://[::1]:8080', true],
    ['http://192.168.1.20:11434', false],
    ['http://10.0.0.4', false],
    ['https://api.openai.com/v1', false],
    ['https://localhost.example.com', false],
    ['https://127.0.0.1.example.com', false],
  ])('%s is on this machine: %s', (url, here) => {
    expect(staysHere(url)).toBe(here);
  });
});

describe('The language model of the configuration', () => {
  const of = (environment: Record<string, string>) => modelOfConfig(readConfig(environment).languageModel, { fetch });
  it('is none unless somebody sets one up', () => {
    expect(of({})).toBeNull();
    expect(of({ LANGUAGE_MODEL: 'none' })).toBeNull();
  });
  it('says what it is and whether words leave the machine', () => {
    expect(of({ LANGUAGE_MODEL: 'openai:http://localhost:11434', LANGUAGE_MODEL_NAME: 'mistral-small' })).toMatchObject({
      id: 'openai-compatible:mistral-small',
      leavesMachine: false,
      region: null,
    });
    const cloud = { LANGUAGE_MODEL: 'anthropic', LANGUAGE_MODEL_NAME: 'claude', LANGUAGE_MODEL_KEY: 'k', LANGUAGE_MODEL_REGION: 'EU' };
    expect(of(cloud)).toMatchObject({ id: 'anthropic:claude', leavesMachine: true, region: 'eu' });
  });
  it('is refused with everything that is missing, and without its key in the message', () => {
    expect(() => readConfig({ LANGUAGE_MODEL: 'anthropic' })).toThrow(/LANGUAGE_MODEL_NAME[^]*LANGUAGE_MODEL_KEY/);
    expect(() => readConfig({ LANGUAGE_MODEL: 'openai:http://localhost:1' })).toThrow(/LANGUAGE_MODEL_NAME/);
    expect(() => readConfig({ LANGUAGE_MODEL: 'openai' })).toThrow(/LANGUAGE_MODEL/);
    expect(() => readConfig({ LANGUAGE_MODEL: 'openai:http://' })).toThrow(/LANGUAGE_MODEL/);
    const spaced = () => readConfig({ LANGUAGE_MODEL_KEY: 'my secret' });
    expect(spaced).toThrow(/LANGUAGE_MODEL_KEY/);
    expect(spaced).not.toThrow(/my secret/);
  });
});
