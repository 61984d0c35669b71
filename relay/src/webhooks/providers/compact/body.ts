import { z } from 'zod';
import { isWithheld, normaliseNumber } from '../../phone-number.ts';
import { readProviderTime } from '../../provider-time.ts';

/** Ids were always text here, but a script that forwards Ringover's own writes digits. */
const idText = z.union([z.string(), z.number().int().nonnegative().transform(String)]).pipe(z.string().min(1).max(200));
const isoTime = z.string().transform((value, refinement) => {
  const time = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d/.test(value) ? readProviderTime(value) : null;
  if (time === null) refinement.addIssue({ code: 'custom', message: 'not an ISO 8601 time' });
  return time ?? '';
});

/**
 * The compact dialect's body (HTTP contract section 1): one message per finished call. A failed parse names the field.
 * @param country of the firm, for numbers in national form
 */
export function compactBody(country: string) {
  const number = z.string().transform((value, refinement) => {
    if (isWithheld(value)) return null;
    const e164 = normaliseNumber(value, country);
    if (e164 === null) refinement.addIssue({ code: 'custom', message: 'not a telephone number' });
    return e164;
  });
  return z.looseObject({
    call_id: idText,
    tenant_id: idText,
    call_type: z.enum(['answered', 'missed', 'voicemail']),
    caller_number: number,
    callee_number: number,
    direction: z.enum(['inbound', 'outbound']),
    duration_seconds: z
      .number()
      .int()
      .nonnegative()
      .max(7 * 86_400),
    started_at: isoTime,
    ended_at: isoTime.nullish().transform((value) => value ?? null),
    recording_url: z.string().max(2_000).nullish(),
  });
}
export type CompactBody = z.infer<ReturnType<typeof compactBody>>;
