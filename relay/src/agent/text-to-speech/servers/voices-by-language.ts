import { language, type Language } from '../../../wire/scalars.ts';
import { StageError } from '../../ports.ts';

type Voices = Readonly<Partial<Record<Language, string>>>;

/** The languages for which a voice was chosen. */
export const languagesOf = (voices: Voices): readonly Language[] =>
  language.options.filter((one) => voices[one] !== undefined);

/** @throws StageError `refused` */
export function voiceFor(voices: Voices, spoken: Language, name: string): string {
  const voice = voices[spoken];
  if (voice === undefined) throw new StageError('refused', `No voice of ${name} was chosen for ${spoken}.`);
  return voice;
}
