import type { ProblemCode } from '@callbrief/relay/wire/problems';

/**
 * Why a request to the relay brought no answer:
 * `no_such_server` its name does not resolve; `not_reachable` refused, cut, or no network; `certificate_not_trusted`;
 * `timed_out`; `not_understood` something answered, but not as a relay does; `tokens_not_stored` the new tokens could
 * not be written to this disk, so they were not used. All others are the relay's own words.
 */
export type LinkProblemCode =
  | ProblemCode
  | 'no_such_server'
  | 'not_reachable'
  | 'certificate_not_trusted'
  | 'timed_out'
  | 'not_understood'
  | 'tokens_not_stored';

export class RelayProblem extends Error {
  readonly code: LinkProblemCode;
  /** Absent when no answer came. */
  readonly status: number | null;
  /** Trying the same again later may work. */
  readonly retryable: boolean;
  /** What the relay asked for in Retry-After; 0 when it did not. */
  readonly retryAfterMs: number;
  /** The field at fault, where the relay named one. */
  readonly field: string | null;
  /** The provider's own reason, where it gave one and the relay passed it on. */
  readonly detail: string | null;

  constructor(
    code: LinkProblemCode,
    message: string,
    more: {
      status?: number;
      retryAfterMs?: number;
      field?: string | undefined;
      detail?: string | undefined;
      cause?: unknown;
    } = {},
  ) {
    super(message, more.cause === undefined ? {} : { cause: more.cause });
    this.name = 'RelayProblem';
    this.code = code;
    this.status = more.status ?? null;
    this.retryAfterMs = more.retryAfterMs ?? 0;
    this.field = more.field ?? null;
    this.detail = more.detail ?? null;
    this.retryable = tryAgain[code];
  }
}

/** The device is no longer the relay's: no retry and no refresh will change that. */
export function endsTheEnrolment(problem: unknown): boolean {
  return problem instanceof RelayProblem && (problem.code === 'device_revoked' || problem.code === 'refresh_refused');
}

/** Complete by type: a new problem code must be decided here. */
const tryAgain: Record<LinkProblemCode, boolean> = {
  no_such_server: true,
  not_reachable: true,
  certificate_not_trusted: true,
  timed_out: true,
  tokens_not_stored: true,
  token_expired: true,
  not_signed_in: true,
  too_many_requests: true,
  internal: true,
  not_configured: true,
  storage_full: true,
  storage_unavailable: true,
  shutting_down: true,
  media_unavailable: true,
  media_key_missing: true,
  // Something in between: a proxy that starts, a sign-in page. It refuses nothing in the relay's name.
  not_understood: true,
  // Asked of a person, not again by a machine: it may ring or send twice.
  revision_conflict: false,
  provider_not_connected: false,
  provider_cannot: false,
  provider_refused: false,
  provider_no_right: false,
  provider_no_credit: false,
  provider_failed: false,
  provider_unreachable: false,
  provider_busy: false,
  nothing_to_export: false,
  already_exported: false,
  export_incomplete: false,
  policy_forbids: false,
  call_over: false,
  not_your_call: false,
  emergency_number: false,
  // Told by an event when it changes.
  on_legal_hold: false,
  recording_not_ready: false,
  recording_removed: false,
  range_refused: false,
  link_refused: false,
  bad_request: false,
  long_lived_token_in_url: false,
  device_revoked: false,
  refresh_refused: false,
  ticket_refused: false,
  signature_refused: false,
  code_refused: false,
  code_expired: false,
  other_tenant: false,
  not_allowed: false,
  not_found: false,
  too_large: false,
  wrong_media_type: false,
  import_refused: false,
  receptionist_refused: false,
  import_not_ready: false,
  malformed: false,
};
