import type { Practice } from '../wire/practice.ts';
import type { TimeExportLack, TimeExportTarget } from '../wire/time-export.ts';
import type { ChargedEntry } from './charged-entries.ts';
import { ledesValue, LONGEST_LEDES_ID } from './ledes-1998b.ts';

/** What the target needs and does not have, each once, with how many entries wait for it. Empty: it can be made. */
export function lacksOf(
  to: TimeExportTarget,
  entries: readonly ChargedEntry[],
  firm: Pick<Practice['time'], 'ledesFirmId'>,
  invoiceNumber: string,
): TimeExportLack[] {
  const found = new Map<string, TimeExportLack>();
  const lacks = (what: TimeExportLack['what'], of: string | null, times = 1) => {
    const key = `${what} ${of ?? ''}`;
    found.set(key, { what, of, entries: (found.get(key)?.entries ?? 0) + times });
  };
  // A table of the firm's own says what it knows.
  if (to === 'csv') return [];
  if (to === 'ledes') {
    if (firm.ledesFirmId.trim() === '') lacks('firm_id', null, entries.length);
    if (invoiceNumber === '') lacks('invoice_number', null, entries.length);
  }
  for (const one of entries) lacksOfEntry(to, one, lacks);
  return [...found.values()];
}

function lacksOfEntry(
  to: 'ledes' | 'clio',
  { entry, person, timekeeper, matter, client, second }: ChargedEntry,
  lacks: (what: TimeExportLack['what'], of: string | null) => void,
): void {
  const who = person?.name ?? entry.personId;
  if (matter === null) lacks('matter', entry.date);
  if (second === 'unconfirmed') lacks('second_timekeeper', `${who}, ${entry.date}`);
  if (entry.narrative.trim() === '') lacks('narrative', `${who}, ${entry.date}`);
  if (to === 'clio') return;
  if (matter !== null) {
    if (client === null) lacks('client', matter.number);
    else if (client.contact.externalId === null) lacks('client_id', client.contact.name);
    for (const id of [matter.number, client?.contact.externalId, client?.reference]) {
      if (ledesValue(id ?? '').length > LONGEST_LEDES_ID) lacks('too_long', id ?? null);
    }
  }
  if (timekeeper === null || timekeeper.code.trim() === '') lacks('timekeeper_code', who);
  if (timekeeper?.hourlyRate == null) lacks('hourly_rate', who);
}
