import { readFile } from 'node:fs/promises';
import { language, type Language } from '../../wire/scalars.ts';
import { readScriptOnce } from './read-once.ts';
import type { Scripts } from './talk.ts';

/** The script that comes with the relay, as text. The file is read each time: it is small, and an operator may have edited it. */
export const shippedScriptText = (of: Language): Promise<string> =>
  readFile(new URL(`../../../../resources/receptionist/${of}.yaml`, import.meta.url), 'utf8');

/**
 * The scripts of a firm: its own, and the shipped one for every other language. One that cannot be read (any more) is as if
 * it were not there, so that a call is never lost to it.
 */
export async function scriptsOfFirm(own: Readonly<Partial<Record<Language, string>>>): Promise<Scripts> {
  const scripts: { -readonly [L in keyof Scripts]: Scripts[L] } = {};
  for (const one of language.options) {
    const mine = own[one] === undefined ? null : readScriptOnce(own[one]);
    const read = mine?.ok === true ? mine : readScriptOnce(await shippedScriptText(one));
    if (read.ok) scripts[one] = read.script;
  }
  return scripts;
}
