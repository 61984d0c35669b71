import type { LanguageModelConfig } from '../../config.ts';
import type { LanguageModel } from '../ports.ts';
import { createAnthropicModel } from './anthropic.ts';
import type { Fetch } from './ask-server.ts';
import { createOpenAiCompatibleModel } from './openai-compatible.ts';

/** @returns null when the operator set up none: then nothing is asked, and screens say so */
export function modelOfConfig(config: LanguageModelConfig | null, deps: { fetch: Fetch }): LanguageModel | null {
  if (config === null) return null;
  switch (config.kind) {
    case 'openai':
      return createOpenAiCompatibleModel({ ...config, ...deps });
    case 'anthropic':
      return createAnthropicModel({ ...config, ...deps });
  }
}
