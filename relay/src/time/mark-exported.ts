import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import type { Caller } from '../devices/authenticate.ts';
import type { ClioConnections } from '../practice-systems/clio/clio-connection.ts';
import type { Storage, StoredEvent } from '../storage/port.ts';
import type { Person } from '../wire/directory.ts';
import type { TimeEntry } from '../wire/time-entry.ts';
import type { ChargedEntry } from './charged-entries.ts';

export interface TimeExportDeps {
  storage: Storage;
  now: () => Date;
  log: Logger;
  publish: (tenantId: string, events: StoredEvent[]) => void;
  clio: ClioConnections;
}

export async function audit(deps: Pick<TimeExportDeps, 'now'>, caller: Caller, detail: string): Promise<void> {
  await caller.store.addAudit({
    at: deps.now().toISOString(),
    what: 'time_exported',
    callId: null,
    recordingId: null,
    personId: caller.device.personId,
    deviceId: caller.device.id,
    detail: detail.slice(0, 500),
  });
}

/** What stands at Clio keeps its mark, whatever file it stands in afterwards. */
export async function markExported(
  { now, publish }: Pick<TimeExportDeps, 'now' | 'publish'>,
  { store, tenantId }: Caller,
  person: Person,
  entries: readonly ChargedEntry[],
  markOf: (entry: TimeEntry) => Pick<NonNullable<TimeEntry['exported']>, 'to' | 'reference'>,
): Promise<void> {
  for (const { entry } of entries) {
    const mark = markOf(entry);
    if (entry.exported?.to === 'clio' && mark.to !== 'clio') continue;
    const at = now().toISOString();
    const edit = { editId: randomUUID(), at, set: { exported: { ...mark, at } }, did: null };
    const by = { personId: person.id, name: person.shortName };
    const written = await store.editItem('time_entry', entry.id, edit, by, at);
    if (written !== 'incomplete') publish(tenantId, written.events);
  }
}
