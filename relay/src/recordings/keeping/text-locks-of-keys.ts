import { createTextLocks, noTextLocks, type TextLocks } from '../../storage/text-lock.ts';
import { derivedKey, type MasterKeys } from './master-keys.ts';

/** Texts of calls are locked with keys derived from those of the recordings: one secret to keep a copy of. */
export async function textLocksOf(keys: MasterKeys): Promise<TextLocks> {
  const [first, ...others] = (await keys.all()).map((master) => ({ id: master.id, key: derivedKey(master, 'texts') }));
  return first === undefined ? noTextLocks : createTextLocks([first, ...others]);
}
