import type { Call } from '@callbrief/relay/wire/call';
import { isOver } from '@callbrief/relay/wire/call';
import type { Callback } from '@callbrief/relay/wire/callback';
import type { CallbackDetail } from '../../src-preload/contract/callbacks.ts';
import { represented } from '../calls/compose-card.ts';
import { formatNumber } from '../contacts/phone-number.ts';
import type { History } from '../history/history.ts';
import { REOPEN_MS } from './callback-list.ts';
import { callerOf } from './callback-of-call.ts';
import { describeCallback, type Seen } from './callback-row.ts';
import { whatHappened } from './what-happened.ts';

/** Of one caller; those before are in the call's own history. */
const MOST_CALLS = 15;

/** Everything of one callback, for the panel beside the queue. */
export function callbackDetail(callback: Callback, seen: Seen & { history: History }): CallbackDetail {
  const { history, clock } = seen;
  const row = describeCallback(callback, seen);
  const call = callback.callId === null ? null : history.call(callback.callId);
  const { contactId, matterId, number } = callerOf(callback, call);
  const contact = contactId === null ? null : history.contact(contactId);
  const matter = matterId === null ? null : history.matter(matterId);
  const lawyer = matter?.responsiblePersonId ? history.person(matter.responsiblePersonId) : null;
  const dialled = number ?? contact?.numbers[0]?.number ?? null;
  const calls = [...(call ? [call] : []), ...callsSince(history, callback, { contactId, number }, clock.now)];
  const closedMs = callback.closed === null ? null : Date.parse(callback.closed.at);
  return {
    ...row,
    contactId: contact?.id ?? null,
    organisation: contact?.organisation ?? null,
    number: dialled,
    numberFormatted: dialled === null ? null : formatNumber(dialled),
    matterLawyer: lawyer?.shortName ?? null,
    represented: contact && represented(history, contact, matter),
    noted: notedBy(callback, call),
    passage: callback.passage,
    canReopen: closedMs !== null && clock.now.getTime() - closedMs <= REOPEN_MS,
    happened: whatHappened(
      callback,
      calls.map((one) => ({ call: one, byName: speakerOf(one, history) })),
      (personId) => history.person(personId)?.shortName ?? null,
    ),
  };
}

function callsSince(
  history: History,
  { callId, createdAt }: Callback,
  who: { contactId: string | null; number: string | null },
  now: Date,
): Call[] {
  if (who.contactId === null && who.number === null) return [];
  const found: Call[] = [];
  // A computer whose clock is behind still shows the call of this minute.
  let before = new Date(now.getTime() + 3_600_000).toISOString();
  while (found.length < MOST_CALLS) {
    const call = history.lastCallWith(who, before, callId ?? '');
    if (call === null || call.startedAt <= createdAt) return found;
    found.push(call);
    before = call.startedAt;
  }
  return found;
}

/** Who of the firm spoke, or tried. */
function speakerOf(call: Call, history: History): string | null {
  const party =
    call.answeredBy ?? (call.direction === 'outbound' && isOver(call.outcome) ? (call.legs[0] ?? null) : null);
  if (party === null) return null;
  return (party.personId === null ? null : history.person(party.personId)?.shortName) ?? party.name;
}

function notedBy(callback: Callback, call: Call | null): CallbackDetail['noted'] {
  if (callback.reason === '') return call?.note ? { byName: call.note.byName, at: call.note.at } : null;
  const stamp = callback.stamps['reason'];
  return stamp && stamp.byName !== '' ? { byName: stamp.byName, at: stamp.at } : null;
}
