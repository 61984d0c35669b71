import { readFileSync } from 'node:fs';
import type { Language } from '../../wire/scalars.ts';
import { readScript } from './read-script.ts';
import type { ReceptionistScript } from './script.ts';

/** The texts of the scripts that come with the relay, as a firm may copy and change them. */
export const shippedScriptText = (language: Language): string =>
  readFileSync(new URL(`../../../../resources/receptionist/${language}.yaml`, import.meta.url), 'utf8');

/** @throws Error when the installation is damaged */
export function shippedScript(language: Language): ReceptionistScript {
  const read = readScript(shippedScriptText(language));
  if (!read.ok) throw new Error(`The shipped script in ${language} cannot be read: ${read.problems[0]?.message ?? ''}`);
  return read.script;
}
