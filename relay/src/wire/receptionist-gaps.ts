import type { ReceptionistEngine, ReceptionistSettings } from './receptionist.ts';
import type { Language } from './scalars.ts';

/** Why a receptionist could not take calls as it is set up. */
export type ReceptionistGap =
  /** `thinks: 'model'`, and there is none; or the firm's policy allows none. */
  | { kind: 'no_model' | 'model_refused' }
  /** Nothing that is set up and allowed hears, or speaks, this language. */
  | { kind: 'hearing' | 'voice'; language: Language };

/**
 * The same at the relay, which refuses, and on the settings page, which tells before. Of one that is off nothing is missing:
 * it must always be possible to turn it off.
 */
export function receptionistGaps(
  { isOn, thinks, languages }: Pick<ReceptionistSettings, 'isOn' | 'thinks' | 'languages'>,
  engines: readonly ReceptionistEngine[],
): ReceptionistGap[] {
  if (!isOn) return [];
  const wantsModel = thinks === 'model';
  const thinking = engines.filter(({ stage }) => stage === 'thinking' || stage === 'speech_to_speech');
  const gaps: ReceptionistGap[] = [];
  if (wantsModel && thinking.length === 0) gaps.push({ kind: 'no_model' });
  else if (wantsModel && thinking.every(({ refused }) => refused !== null)) gaps.push({ kind: 'model_refused' });
  const can = (wanted: ReceptionistEngine['stage'], language: Language) =>
    engines.some(
      ({ stage, refused, languages: known }) =>
        refused === null &&
        // Without a model the words must pass through the script.
        (stage === wanted || (wantsModel && stage === 'speech_to_speech')) &&
        (known === null || known.includes(language)),
    );
  for (const kind of ['hearing', 'voice'] as const) {
    for (const language of languages) if (!can(kind, language)) gaps.push({ kind, language });
  }
  return gaps;
}
