import type { Logger } from 'pino';
import { ConfigError, type RelayConfig } from '../../config.ts';
import type { Storage } from '../../storage/port.ts';
import { createTalkModel } from '../language-model/talk-model-of-config.ts';
import { StageError } from '../ports.ts';
import { scriptsOfFirm } from '../script/shipped-scripts.ts';
import type { Scripts } from '../script/talk.ts';
import { createOpenAiRealtime } from '../speech-to-speech/openai-realtime.ts';
import { createLiveHearings } from '../speech-to-text/create-live-hearings.ts';
import { createLiveVoices } from '../text-to-speech/create-live-voices.ts';
import { createPrompts } from '../text-to-speech/prompts/create-prompts.ts';
import { readPromptTexts } from '../text-to-speech/prompts/prompt-texts.ts';
import { createLiveVoiceDetector } from '../voice-activity/live-voice-detector.ts';
import type { AgentEngines } from './engines.ts';

/** More than this at once is more than one process bears, whatever its engines do (talks). */
const MOST_TALKS = 250;
/** A caller listens about as long as they speak, so ears serve twice as many callers. */
const TALKS_FOR_EACH_EAR = 2;

/** An engine that cannot be had at all is the operator's mistake, and told as such. @throws ConfigError */
function chosen<T>(variable: string, make: () => T): T {
  try {
    return make();
  } catch (error) {
    if (error instanceof StageError) throw new ConfigError([`${variable}: ${error.message}`]);
    throw error;
  }
}

/**
 * The engines that the operator chose. Nothing is loaded before a firm has its receptionist on.
 * @throws ConfigError when there is no such engine
 */
export async function openEngines(
  config: Pick<RelayConfig, 'agent' | 'languageModel' | 'speechToText'>,
  deps: { storage: Storage; log: Logger; promptsDir: string; fetch?: typeof fetch },
): Promise<AgentEngines> {
  const { log, storage } = deps;
  const { agent, speechToText } = config;
  const asking = deps.fetch === undefined ? {} : { fetch: deps.fetch };
  const over = new AbortController();
  const detector = createLiveVoiceDetector({ log });
  const hearings = chosen('AGENT_HEARING', () =>
    createLiveHearings(agent.hearing, { ...speechToText, log, ...asking }),
  );
  const { modelsDir } = speechToText;
  const voices = chosen('AGENT_VOICES', () => createLiveVoices(agent.voices, { modelsDir, log, ...asking }));
  // Sentences are rendered by a voice that stays on this machine: a firm may not allow another.
  const here = voices.find(({ leavesMachine }) => !leavesMachine) ?? null;
  const prompts = await createPrompts({
    dir: deps.promptsDir,
    voice: here,
    texts: readPromptTexts(),
    log,
  });
  const model = createTalkModel(config.languageModel, { fetch: deps.fetch ?? fetch });
  const speechToSpeech = agent.speechToSpeech === null ? null : createOpenAiRealtime({ ...agent.speechToSpeech, log });
  /** By firm: for which settings, and whether it is done. */
  const prepared = new Map<string, { revision: number; done: Promise<void>; isDone: boolean }>();
  let warmed: Promise<unknown> | null = null;
  const work = new Set<Promise<void>>();

  const warm = () =>
    (warmed ??= Promise.all(
      hearings.map((hearing) =>
        hearing.warm().catch((error: unknown) => {
          if (!over.signal.aborted) log.error({ err: error, engine: hearing.id }, 'live_hearing_unavailable');
        }),
      ),
    ));

  async function render(tenantId: string): Promise<void> {
    const [tenant, settings] = await Promise.all([
      storage.tenants.byId(tenantId),
      storage.tenant(tenantId).receptionist(),
    ]);
    if (!tenant) return;
    const all = await scriptsOfFirm(settings.scripts);
    const scripts = Object.fromEntries(settings.languages.map((one) => [one, all[one]])) as Scripts;
    await prompts.render([{ firmName: tenant.firm.name, scripts }], over.signal);
  }

  return {
    detector,
    hearings,
    voices,
    model,
    speechToSpeech,
    prompts,
    mostTalks() {
      if (agent.mostCalls > 0) return agent.mostCalls;
      const { mostEars = null } = hearings[0] ?? {};
      return Math.min(MOST_TALKS, mostEars === null ? MOST_TALKS : mostEars * TALKS_FOR_EACH_EAR);
    },
    async prepare(tenantId) {
      const { revision } = await storage.tenant(tenantId).receptionist();
      const known = prepared.get(tenantId);
      if (known && (known.revision === revision || over.signal.aborted)) return known.done;
      // A firm whose sentences are rendered anew goes on with the old ones meanwhile.
      const mine = { revision, done: Promise.resolve(), isDone: known?.isDone ?? false };
      prepared.set(tenantId, mine);
      const rendering = render(tenantId).catch((error: unknown) => {
        if (!over.signal.aborted) log.error({ err: error, tenantId }, 'prompts_not_rendered');
      });
      // Sentences that are not rendered yet are spoken by the voice; what is not loaded hears nothing.
      mine.done = warm().then(() => {
        mine.isDone = true;
      });
      work.add(rendering);
      void rendering.then(() => work.delete(rendering));
      return mine.done;
    },
    isReady: (tenantId) => prepared.get(tenantId)?.isDone ?? false,
    async close() {
      over.abort();
      await Promise.all([
        detector.close(),
        ...hearings.map((one) => one.close()),
        ...voices.map((one) => one.close()),
        model?.close(),
        speechToSpeech?.close(),
        ...work,
      ]);
    },
  };
}
