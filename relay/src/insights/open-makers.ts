import type { RelayConfig } from '../config.ts';
import type { Fetch } from '../providers/provider-request.ts';
import type { Recordings } from '../recordings/open-recordings.ts';
import { removeRecording, type RemoveDeps } from '../recordings/remove-recording.ts';
import type { Storage } from '../storage/port.ts';
import { modelOfConfig } from './language-model/model-of-config.ts';
import { noMakers, type Hearing, type Makers, type Understanding } from './makers.ts';
import { createSpeechToText } from './speech-to-text/create-speech-to-text.ts';
import { transcribeRecording } from './speech-to-text/transcribe-recording.ts';
import { createVoiceActivity } from './speech-to-text/voice-activity.ts';
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
  deps: RemoveDeps & { storage: Storage; recordings: Recordings; fetch?: Fetch },
): OpenMakers {
  const hearing = openHearing(config, deps);
  return {
    makers: {
      ...noMakers,
      fetchRecording: deps.recordings.fetchRecording,
      mediaOf: deps.recordings.mediaOf,
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
      await hearing?.close();
    },
  };
}

function openHearing(
  { speechToText }: Pick<RelayConfig, 'speechToText'>,
  { log, fetch }: Pick<RemoveDeps, 'log'> & { fetch?: Fetch },
): (Hearing & { close(): Promise<void> }) | null {
  const engine = createSpeechToText(speechToText, { log, ...(fetch && { fetch }) });
  if (engine === null) return null;
  const voice = createVoiceActivity({ log });
  return {
    engine,
    transcribe: (ask) => transcribeRecording({ ...ask, engine, voice }),
    async close() {
      await engine.close();
      await voice.close();
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
