import { opennessAt } from '../routing/opening-hours.ts';
import type { Callback } from '../wire/callback.ts';
import type { OpeningHours } from '../wire/routing.ts';
import type { Slot } from './answers/moments.ts';

interface Given {
  hours: OpeningHours;
  /** Open callbacks of other calls. */
  others: readonly Callback[];
  forPersonId: string | null;
  /** So many calls can be made at once where nobody in particular is wanted. */
  atOnce: number;
  now: Date;
}

const HALF_HOUR_MS = 30 * 60_000;
const FAR_MS = 14 * 86_400_000;

/**
 * The slot itself when the firm is open and somebody can call then, else the next half hour that is free.
 * @returns null: none within two weeks, or no slot
 */
export function freeSlot(wanted: Slot, given: Given): Slot | null {
  const [from, to] = [Date.parse(wanted.from), Date.parse(wanted.to)];
  if (!(to > from)) return null;
  // A whole morning is free when any half hour in it is; a person chooses when.
  for (let at = from; at < to; at += HALF_HOUR_MS) if (isFree(at, given)) return wanted;
  const first = Math.ceil(Math.max(to, given.now.getTime()) / HALF_HOUR_MS) * HALF_HOUR_MS;
  for (let at = first; at < first + FAR_MS; at += HALF_HOUR_MS) {
    if (isFree(at, given)) return { from: iso(at), to: iso(at + HALF_HOUR_MS) };
  }
  return null;
}

function isFree(at: number, { hours, others, forPersonId, atOnce, now }: Given): boolean {
  if (at + HALF_HOUR_MS <= now.getTime() || !opennessAt(hours, new Date(at)).open) return false;
  const then = others.filter((other) => isExactly(other, at));
  if (forPersonId === null) return then.length < atOnce;
  return !then.some((other) => other.forPersonId === forPersonId || other.ownerPersonId === forPersonId);
}

/** A wide window of another caller takes no half hour away. */
function isExactly({ dueFrom, dueAt }: Callback, at: number): boolean {
  if (dueFrom === null || dueAt === null) return false;
  const [from, to] = [Date.parse(dueFrom), Date.parse(dueAt)];
  return to - from <= HALF_HOUR_MS && from < at + HALF_HOUR_MS && at < to;
}

const iso = (at: number) => new Date(at).toISOString();
