import { parsePhoneNumberFromString } from 'libphonenumber-js';
import type { CallerDirectory } from '../routing/caller-facts.ts';
import type { CapturePolicy, CapturePreview, CapturePreviewRequest } from '../wire/insights.ts';
import { decideCapture, fittingRules } from './decide-capture.ts';

/** What would be decided for a call with this number: linked as a call is, only where there is exactly one candidate. */
export async function previewCapture(
  directory: Pick<CallerDirectory, 'contactsByNumber' | 'openMattersOf'>,
  policy: CapturePolicy,
  { number, line }: Pick<CapturePreviewRequest, 'number' | 'line'>,
): Promise<CapturePreview> {
  const [contact, another] = number === null ? [] : await directory.contactsByNumber(number);
  const known = contact !== undefined && another === undefined ? contact : null;
  const [matter, more] = known === null ? [] : await directory.openMattersOf(known.id);
  const only = matter !== undefined && more === undefined ? matter : null;
  const country = number === null ? null : (parsePhoneNumberFromString(number)?.country ?? null);
  const call = { line, country, matterId: only?.id ?? null, contactId: known?.id ?? null };
  const decision = decideCapture(policy, call);
  return {
    ...decision,
    regions: [...decision.regions],
    ruleIds: fittingRules(policy, call).map(({ id }) => id),
    facts: { country, contactName: known?.name ?? null, matterNumber: only?.number ?? null },
  };
}
