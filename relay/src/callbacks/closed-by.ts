import { otherNumber, type Call } from '../wire/call.ts';
import type { Callback, CallbackClosed } from '../wire/callback.ts';
import type { IsoTime } from '../wire/scalars.ts';

/** Shorter than this somebody picked up and hung up again, or reached a mailbox (milliseconds). */
export const SHORTEST_TALK_MS = 5_000;

/** A person of the firm speaks or spoke with them; the AI receptionist does not count. */
export function isTalk(call: Call): boolean {
  const { outcome, answeredAt, answeredBy } = call;
  return (outcome === 'answered' || outcome === 'talking') && answeredAt !== null && answeredBy !== null;
}

/** Talks that began before were known to whoever asked for the callback, or opened it again. */
export function owedSince({ createdAt, stamps, closed }: Callback): IsoTime {
  const opened = closed === null ? stamps['closed']?.at : undefined;
  return opened !== undefined && opened > createdAt ? opened : createdAt;
}

/**
 * Pure: whether this talk is what the callback was owed.
 * @param isShared whether several contacts have the callback's number: then a call that is not filed yet may be anybody's
 * @returns why, and when they spoke; null: it stays open
 */
export function closedBy(
  callback: Callback,
  call: Call,
  { now, isShared }: { now: Date; isShared: boolean },
): Pick<CallbackClosed, 'why' | 'at'> | null {
  if (callback.closed !== null || !isTalk(call) || call.answeredAt === null) return null;
  if (call.id === callback.callId || call.startedAt <= owedSince(callback)) return null;
  if (!isWith(callback, call, isShared) || talkMs(call, now) < SHORTEST_TALK_MS) return null;
  return { why: call.direction === 'inbound' ? 'they_reached' : 'we_reached', at: call.answeredAt };
}

function isWith({ contactId, number }: Callback, call: Call, isShared: boolean): boolean {
  if (contactId !== null && call.contactId !== null) return contactId === call.contactId;
  const isSameNumber = number !== null && number === otherNumber(call);
  return isSameNumber && (contactId === null || !isShared);
}

/** Where the end was never told, they did speak: nobody knows for how long. */
function talkMs({ outcome, answeredAt, durationSeconds }: Call, now: Date): number {
  if (outcome === 'talking') return now.getTime() - Date.parse(answeredAt ?? '');
  return durationSeconds === null ? Infinity : durationSeconds * 1_000;
}
