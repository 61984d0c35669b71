import type { RelayConfig } from '../config.ts';
import type { ProviderAccountsOf } from '../providers/port.ts';
import type { Fetch } from '../providers/provider-request.ts';
import type { Recordings } from '../recordings/open-recordings.ts';
import { removeRecording, type RemoveDeps } from '../recordings/remove-recording.ts';
import type { Storage } from '../storage/port.ts';
import { modelOfConfig } from './language-model/model-of-config.ts';
import { createFetchProviderTranscript } from './fetch-provider-transcript.ts';
import type { Makers, Understanding } from './makers.ts';
import { createHearing } from './speech-to-text/create-hearing.ts';
import { understandInParts } from './understand-in-parts.ts';
import { describeDynamics } from './understanding/dynamics.ts';
import { understand } from './understanding/understand.ts';

export interface OpenMakers {
  makers: Makers;
  /** Ends the engines' own processes and threads. */
  close(): Promise<void>;
}

/** Everything that is made of recordings on this relay, as its operator set it up. */
export function openMakers(
  config: Pick<RelayConfig, 'speechToText' | 'languageModel'>,
  deps: RemoveDeps & { storage: Storage; recordings: Recordings; accounts: ProviderAccountsOf; fetch?: Fetch },
): OpenMakers {
  const { log, fetch, accounts, recordings } = deps;
  const hearing = createHearing(config.speechToText, { log, ...(fetch && { fetch }) });
  return {
    makers: {
      fetchRecording: recordings.fetchRecording,
      fetchProviderTranscript: createFetchProviderTranscript({ accounts, fetchText: recordings.fetchText }),
      mediaOf: recordings.mediaOf,
      removeRecording: ({ tenantId, recordingId, reason }) =>
        removeRecording(
          { tenantId, store: deps.storage.tenant(tenantId), recordingId, reason, by: null, detail: null },
          deps,
        ),
      measureDynamics: describeDynamics,
      hearing,
      understanding: openUnderstanding(config, deps),
    },
    async close() {
      await hearing?.[Symbol.asyncDispose]();
    },
  };
}

function openUnderstanding(
  { languageModel }: Pick<RelayConfig, 'languageModel'>,
  deps: { fetch?: Fetch },
): Understanding {
  const model = modelOfConfig(languageModel, { fetch: deps.fetch ?? fetch });
  // Without a model it is not asked, and nobody waits.
  const patienceMs = languageModel?.timeoutMs ?? 0;
  return understandInParts(async ({ only, ...ask }) => {
    const { summary, ...made } = await understand({ ...ask, only, model, patienceMs });
    if (summary === undefined) return made;
    if (summary.status !== 'completed') return { ...made, summary };
    // Nobody has read it yet.
    return { ...made, summary: { ...summary, content: { ...summary.content, verified: null, edited: null } } };
  });
}
