import { firmNumber, otherNumber, type Call } from '@callbrief/relay/wire/call';
import type { Contact, Matter } from '@callbrief/relay/wire/directory';
import type { AgentLive } from '@callbrief/relay/wire/agent-live';
import type { PopupStrip, RingCard } from '../../src-preload/contract.ts';
import type { Candidate } from '../../src-preload/contract/matching.ts';
import type { AgentTalk } from '../../src-preload/contract/agent.ts';
import { countryOf, formatNumber, kindOf } from '../contacts/phone-number.ts';
import { partyIn, roleOf } from '../contacts/role-of.ts';
import { answeredAfterSeconds } from '../history/call-detail.ts';
import type { History } from '../history/history.ts';
import { candidatesOf } from '../matching/candidates-of.ts';
import { nextDeadline } from '../matters/next-deadline.ts';

/** What a card needs that is not in the history. */
export interface CardFrame extends Pick<
  RingCard,
  | 'kind'
  | 'isTest'
  | 'since'
  | 'closesAt'
  | 'closesAfterSeconds'
  | 'control'
  | 'endedAt'
  | 'endNotReported'
  | 'captureOff'
  | 'canBlock'
> {
  call: Call;
}

/** The card of a call, from what is on this computer: nothing here waits for the network. */
export function composeCard(history: History, frame: CardFrame, now: Date): RingCard {
  const { call, kind, isTest, since, closesAt, closesAfterSeconds, control, endedAt, endNotReported } = frame;
  const { contact, matter, number, last } = about(history, call);
  const candidates = isTest || kind === 'answered_by_colleague' ? [] : candidatesOf(history, call);
  return {
    kind,
    callId: call.id,
    isTest,
    lineName: lineOf(history, call),
    since,
    caller: callerOf(history, { contact, matter, number, last }),
    matter: matterCard(history, matter, now),
    candidates,
    nextDeadline: nextDeadline(matter, now),
    lastContact: last && {
      at: last.startedAt,
      byName: nameOf(history, last),
      line: firstLine(last.note?.value ?? null),
      outcome: last.outcome,
    },
    represented: contact ? represented(history, contact, matter) : warningOfAny(history, candidates),
    answeredByName: kind === 'ringing' ? null : nameOf(history, call),
    answeredAfterSeconds: answeredAfterSeconds(call),
    closesAt,
    closesAfterSeconds,
    control,
    ...(endedAt === undefined ? {} : { endedAt }),
    ...(endNotReported === undefined ? {} : { endNotReported }),
    note: call.note?.value ?? '',
    captureOff: contact === null ? frame.captureOff : null,
    canBlock: frame.canBlock,
  };
}

/** Read along: who speaks with the receptionist, about what. */
export function composeAgentTalk(
  history: History,
  frame: { call: Call; live: AgentLive; since: string; canAct: boolean },
  now: Date,
): AgentTalk {
  const { call, live, since, canAct } = frame;
  const known = about(history, call);
  const { urgency, topic, partyHit, announced, state, handOver, heardBy } = live;
  const isMe = (personId: string | null) => personId !== null && personId === history.office()?.personId;
  const by = (personId: string | null): AgentTalk['lines'][number]['by'] =>
    personId === null ? null : { name: history.person(personId)?.name ?? '', isMe: isMe(personId) };
  const hears = heardBy.at(-1);
  return {
    callId: call.id,
    lineName: lineOf(history, call),
    since,
    caller: callerOf(history, known),
    saidName: known.contact === null ? live.callerName : null,
    matter: matterCard(history, known.matter, now),
    urgency,
    topic,
    lines: [
      ...live.lines.map(({ byPersonId, ...line }) => ({ ...line, by: by(byPersonId), isWaiting: false })),
      ...live.waiting.map(({ byPersonId, text }) => ({
        who: 'agent' as const,
        text,
        isPartial: false,
        atMs: null,
        by: by(byPersonId),
        isWaiting: true,
      })),
    ],
    partyHit,
    announced,
    state,
    handOver: handOver && { name: handOver.name, isMe: isMe(handOver.personId), state: handOver.state },
    language: live.language,
    heardBy: hears === undefined ? null : { id: hears.id, leavesMachine: hears.leavesMachine },
    canAct,
  };
}

type Known = ReturnType<typeof about>;

function callerOf(history: History, { contact, matter, number, last }: Known): RingCard['caller'] {
  const saved = contact?.numbers.find((n) => n.number === number) ?? null;
  return {
    name: contact?.name ?? null,
    numberFormatted: number === null ? null : formatNumber(number),
    numberKind: saved ? saved.kind : number === null ? null : kindOf(number),
    country: number === null ? null : countryOf(number),
    organisation: contact?.organisation ?? null,
    role: roleOf(contact, matter, (id) => history.openMattersOf(id)),
    language: contact?.languages[0] ?? null,
    firstCall: last === null,
  };
}

function matterCard(history: History, matter: Matter | null, now: Date): RingCard['matter'] {
  if (matter === null) return null;
  const lawyer = matter.responsiblePersonId === null ? null : history.person(matter.responsiblePersonId);
  const whereabouts =
    lawyer?.whereabouts && Date.parse(lawyer.whereabouts.until) > now.getTime() ? lawyer.whereabouts : null;
  const { number, title, flags, restrictedTo } = matter;
  return {
    number,
    title,
    lawyer: lawyer?.shortName ?? null,
    whereabouts,
    flags: { ...flags, restricted: restrictedTo !== null },
  };
}

/** Nobody is chosen yet, and one of those who share the number may not be spoken with about the matter. */
function warningOfAny(history: History, candidates: readonly Candidate[]): RingCard['represented'] {
  for (const { contactId } of candidates) {
    const contact = history.contact(contactId);
    const warning = contact && represented(history, contact, null);
    if (warning) return warning;
  }
  return null;
}

/** The 56 px line of a call that rings beside the one being read. */
export function composeStrip(history: History, call: Call, since: string, live: AgentLive | null): PopupStrip {
  const { contact, matter, number } = about(history, call);
  return {
    callId: call.id,
    isAgent: live !== null,
    title: contact?.name ?? (number === null ? null : formatNumber(number)),
    line: matter ? `${matter.number} ${matter.title}` : (contact?.organisation ?? lineOf(history, call)),
    role: roleOf(contact, matter, (id) => history.openMattersOf(id)),
    since,
  };
}

function about(history: History, call: Call) {
  const contact = call.contactId === null ? null : history.contact(call.contactId);
  const number = otherNumber(call);
  return {
    contact,
    number,
    matter: matterOf(history, call, contact),
    last: history.lastCallWith({ contactId: call.contactId, number }, call.startedAt, call.id),
  };
}

/** The call's own matter, else the only open one of the contact. Of several none is guessed. */
function matterOf(history: History, call: Call, contact: Contact | null): Matter | null {
  if (call.matterId !== null) return history.matter(call.matterId);
  return contact && soleMatterOf(history, contact);
}

export function soleMatterOf(history: Pick<History, 'openMattersOf'>, contact: Contact): Matter | null {
  const [only, ...more] = history.openMattersOf(contact.id);
  return only && more.length === 0 ? only : null;
}

/**
 * Only for an opposing party. Looked for in every open matter of the contact, also when the call is filed under another
 * one: a warning too many costs a glance, a missing one breaks professional rules.
 */
export function represented(
  history: Pick<History, 'openMattersOf'>,
  contact: Contact,
  matter: Matter | null,
): RingCard['represented'] {
  const matters = [...(matter ? [matter] : []), ...history.openMattersOf(contact.id)];
  const opposing = matters
    .map((m) => partyIn(m, contact.id))
    .find((party) => party?.role === 'opposing_party' && party.representedBy !== null);
  return opposing ? { by: opposing.representedBy ?? '' } : null;
}

function lineOf(history: History, call: Call): string | null {
  const number = firmNumber(call);
  return history.office()?.firm.lines.find((line) => line.number === number)?.name ?? null;
}

function nameOf(history: History, call: Call): string | null {
  const party = call.answeredBy;
  if (party === null) return null;
  return (party.personId === null ? null : history.person(party.personId)?.name) ?? party.name;
}

function firstLine(note: string | null): string | null {
  return (
    note
      ?.split('\n')
      .map((line) => line.trim())
      .find(Boolean) ?? null
  );
}
