import { z } from 'zod';

/**
 * Every error the relay answers: code, status, one sentence for the person who reads a log or a curl. The desktop
 * maps `code` to a sentence in the user's language. Sent as application/problem+json.
 */
export const problemTable = {
  bad_request: [400, 'The request is not valid.'],
  long_lived_token_in_url: [
    400,
    'A long-lived token must not stand in a URL. Ask POST /api/v1/events/ticket for a ticket.',
  ],
  not_signed_in: [401, 'A bearer token is needed.'],
  token_expired: [401, 'The access token has expired. Refresh it.'],
  link_refused: [401, 'The link is not valid, or its few minutes are over.'],
  device_revoked: [401, 'This device was removed by the office.'],
  refresh_refused: [401, 'The refresh token is not valid.'],
  ticket_refused: [401, 'The ticket is unknown, used or expired.'],
  signature_refused: [401, 'The signature is missing or wrong.'],
  code_refused: [401, 'The one-time code is unknown or already used.'],
  code_expired: [401, 'The one-time code has expired.'],
  other_tenant: [403, 'This belongs to another tenant.'],
  not_allowed: [403, 'Your role does not allow this.'],
  not_found: [404, 'There is nothing here.'],
  revision_conflict: [409, 'Somebody else saved in the meantime. Read it again first.'],
  import_refused: [422, 'The file cannot be imported.'],
  receptionist_refused: [422, 'The receptionist cannot work so.'],
  import_not_ready: [409, 'The import cannot do this now.'],
  provider_not_connected: [409, 'No account of the provider is connected.'],
  provider_cannot: [409, 'The provider cannot do this.'],
  provider_refused: [409, 'The provider refused.'],
  provider_no_right: [409, 'The account at the provider lacks the right, or its key is wrong.'],
  provider_no_credit: [409, 'The account at the provider has no credit left.'],
  nothing_to_export: [409, 'There is nothing to export: it was not made, or it is gone.'],
  already_exported: [409, 'Some of these were exported before. Say whether they go again.'],
  export_incomplete: [409, 'Something that the file needs is missing.'],
  policy_forbids: [403, "The firm's rules on recordings do not allow this."],
  call_over: [409, 'The call is over.'],
  not_your_call: [409, 'You are not on the phone in this call.'],
  emergency_number: [409, 'Emergency numbers are dialled on a telephone: from here nobody would know where you are.'],
  on_legal_hold: [409, 'The call is on legal hold: nothing of it is removed.'],
  recording_not_ready: [409, 'The recording is not ready.'],
  recording_removed: [410, 'The recording was removed.'],
  too_large: [413, 'The body is larger than allowed.'],
  wrong_media_type: [415, 'The content type is not accepted here.'],
  range_refused: [416, 'The recording has no such part.'],
  malformed: [422, 'The body is malformed.'],
  too_many_requests: [429, 'Too many requests. Try again later.'],
  internal: [500, 'Something failed on the relay.'],
  provider_failed: [502, 'The provider failed. Nothing was done.'],
  provider_unreachable: [502, 'The provider could not be reached. Nothing was done.'],
  provider_busy: [503, 'The provider takes no more requests at the moment. Nothing was done.'],
  not_configured: [503, 'No secret is configured, so nothing is accepted.'],
  media_key_missing: [503, 'The key that opens this recording is not the one that the relay has.'],
  media_unavailable: [503, 'The recording cannot be read now. Try again later.'],
  storage_full: [503, 'The relay has no room to store this. Send it again later.'],
  storage_unavailable: [503, 'The relay cannot store this now. Send it again later.'],
  shutting_down: [503, 'The relay is restarting. Try again in a moment.'],
} as const satisfies Record<string, readonly [number, string]>;

export type ProblemCode = keyof typeof problemTable;
export const problemCode = z.enum(Object.keys(problemTable) as [ProblemCode, ...ProblemCode[]]);

export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  code: problemCode,
  /** The field at fault, where there is one. */
  field: z.string().optional(),
  detail: z.string().optional(),
});
export type Problem = z.infer<typeof problem>;
