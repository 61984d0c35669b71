import { randomUUIDv7 } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { GivenContact, GivenMatter, PutResult } from '../directory/put-rows.ts';
import type { StoredEvent, TenantStore, Written } from '../storage/port.ts';
import { normaliseNumber } from '../webhooks/phone-number.ts';
import type { Person } from '../wire/directory.ts';
import type { IsoTime } from '../wire/scalars.ts';
import { readRows, refusal, type ReadRow } from './read-rows.ts';
import {
  syncContact,
  syncMatter,
  type SyncBody,
  type SyncContact,
  type SyncMatter,
  type SyncResult,
} from './sync-body.ts';

/** A webhook waits for a transaction at most, never for a whole synchronisation. */
const ROWS_A_TRANSACTION = 200;

export interface SyncAnswer {
  contacts: SyncResult[];
  matters: SyncResult[];
  deleted: { contacts: SyncResult[]; matters: SyncResult[] };
}

/**
 * Brings the directory to what other software says. Contacts first, so that matters may name them; what is deleted last. The
 * same body again changes nothing.
 * @param country of the firm: reads numbers in national form
 */
export async function syncDirectory(
  store: TenantStore,
  body: SyncBody,
  { at, country, publish }: { at: IsoTime; country: string; publish: (events: StoredEvent[]) => void },
): Promise<SyncAnswer> {
  const contacts = readRows(body.contacts, syncContact, body.deleted.contacts).map((read) =>
    'row' in read ? givenContact(read.row, country) : read,
  );
  const contactResults = await putAll(contacts, (list) => store.putContacts(list, at), publish);

  const matters = readRows(body.matters, syncMatter, body.deleted.matters);
  const find = await finder(store, matters);
  const given = matters.map((read) => ('row' in read ? givenMatter(read.row, find) : read));
  const matterResults = await putAll(given, (list) => store.putMatters(list, at), publish);

  const gone = { contacts: [] as SyncResult[], matters: [] as SyncResult[] };
  for (const externalId of body.deleted.matters) {
    const [found] = await store.mattersByExternalId([externalId]);
    if (found && found.restrictedTo !== null) {
      gone.matters.push(refusal(externalId, 'restrictedTo', 'It is restricted: its calls would be everybody’s.'));
      continue;
    }
    const removed = found ? await store.removeMatter(found.id, at) : null;
    publish(removed?.events ?? []);
    gone.matters.push({ externalId, id: found?.id ?? null, outcome: removed ? 'deleted' : 'unchanged' });
    await nextTurn();
  }
  for (const externalId of body.deleted.contacts) {
    const [found] = await store.contactsByExternalId([externalId]);
    const removed = found ? await store.removeContact(found.id, null, at) : null;
    publish(removed?.events ?? []);
    gone.contacts.push({ externalId, id: found?.id ?? null, outcome: removed ? 'deleted' : 'unchanged' });
    await nextTurn();
  }
  return { contacts: contactResults, matters: matterResults, deleted: gone };
}

async function putAll<G extends { externalId?: string | null | undefined }, T extends { id: string }>(
  rows: readonly ReadRow<G>[],
  put: (list: G[]) => Promise<Written<PutResult<T>[]>>,
  publish: (events: StoredEvent[]) => void,
): Promise<SyncResult[]> {
  const results: SyncResult[] = [];
  for (let from = 0; from < rows.length; from += ROWS_A_TRANSACTION) {
    const part = rows.slice(from, from + ROWS_A_TRANSACTION);
    const list = part.flatMap((read) => ('row' in read ? [read.row] : []));
    const written = list.length === 0 ? { value: [], events: [] } : await put(list);
    publish(written.events);
    const left = [...written.value];
    for (const read of part) {
      const result = 'row' in read ? left.shift() : undefined;
      results.push('row' in read ? resultOf(read.row.externalId ?? null, result) : read.refused);
    }
    await nextTurn();
  }
  return results;
}

function resultOf(externalId: string | null, result: PutResult<{ id: string }> | undefined): SyncResult {
  if (!result) throw new Error('a storage answered fewer rows than it was given');
  if (result.outcome === 'refused') return refusal(externalId, result.field ?? '', result.reason);
  return { externalId, id: result.value.id, outcome: result.outcome };
}

function givenContact(row: SyncContact, country: string): ReadRow<GivenContact> {
  const { numbers, changedAt, ...rest } = row;
  const normal = numbers?.map((one) => ({ ...one, number: normaliseNumber(one.number, country) ?? '' }));
  const bad = normal?.findIndex((one) => one.number === '') ?? -1;
  if (bad >= 0) {
    return { refused: refusal(row.externalId, `numbers.${String(bad)}.number`, 'This is no telephone number.') };
  }
  return { row: { ...rest, id: randomUUIDv7(), at: changedAt, numbers: normal } };
}

interface Finder {
  contactId(externalId: string): string | null;
  personId(reference: string): string | null;
}

async function finder(store: TenantStore, matters: readonly ReadRow<SyncMatter>[]): Promise<Finder> {
  const named = matters.flatMap((read) => ('row' in read ? (read.row.parties ?? []) : []));
  const externalIds = [...new Set(named.map((party) => party.contactExternalId))];
  const contacts = new Map(
    (await store.contactsByExternalId(externalIds)).map((contact) => [contact.externalId, contact.id]),
  );
  const people = matters.length === 0 ? [] : await everybody(store);
  const byReference = new Map(
    people.flatMap((person) => [
      ...(person.email === null ? [] : [[person.email.toLowerCase(), person.id] as const]),
      [person.id, person.id] as const,
    ]),
  );
  return {
    contactId: (externalId) => contacts.get(externalId) ?? null,
    personId: (reference) => byReference.get(reference) ?? byReference.get(reference.toLowerCase()) ?? null,
  };
}

async function everybody(store: TenantStore): Promise<Person[]> {
  const people: Person[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<TenantStore['personPage']>> = await store.personPage(cursor, 500);
    people.push(...page.items);
    cursor = page.next;
  } while (cursor !== null);
  return people;
}

function givenMatter(row: SyncMatter, find: Finder): ReadRow<GivenMatter> {
  const { responsible, team, parties, restrictedTo, changedAt, ...rest } = row;
  const unknown = (field: string, what: string) => ({
    refused: refusal(row.externalId, field, `There is no such ${what}.`),
  });
  const given: GivenMatter = { ...rest, id: randomUUIDv7(), at: changedAt };
  if (responsible !== undefined) {
    given.responsiblePersonId = responsible === null ? null : find.personId(responsible);
    if (responsible !== null && given.responsiblePersonId === null) return unknown('responsible', 'person');
  }
  if (team) {
    given.teamPersonIds = team.flatMap((reference) => find.personId(reference) ?? []);
    if (given.teamPersonIds.length < team.length) return unknown('team', 'person');
  }
  if (restrictedTo !== undefined) {
    given.restrictedTo = restrictedTo && restrictedTo.flatMap((reference) => find.personId(reference) ?? []);
    if (given.restrictedTo && given.restrictedTo.length < (restrictedTo?.length ?? 0)) {
      return unknown('restrictedTo', 'person');
    }
  }
  if (parties) {
    given.parties = [];
    for (const [index, { contactExternalId, ...party }] of parties.entries()) {
      const contactId = find.contactId(contactExternalId);
      if (contactId === null) return unknown(`parties.${String(index)}.contactExternalId`, 'contact');
      given.parties.push({ ...party, contactId });
    }
  }
  return { row: given };
}
