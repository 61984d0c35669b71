import type { Callback } from '@callbrief/relay/wire/callback';
import type { Firm, Person } from '@callbrief/relay/wire/directory';
import type { CallbackRow, MatterRef, PersonRef } from '../../src-preload/contract/callbacks.ts';
import { formatNumber } from '../contacts/phone-number.ts';
import { roleOf } from '../contacts/role-of.ts';
import type { History } from '../history/history.ts';
import { callerOf } from './callback-of-call.ts';
import { groupOf, type GroupClock } from './callback-group.ts';

export type CallbackLookUps = Pick<History, 'call' | 'contact' | 'matter' | 'person' | 'openMattersOf'>;

/** Of whom it is seen. */
export interface Seen {
  lookUps: CallbackLookUps;
  me: Person | null;
  teams: NonNullable<Firm['teams']>;
  clock: GroupClock;
}

/** One row of the queue, ready to be drawn. */
export function describeCallback(callback: Callback, { lookUps, me, teams, clock }: Seen): CallbackRow {
  const { callId, source, ownerPersonId } = callback;
  const call = callId === null ? null : lookUps.call(callId);
  const { contactId, matterId, number } = callerOf(callback, call);
  const contact = contactId === null ? null : lookUps.contact(contactId);
  const matter = matterId === null ? null : lookUps.matter(matterId);
  const named = titleOf(contact?.name ?? null, callback.callerName, number);
  const owner = ownerPersonId === null ? null : lookUps.person(ownerPersonId);
  return {
    id: callback.id,
    group: groupOf(callback, clock),
    callId: call === null ? null : callId,
    ...named,
    role: roleOf(contact, matter, (id) => lookUps.openMattersOf(id)),
    byMachine: source === 'agent',
    matter: matter && matterRef(matter),
    // A callback that was made by a word on its call is about what was noted there.
    reason: callback.reason === '' ? (call?.note?.value ?? '') : callback.reason,
    for: forOf(callback, lookUps, teams),
    owner: owner && personRef(owner, me),
    dueFrom: callback.dueFrom,
    dueAt: callback.dueAt,
    urgency: callback.urgency,
    status: callback.status,
    closed: callback.closed,
    mine: me !== null && concerns(callback, [me.id], teams),
    ofMyLawyers: me !== null && concerns(callback, me.assistsPersonIds, teams),
  };
}

function titleOf(
  contact: string | null,
  said: string | null,
  number: string | null,
): Pick<CallbackRow, 'title' | 'titleIs'> {
  if (contact !== null) return { title: contact, titleIs: 'contact' };
  if (said !== null && said.trim() !== '') return { title: said, titleIs: 'said' };
  return number === null ? { title: null, titleIs: null } : { title: formatNumber(number), titleIs: 'number' };
}

function forOf(
  { forPersonId, forTeamId }: Callback,
  lookUps: CallbackLookUps,
  teams: Seen['teams'],
): CallbackRow['for'] {
  const person = forPersonId === null ? null : lookUps.person(forPersonId);
  if (person) return { kind: 'person', id: person.id, name: person.shortName };
  const team = teams.find(({ id }) => id === forTeamId);
  return team ? { kind: 'team', id: team.id, name: team.name } : null;
}

/** One of them calls back, or one of them or their team was asked for. */
function concerns(
  { ownerPersonId, forPersonId, forTeamId }: Callback,
  personIds: readonly string[],
  teams: Seen['teams'],
): boolean {
  const inTeam = teams.some((team) => team.id === forTeamId && team.personIds.some((id) => personIds.includes(id)));
  return [ownerPersonId, forPersonId].some((id) => id !== null && personIds.includes(id)) || inTeam;
}

export function personRef({ id, name, shortName }: Person, me: Person | null): PersonRef {
  return { id, name, shortName, isMe: id === me?.id };
}

export const matterRef = ({ id, number, title }: MatterRef): MatterRef => ({ id, number, title });
