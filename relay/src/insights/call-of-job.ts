import { parsePhoneNumberFromString } from 'libphonenumber-js';
import { JobFailed } from '../jobs/job-failed.ts';
import { decideCapture, type CaptureDecision } from '../policy/decide-capture.ts';
import type { Storage, TenantStore } from '../storage/port.ts';
import { firmNumber, otherNumber, type Call } from '../wire/call.ts';
import { expectedLanguages } from './expected-languages.ts';

/** What a job must know of its call: read at each attempt, because links and rules change. */
export interface CallOfJob {
  call: Call;
  decision: CaptureDecision;
  languages: readonly string[];
  /** That are likely said. */
  names: readonly string[];
  timeZone: string;
  country: string;
}

/** @throws JobFailed: the call or its firm is gone */
export async function callOfJob(
  storage: Storage,
  { tenantId, store }: { tenantId: string; store: TenantStore },
  callId: string,
): Promise<CallOfJob> {
  const [call, tenant] = await Promise.all([store.call(callId), storage.tenants.byId(tenantId)]);
  if (!call || !tenant) throw new JobFailed('internal', 'The call of this job is gone.', { retryable: false });
  const [contact, matter] = await Promise.all([
    call.contactId === null ? null : store.contact(call.contactId),
    call.matterId === null ? null : store.matter(call.matterId),
  ]);
  const { country, name } = tenant.firm;
  const names = [contact?.name, contact?.organisation, call.answeredBy?.name, name, matter?.title];
  return {
    call,
    decision: decideCapture(await store.capturePolicy(), capturedCall(call)),
    languages: expectedLanguages(country, contact?.languages ?? []),
    names: [...new Set(names.filter((one) => one != null && one !== ''))] as string[],
    timeZone: tenant.routing.hours.timeZone,
    country,
  };
}

/** What the capture policy asks of a call. */
export function capturedCall(call: Call) {
  const other = otherNumber(call);
  return {
    line: firmNumber(call),
    country: other === null ? null : (parsePhoneNumberFromString(other)?.country ?? null),
    matterId: call.matterId,
    contactId: call.contactId,
  };
}
