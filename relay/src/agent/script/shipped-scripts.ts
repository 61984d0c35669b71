import { readFile } from 'node:fs/promises';
import { language, type Language } from '../../wire/scalars.ts';
import { readScript } from './read-script.ts';
import type { Scripts } from './talk.ts';

/** The script that comes with the relay, as text. Read anew each time: it is small, and an operator may have edited it. */
export const shippedScriptText = (of: Language): Promise<string> =>
  readFile(new URL(`../../../../resources/receptionist/${of}.yaml`, import.meta.url), 'utf8');

/** What the receptionist says where a firm has no script of its own. @throws Error when one that is shipped has a mistake */
export async function readShippedScripts(): Promise<Scripts> {
  const scripts = await scriptsOfFirm({});
  const missing = language.options.filter((one) => scripts[one] === undefined);
  if (missing.length > 0) throw new Error(`The shipped scripts have a mistake: ${missing.join(', ')}`);
  return scripts;
}

/** YAML takes tens of milliseconds, in which no sound of any call goes out: a text is read once. */
const read = new Map<string, ReturnType<typeof readScript>>();
const MOST_TEXTS = 40;

function readOnce(text: string): ReturnType<typeof readScript> {
  const script = read.get(text) ?? readScript(text);
  read.delete(text);
  read.set(text, script);
  for (const oldest of read.keys()) if (read.size > MOST_TEXTS) read.delete(oldest);
  return script;
}

/**
 * The scripts of a firm: its own, and the shipped one for every other language. One that cannot be read (any more) is as if
 * it were not there, so that a call is never lost to it.
 */
export async function scriptsOfFirm(own: Readonly<Partial<Record<Language, string>>>): Promise<Scripts> {
  const scripts: { -readonly [L in keyof Scripts]: Scripts[L] } = {};
  for (const one of language.options) {
    const mine = own[one] === undefined ? null : readOnce(own[one]);
    const best = mine?.ok === true ? mine : readOnce(await shippedScriptText(one));
    if (best.ok) scripts[one] = best.script;
  }
  return scripts;
}
