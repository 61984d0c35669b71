import type { ReceptionistEngine } from '../../wire/receptionist.ts';
import type { LiveEngine, LiveHearing, LiveVoice, LiveVoiceDetector, Prompts, TalkModel } from '../ports.ts';
import type { SpeechToSpeech } from '../speech-to-speech/port.ts';

/** Everything that hears, thinks and speaks for all firms of this relay, in the operator's order of preference. */
export interface AgentEngines {
  readonly detector: LiveVoiceDetector;
  readonly hearings: readonly LiveHearing[];
  /** Without the pre-rendered sentences, which come last in any case. */
  readonly voices: readonly LiveVoice[];
  readonly model: TalkModel | null;
  /** Hears, thinks and speaks by itself. */
  readonly speechToSpeech: SpeechToSpeech | null;
  readonly prompts: Prompts;
  /** How many callers they can serve at once, as measured or told. */
  mostTalks(): number;
  /**
   * Loads what has to be loaded and renders this firm's sentences, where that was not done for these settings. Never rejects:
   * what cannot be had is in the log, and calls go on without it.
   * @returns when calls may come
   */
  prepare(tenantId: string): Promise<void>;
  /** `prepare` of this firm has been done. */
  isReady(tenantId: string): boolean;
  close(): Promise<void>;
}

/** An engine that the operator set up, before any firm's policy. */
export type ConfiguredEngine = Omit<ReceptionistEngine, 'refused' | 'onlyOnSome'>;

/** What they tell of themselves, for the settings: the same that a talk keeps of those it used. */
export function configuredEngines(
  engines: Pick<AgentEngines, 'hearings' | 'model' | 'voices' | 'speechToSpeech'>,
): ConfiguredEngine[] {
  const of =
    (stage: ConfiguredEngine['stage']) =>
    ({ id, leavesMachine, region, languages }: LiveEngine): ConfiguredEngine => ({
      stage,
      id: id.slice(0, 100),
      leavesMachine,
      region,
      languages: languages === null ? null : [...languages],
    });
  const { hearings, model, voices, speechToSpeech } = engines;
  return [
    ...hearings.map(of('hearing')),
    ...(model === null ? [] : [of('thinking')(model)]),
    ...voices.map(of('voice')),
    ...(speechToSpeech === null ? [] : [of('speech_to_speech')(speechToSpeech)]),
  ];
}
