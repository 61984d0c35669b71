import type { Language } from '../../src/wire/scalars.ts';
import { otherSideHasSpoken } from '../phone/pretend-caller.ts';
import type { VirtualPhone } from '../phone/virtual-phone.ts';
import type { Speak } from '../sound/speak.ts';
import type { PretendCaller } from './caller.ts';

/**
 * Answers each question with the next line, also after the caller was passed on and came back; then listens until the
 * call is over or nothing more is said.
 * @returns how many lines were said
 */
export async function talkWithReceptionist(
  caller: PretendCaller,
  talk: { language: Language; says: readonly string[] },
  how: { say: Speak; told?: (line: string) => void; patienceMs?: number },
): Promise<number> {
  let times = 0;
  let phone = await caller.stream(times);

  /** @returns the phone on which it is the caller's turn now; null: never again */
  async function turn(): Promise<VirtualPhone | null> {
    while (phone !== null && !(await otherSideHasSpoken(phone, how.patienceMs))) {
      // Nothing was said for so long: the caller has enough.
      if (caller.state === 'receptionist' && (await isOpen(phone))) return null;
      times += 1;
      phone = await caller.stream(times);
    }
    return phone;
  }

  let said = 0;
  for (const line of talk.says) {
    const mine = await turn();
    if (mine === null) return said;
    how.told?.(line);
    await mine.say(await how.say(line, talk.language));
    said += 1;
  }
  // Whoever has nothing more to say hears the goodbye.
  while ((await turn()) !== null) continue;
  return said;
}

const isOpen = (phone: VirtualPhone): Promise<boolean> =>
  Promise.race([phone.closed.then(() => false), new Promise<boolean>((resolve) => setImmediate(() => resolve(true)))]);
