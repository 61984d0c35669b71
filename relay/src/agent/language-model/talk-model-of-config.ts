import type { LanguageModelConfig } from '../../config.ts';
import { VERSION } from '../../insights/language-model/anthropic.ts';
import type { Fetch } from '../../insights/language-model/ask-server.ts';
import { routeOf } from '../../insights/language-model/openai-compatible.ts';
import { staysHere } from '../../insights/language-model/stays-here.ts';
import { StageError, type TalkModel } from '../ports.ts';
import { anthropicReply } from './anthropic-talk.ts';
import { openAiReply, type RefusedOptions } from './openai-talk.ts';

/**
 * The model that the operator set up, for talking.
 * @returns null when there is none: then the script talks
 */
export function createTalkModel(config: LanguageModelConfig | null, { fetch }: { fetch: Fetch }): TalkModel | null {
  if (config === null) return null;
  const closing = new AbortController();
  const refused: RefusedOptions = { temperature: false, maxTokens: false };
  const { model } = config;

  function partsFor(ask: Parameters<TalkModel['reply']>[0]) {
    if (config?.kind === 'anthropic') {
      const url = `${config.baseUrl.replace(/\/+$/, '')}/v1/messages`;
      const headers = { 'x-api-key': config.apiKey, 'anthropic-version': VERSION };
      return anthropicReply({ url, headers, fetch }, model, ask);
    }
    const url = routeOf(config?.baseUrl ?? '');
    const headers = config?.apiKey == null ? {} : { authorization: `Bearer ${config.apiKey}` };
    return openAiReply({ url, headers, fetch }, model, ask, refused);
  }

  return {
    id: `${config.kind === 'anthropic' ? 'anthropic' : 'openai-compatible'}:${model}`.slice(0, 100),
    leavesMachine: !staysHere(config.baseUrl),
    region: config.region,
    languages: null,
    async *reply(ask) {
      yield* partsFor({ ...ask, signal: AbortSignal.any([ask.signal, closing.signal]) });
    },
    async close() {
      closing.abort(new StageError('crashed', 'The language model is no longer used.'));
    },
  };
}
