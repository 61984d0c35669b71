import { decideCapture } from '@callbrief/relay/wire/decide-capture';
import type { Contact, Matter, Person } from '@callbrief/relay/wire/directory';
import type { CapturePolicy } from '@callbrief/relay/wire/insights';
import type { MatterPerson, MatterView, PartyView, RecordingRules } from '../../src-preload/contract/matters.ts';
import { formatNumber } from '../contacts/phone-number.ts';
import type { History } from '../history/history.ts';
import { comingDeadlines } from './coming-deadlines.ts';
import { mayOf } from './may-edit-matter.ts';
import type { WordsOfCalls } from './words-of-calls.ts';

type Known = Pick<History, 'matter' | 'contact' | 'person' | 'items' | 'office' | 'matterEntries' | 'changes' | 'call'>;

const RECENT = 8;
/** Summaries of older calls are not counted: nobody verifies them a year later. */
const MOST_SUMMARIES = 300;

/** A matter as its screen shows it. Null: it is not here. */
export function describeMatter(
  history: Known,
  matterId: string,
  parts: { words: WordsOfCalls; policy: CapturePolicy | null; now: Date },
): MatterView | null {
  const matter = history.matter(matterId);
  if (matter === null) return null;
  const { now } = parts;
  const me = history.person(history.office()?.personId ?? '');
  const personOf = (id: string) => describePerson(history.person(id));
  const people = (ids: readonly string[]) => ids.map(personOf).filter((person) => person !== null);
  const callbacks = history.items.of('callback', { matterId }).filter(({ closed }) => closed === null);
  const drafts = history.items.of('time_entry', { matterId }).filter(({ state }) => state === 'draft');
  const { number, title, area, status, flags, restrictedTo } = matter;
  return {
    id: matter.id,
    number,
    title,
    area,
    status,
    responsible: matter.responsiblePersonId === null ? null : personOf(matter.responsiblePersonId),
    team: people(matter.teamPersonIds.filter((id) => id !== matter.responsiblePersonId)),
    next: comingDeadlines(matter, now),
    represented: matter.parties.some(isRepresented),
    flags,
    restrictedTo: restrictedTo === null ? null : people(restrictedTo).map(({ name }) => name),
    parties: matter.parties.map((party) => describeParty(party, history.contact(party.contactId))),
    open: {
      callbacks: callbacks.length,
      overdue: callbacks.filter(({ dueAt }) => dueAt !== null && Date.parse(dueAt) < now.getTime()).length,
      tasks: history.items.of('task', { matterId }).filter(({ state }) => state === 'open').length,
      summaries: history.matterEntries
        .withWords(matterId)
        .slice(0, MOST_SUMMARIES)
        .filter(({ callId, revision }) => parts.words(callId, revision).summary?.verifiedBy === null).length,
      drafts: drafts.length,
      draftMinutes: drafts.reduce((sum, { minutes }) => sum + minutes, 0),
    },
    rules: parts.policy && rulesOf(parts.policy, matterId, history.matterEntries.onHold(matterId)),
    recent: history.matterEntries
      .places(matterId)
      .filter(({ kind }) => kind === 'call' || kind === 'voicemail')
      .slice(0, RECENT)
      .map(({ id, atMs }) => ({ callId: id, title: nameOf(history, id), at: new Date(atMs).toISOString() })),
    waiting: history.changes
      .pending()
      .some(({ change }) => change.kind === 'edit_matter' && change.matterId === matterId),
    may: mayOf(me, matter),
  };
}

export const describePerson = (person: Person | null): MatterPerson | null =>
  person && { id: person.id, name: person.name, shortName: person.shortName };

const isRepresented = ({ role, representedBy }: Matter['parties'][number]) =>
  role === 'opposing_party' && representedBy !== null;

function describeParty(party: Matter['parties'][number], contact: Contact | null): PartyView {
  return {
    contactId: party.contactId,
    name: contact?.name ?? null,
    organisation: contact?.organisation ?? null,
    role: party.role,
    representedBy: party.representedBy,
    reference: party.reference ?? null,
    languages: contact?.languages ?? [],
    numbers: (contact?.numbers ?? [])
      .filter(({ kind }) => kind !== 'fax')
      .map(({ number, kind }) => ({ number, formatted: formatNumber(number), kind })),
  };
}

function nameOf(history: Known, callId: string): string | null {
  const call = history.call(callId);
  const number = call && (call.direction === 'inbound' ? call.fromNumber : call.toNumber);
  const contact = call?.contactId == null ? null : history.contact(call.contactId);
  return contact?.name ?? (number === null ? null : formatNumber(number));
}

/** What holds for a call of this matter on any line: a stricter rule of a line, a country or a contact may still come on top. */
function rulesOf(policy: CapturePolicy, matterId: string, onHold: number): RecordingRules {
  const { audio, analyse, mayLeaveMachine, regions } = decideCapture(policy, {
    line: null,
    country: null,
    matterId,
    contactId: null,
  });
  return {
    audio,
    analysis: !analyse ? 'none' : !mayLeaveMachine ? 'office' : regions.length > 0 ? 'regions' : 'anywhere',
    regions: [...regions],
    audioDays: policy.retention.audioDays,
    textDays: policy.retention.textDays,
    onHold,
    ownRule: policy.rules.some(({ when }) => when.matterIds.includes(matterId)),
  };
}
