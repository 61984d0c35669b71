import { ProviderError, type ProviderAccountsOf } from '../providers/port.ts';
import type { Recordings } from '../recordings/open-recordings.ts';
import type { FetchProviderTranscript } from './makers.ts';
import { importProviderTranscript, type ProviderTranscript } from './speech-to-text/import-provider-transcript.ts';

type Ask = Parameters<FetchProviderTranscript>[0];

/**
 * Gets what a provider wrote down of a call. Its own API is asked first where the firm has connected it: that knows whether
 * the transcript is done. The link that a webhook told is followed where there is no account, or it does not say.
 */
export function createFetchProviderTranscript(deps: {
  accounts: ProviderAccountsOf;
  fetchText: Recordings['fetchText'];
}): FetchProviderTranscript {
  /** @returns null: there is no account that knows */
  async function askAccount(ask: Ask): Promise<ProviderTranscript | null> {
    const account = await deps.accounts.of(ask.tenantId, ask.from.provider);
    if (!account?.transcription) return null;
    try {
      const answer = await account.transcription(ask.providerCallId);
      if (answer === null) return { state: 'not_ready' };
      const read = await importProviderTranscript(answer, ask);
      return read.state === 'unreadable' ? null : read;
    } catch (error) {
      // The link may still lead there: it needs no right of the key, and no second of its pace.
      if (error instanceof ProviderError) return null;
      throw error;
    }
  }

  return async (ask) => {
    const known = await askAccount(ask);
    ask.signal.throwIfAborted();
    if (known !== null) return known;
    const { tenantId, from, signal } = ask;
    const text = await deps.fetchText({ tenantId, provider: from.provider, link: from.transcriptionUrl, signal });
    return importProviderTranscript(readJson(text), ask);
  };
}

/** @returns undefined: no JSON */
function readJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
