import { firmNumber, otherNumber, type Call, type FollowUp } from '@callbrief/relay/wire/call';
import type { Callback, CallbackFields } from '@callbrief/relay/wire/callback';
import type { Person } from '@callbrief/relay/wire/directory';
import type { Practice } from '@callbrief/relay/wire/practice';

/** These words say that somebody is still owed a call; the others, and none, that nobody is. */
export function isOwedWord(word: FollowUp | null): boolean {
  return word === 'please_call_back' || word === 'caller_calls_back';
}

/** By when the firm has promised to call back. */
export function promisedBy(at: Date, urgency: CallbackFields['urgency'], { callbacks }: Practice): string {
  const minutes = urgency === 'high' ? callbacks.urgentWithinMinutes : callbacks.withinMinutes;
  return new Date(at.getTime() + minutes * 60_000).toISOString();
}

/**
 * What a callback for this call begins with; the relay makes the same of a word alone. Pure. Contact and matter are left
 * out: then the callback follows its call, also when somebody files that differently later.
 */
export function callbackOfCall(
  call: Call,
  { people, practice, now }: { people: readonly Person[]; practice: Practice; now: Date },
): Partial<CallbackFields> {
  const number = otherNumber(call);
  return {
    callId: call.id,
    source: call.outcome === 'voicemail' || call.outcome === 'agent' ? call.outcome : 'call',
    ...(number === null ? {} : { number }),
    forPersonId: wantedPerson(call, people),
    dueAt: promisedBy(now, 'normal', practice),
  };
}

/** Whose line was dialled, or whose phone alone rang. Whom we called wanted nobody yet. */
function wantedPerson(call: Call, people: readonly Person[]): string | null {
  if (call.direction === 'outbound') return null;
  const line = firmNumber(call);
  const [owner, another] = people.filter((person) => line !== null && person.lines.includes(line));
  if (owner && !another) return owner.id;
  const [rang, ...others] = new Set(call.legs.flatMap((leg) => leg.personId ?? []));
  return others.length === 0 ? (rang ?? null) : null;
}

/** What is known of who is owed the call: the callback's own, else its call's. */
export function callerOf(
  callback: Callback,
  call: Call | null,
): Pick<CallbackFields, 'contactId' | 'matterId' | 'number'> {
  return {
    contactId: callback.contactId ?? call?.contactId ?? null,
    matterId: callback.matterId ?? call?.matterId ?? null,
    number: callback.number ?? (call && otherNumber(call)),
  };
}
