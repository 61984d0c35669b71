import { z } from 'zod';

const callId = z.string().trim().min(1).max(140);
/** `w0`, or several of them. */
const users = z.union([
  z
    .string()
    .max(100)
    .transform((one) => [one]),
  z.array(z.string().max(100)).max(200),
]);
/** As in the push: international digits with or without plus, or `anonymous`. */
const number = z.union([z.string().max(40), z.number().int().nonnegative().transform(String)]);

/** The JSON dialect's body (HTTP contract section 3). A failed parse names the field. */
export const sipgateJsonBody = z.discriminatedUnion('event', [
  z.object({
    event: z.literal('newCall'),
    callId,
    from: number,
    to: number,
    direction: z.enum(['in', 'out']),
    user: users.default([]),
    xcid: z.string().max(200).nullish(),
  }),
  z.object({
    event: z.literal('answer'),
    callId,
    user: users.default([]),
    answeringNumber: number.nullish(),
  }),
  z.object({ event: z.literal('hangup'), callId, cause: z.string().max(100).nullish() }),
]);
export type SipgateJsonBody = z.infer<typeof sipgateJsonBody>;

/**
 * The same event as sipgate's own push says it (telephony facts 4.1), so that both dialects make the same facts of a
 * call, and a call that comes in both is one.
 */
export function asPush(body: SipgateJsonBody): string {
  const form = new URLSearchParams({ event: body.event, callId: body.callId });
  if (body.event === 'hangup') {
    if (body.cause != null) form.set('cause', body.cause);
    return form.toString();
  }
  for (const user of body.user) form.append(/^\w?\d+$/.test(user) ? 'userId[]' : 'user[]', user);
  if (body.event === 'answer') {
    if (body.answeringNumber != null) form.set('answeringNumber', body.answeringNumber);
    return form.toString();
  }
  form.set('from', body.from);
  form.set('to', body.to);
  form.set('direction', body.direction);
  if (body.xcid != null) form.set('xcid', body.xcid);
  return form.toString();
}
