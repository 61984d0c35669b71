import { ProblemError } from '../http/problem-error.ts';
import type { Storage, TenantStore } from '../storage/port.ts';
import { consentOf } from '../policy/consent.ts';
import { isOpen, type Call } from '../wire/call.ts';
import type { Person } from '../wire/directory.ts';
import type { CallFile } from './call-file.ts';
import { mayTellWords } from './may-export.ts';

/** An extract: the whole log is the administrator's (GET /audit). */
const NEWEST_ACCESSES = 25;
/** Far enough to find what was said at the call's beginning, behind everything that was done to it since. */
const LOOK_BACK = 500;

/**
 * Everything that a file of this call may be made of.
 * @throws ProblemError not_found; nothing_to_export while the call goes on: a file says what was
 */
export async function readCallFile(
  deps: { storage: Storage; now: () => Date },
  ask: { store: TenantStore; callId: string; person: Person },
): Promise<CallFile & { policy: Awaited<ReturnType<TenantStore['capturePolicy']>> }> {
  const { store, callId, person } = ask;
  const [call, tenant] = await Promise.all([store.call(callId), deps.storage.tenants.byId(store.tenantId)]);
  if (!tenant) throw new ProblemError('not_signed_in');
  if (!call) throw new ProblemError('not_found');
  if (isOpen(call.outcome)) throw new ProblemError('nothing_to_export', { detail: 'The call is not over yet.' });
  const [contact, matter, recordings, insights, access, policy] = await Promise.all([
    call.contactId === null ? null : store.contact(call.contactId),
    call.matterId === null ? null : store.matter(call.matterId),
    store.recordingsOfCall(callId),
    store.insights(callId),
    store.auditPage({ callId }, null, LOOK_BACK),
    store.capturePolicy(),
  ]);
  const allowed = mayTellWords(policy, call);
  const entries = access.items.slice(0, NEWEST_ACCESSES);
  const named = [...peopleOf(call), ...entries.flatMap(({ personId }) => personId ?? [])];
  return {
    firm: tenant.firm,
    timeZone: tenant.routing.hours.timeZone,
    call,
    contact,
    matter,
    people: await readPeople(store, named),
    recordings,
    insights: allowed ? insights : null,
    notAnalysed: !allowed,
    consent: consentOf(call, access.items),
    access: { entries, total: access.total },
    madeBy: person,
    madeAt: deps.now().toISOString(),
    policy,
  };
}

function peopleOf({ answeredBy, legs }: Call): string[] {
  return [answeredBy, ...legs].flatMap((party) => party?.personId ?? []);
}

async function readPeople(store: TenantStore, ids: readonly string[]): Promise<Map<string, Person>> {
  const people = await Promise.all([...new Set(ids)].map((id) => store.person(id)));
  return new Map(people.filter((one) => one !== null).map((one) => [one.id, one]));
}
