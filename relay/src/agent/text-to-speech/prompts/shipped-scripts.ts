import { readFileSync } from 'node:fs';
import { language } from '../../../wire/scalars.ts';
import { readScript } from '../../script/read-script.ts';
import type { Scripts } from '../../script/talk.ts';

const SHIPPED = new URL('../../../../../resources/receptionist/', import.meta.url);

/** What the receptionist says where a firm has no script of its own. @throws Error when one that is shipped has a mistake */
export function readShippedScripts(folder = SHIPPED): Scripts {
  return Object.fromEntries(
    language.options.map((one) => {
      const read = readScript(readFileSync(new URL(`${one}.yaml`, folder), 'utf8'));
      if (!read.ok) throw new Error(`The shipped script ${one}.yaml: ${read.problems[0]?.message ?? 'cannot be read'}`);
      return [one, read.script];
    }),
  );
}
