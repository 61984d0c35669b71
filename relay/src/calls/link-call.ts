import { otherNumber, type Call } from '../wire/call.ts';
import type { ChosenAt, LookUps } from './stored-call.ts';

/**
 * Links a call to its contact and matter only when there is exactly one candidate: taking the newest of several would
 * file a call under the wrong matter without anybody seeing it. What a person chose is never touched.
 */
export function linkCall(call: Call, chosenAt: ChosenAt, lookUps: LookUps): Call {
  const contactId =
    chosenAt.contactId === null ? (call.contactId ?? onlyContact(otherNumber(call), lookUps)) : call.contactId;
  const contactChanged = contactId !== call.contactId;
  const kept = contactChanged ? null : call.matterId;
  const matterId = chosenAt.matterId === null ? (kept ?? onlyMatter(contactId, lookUps)) : call.matterId;
  return { ...call, contactId, matterId };
}

/** The contact's only open matter, else null. */
export function onlyMatter(contactId: string | null, lookUps: LookUps): string | null {
  return contactId === null ? null : only(lookUps.openMatterIdsOf(contactId));
}

/** The only contact that has the number, else null. */
export function onlyContact(number: string | null, lookUps: LookUps): string | null {
  return number === null ? null : only(lookUps.contactIdsByNumber(number));
}

function only(ids: readonly string[]): string | null {
  return ids.length === 1 ? (ids[0] ?? null) : null;
}
