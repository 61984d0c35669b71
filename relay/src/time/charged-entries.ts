import type { TenantStore } from '../storage/port.ts';
import type { Contact, Matter, Person } from '../wire/directory.ts';
import type { Practice } from '../wire/practice.ts';
import type { Page } from '../wire/rest.ts';
import type { TimeEntry } from '../wire/time-entry.ts';
import type { TimeExportRequest } from '../wire/time-export.ts';
import { secondTimekeeper, type SecondTimekeeper } from '../wire/time-rules.ts';
import { remembered } from './remembered.ts';

/** An entry that a person stands behind, with everything that a file or another system says of it. */
export interface ChargedEntry {
  entry: TimeEntry;
  person: Person | null;
  timekeeper: Practice['time']['timekeepers'][number] | null;
  matter: Matter | null;
  /** Who was spoken with. */
  contact: Contact | null;
  /** Of the matter: its first party who is a client, with their reference. */
  client: { contact: Contact; reference: string | null } | null;
  second: SecondTimekeeper;
}

type Store = Pick<TenantStore, 'itemPage' | 'itemsOf' | 'person' | 'matter' | 'contact' | 'practice'>;

const PAGE = 500;

export interface ReviewedTime {
  /** By day, matter and id. */
  charged: ChargedEntry[];
  /** How many entries that `asking` may know of are for somebody else to take out. */
  ofOthers: number;
}

/** Reviewed entries of the asked period, matter and person. */
export async function reviewedTime(
  store: Store,
  ask: Pick<TimeExportRequest, 'from' | 'until' | 'matterId' | 'personId'>,
  asking: Person,
): Promise<ReviewedTime> {
  const { time } = await store.practice();
  const person = remembered((id) => store.person(id));
  const matter = remembered((id) => store.matter(id));
  const contact = remembered((id) => store.contact(id));
  const isAsked = (entry: TimeEntry) =>
    entry.state === 'reviewed' &&
    entry.date >= ask.from &&
    entry.date <= ask.until &&
    (ask.matterId === null || entry.matterId === ask.matterId) &&
    (ask.personId === null || entry.personId === ask.personId);

  const charged: ChargedEntry[] = [];
  let ofOthers = 0;
  for (const entry of (await entriesOf(store, ask.matterId)).filter(isAsked)) {
    const ofMatter = await matter(entry.matterId);
    if (ofMatter !== null && !mayKnow(asking, ofMatter)) continue;
    if (!mayTakeOut(asking, entry)) {
      ofOthers += 1;
      continue;
    }
    const ofCall = entry.callId === null ? [] : await store.itemsOf('time_entry', { callId: entry.callId });
    const party = ofMatter?.parties.find(({ role }) => role === 'client');
    const client = await contact(party?.contactId ?? null);
    charged.push({
      entry,
      person: await person(entry.personId),
      timekeeper: time.timekeepers.find(({ personId }) => personId === entry.personId) ?? null,
      matter: ofMatter,
      contact: await contact(entry.contactId),
      client: client === null ? null : { contact: client, reference: party?.reference ?? null },
      second: secondTimekeeper(entry, ofCall),
    });
  }
  const keyOf = ({ entry, matter: m }: ChargedEntry) => `${entry.date} ${m?.number ?? ''} ${entry.id}`;
  return { charged: charged.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)), ofOthers };
}

/** Administrators bill for everybody; others for themselves and for those whom they assist. */
function mayTakeOut(asking: Person, entry: TimeEntry): boolean {
  const own = [asking.id, ...asking.assistsPersonIds];
  return asking.role === 'admin' || own.includes(entry.personId);
}

/** A restricted matter does not exist for others, administrators or not. */
function mayKnow(asking: Person, { restrictedTo, responsiblePersonId }: Matter): boolean {
  return restrictedTo === null || responsiblePersonId === asking.id || restrictedTo.includes(asking.id);
}

async function entriesOf(store: Store, matterId: string | null): Promise<TimeEntry[]> {
  if (matterId !== null) return store.itemsOf('time_entry', { matterId });
  const all: TimeEntry[] = [];
  let cursor: string | null = null;
  do {
    const page: Page<TimeEntry> = await store.itemPage('time_entry', cursor, PAGE);
    all.push(...page.items);
    cursor = page.next;
  } while (cursor !== null);
  return all;
}
