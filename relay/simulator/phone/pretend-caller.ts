import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { language, phoneNumber, type Language } from '../../src/wire/scalars.ts';
import { weekday } from '../../src/wire/routing.ts';
import type { Speak } from '../sound/speak.ts';
import type { VirtualPhone } from './virtual-phone.ts';

const pretendTalk = z
  .object({
    language,
    says: z.array(z.string().min(1)).min(1),
    /** What the firm must know after. */
    knows: z.object({ name: z.string(), number: phoneNumber, urgency: z.enum(['high', 'normal']), weekday }),
  })
  .strict();
export type PretendTalk = z.infer<typeof pretendTalk>;

/** @throws ZodError for a file that is none */
export const readPretendTalk = (of: Language): PretendTalk =>
  pretendTalk.parse(parse(readFileSync(new URL(`../talks/${of}.yaml`, import.meta.url), 'utf8')));

/** How long the other side is quiet before a caller speaks: people wait about so long (ms). */
const QUIET_MS = 1_000;
const LOOK_MS = 50;

/**
 * Waits until the other side has said something and has stopped.
 * @returns false: the call ended first, or nothing was said for `patienceMs`
 */
export async function otherSideHasSpoken(phone: VirtualPhone, patienceMs = 30_000): Promise<boolean> {
  const { arrivals } = phone.heard;
  const before = arrivals.length;
  const fromMs = phone.nowMs();
  const call = { isOver: false };
  void phone.closed.then(() => (call.isOver = true));
  let quietSinceMs: number | null = null;
  while (!call.isOver && phone.nowMs() - fromMs < patienceMs) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    const isSpeaking = phone.bufferedMs >= 20 || phone.nowMs() - (arrivals.at(-1)?.atMs ?? 0) < 2 * LOOK_MS;
    if (arrivals.length === before || isSpeaking) quietSinceMs = null;
    else quietSinceMs ??= phone.nowMs();
    if (quietSinceMs !== null && phone.nowMs() - quietSinceMs >= QUIET_MS) return true;
  }
  return false;
}

/**
 * Answers each question of the receptionist with the next line, as a caller does who listens first.
 * @returns how many lines were said before the call ended or nothing more was asked
 */
export async function talkAsCaller(
  phone: VirtualPhone,
  talk: Pick<PretendTalk, 'language' | 'says'>,
  { say, told }: { say: Speak; told?: (line: string) => void },
): Promise<number> {
  let said = 0;
  for (const line of talk.says) {
    if (!(await otherSideHasSpoken(phone))) return said;
    told?.(line);
    await phone.say(await say(line, talk.language));
    said += 1;
  }
  return said;
}
