import { problemTable, type ProblemCode } from '@callbrief/relay/wire/problems';
import type { ActAnswer, ActRefusal } from '../../src-preload/contract.ts';
import type { LinkProblemCode, RelayProblem } from '../relay-link/relay-problem.ts';

export type Refused = Extract<ActAnswer, { result: 'refused' }>;

export const refused = (refusal: ActRefusal, detail: string | null = null): Refused => ({
  result: 'refused',
  refusal,
  detail,
});

/** What a person is told of each problem. Complete by type: a new problem code must be decided here. */
const refusals: Record<LinkProblemCode, ActRefusal> = {
  no_such_server: 'offline',
  not_reachable: 'offline',
  certificate_not_trusted: 'offline',
  timed_out: 'failed',
  not_understood: 'failed',
  tokens_not_stored: 'failed',
  // The computer is being removed; the app says so by itself.
  device_revoked: 'offline',
  refresh_refused: 'offline',
  not_signed_in: 'offline',
  token_expired: 'offline',
  shutting_down: 'offline',

  provider_not_connected: 'provider_not_connected',
  provider_cannot: 'provider_cannot',
  provider_refused: 'provider_refused',
  provider_no_right: 'provider_no_right',
  provider_no_credit: 'provider_no_credit',
  provider_failed: 'provider_failed',
  provider_unreachable: 'provider_unreachable',
  provider_busy: 'provider_busy',
  // The relay guards the provider's own limit; for the person it is the same: later.
  too_many_requests: 'provider_busy',
  nothing_to_export: 'nothing_to_export',
  // The time screen asks what is missing, and says it, before it asks for the file.
  already_exported: 'failed',
  export_incomplete: 'failed',
  policy_forbids: 'policy_forbids',
  call_over: 'call_over',
  not_your_call: 'not_your_call',
  emergency_number: 'emergency_number',
  not_allowed: 'not_allowed',
  other_tenant: 'not_allowed',
  revision_conflict: 'revision_conflict',
  malformed: 'malformed',
  bad_request: 'malformed',
  too_large: 'malformed',

  // A recording that cannot be had: its own state says why.
  link_refused: 'failed',
  on_legal_hold: 'failed',
  recording_not_ready: 'failed',
  recording_removed: 'failed',
  range_refused: 'failed',
  media_key_missing: 'failed',
  media_unavailable: 'failed',

  import_refused: 'malformed',
  receptionist_refused: 'malformed',
  import_not_ready: 'failed',

  not_found: 'failed',
  wrong_media_type: 'failed',
  internal: 'failed',
  not_configured: 'failed',
  storage_full: 'failed',
  storage_unavailable: 'failed',
  long_lived_token_in_url: 'failed',
  ticket_refused: 'failed',
  signature_refused: 'failed',
  code_refused: 'failed',
  code_expired: 'failed',
};

/** @param code as it stands in a stored message: a newer relay may know others. */
export function refusalOf(code: string): ActRefusal {
  return Object.hasOwn(problemTable, code) ? refusals[code as ProblemCode] : 'failed';
}

export function refusedBy(problem: RelayProblem): Refused {
  return refused(refusals[problem.code], problem.detail);
}

/**
 * Nothing says whether it was done: no answer, an answer of something in between, or a relay that failed in the middle.
 * Everything else is the relay's word that it was not.
 */
export function isLost(problem: RelayProblem): boolean {
  const { code } = problem;
  if (code === 'not_reachable') return !neverLeft(problem);
  return code === 'timed_out' || code === 'not_understood' || code === 'internal';
}

/** Of a connection that was never made. What was cut later may have been read at the other end. */
const NO_CONNECTION =
  /^(?:ECONNREFUSED|EAI_AGAIN|ENETUNREACH|EHOSTUNREACH|ENETDOWN|EHOSTDOWN|UND_ERR_CONNECT_TIMEOUT)$|net::ERR_(?:CONNECTION_REFUSED|INTERNET_DISCONNECTED|ADDRESS_UNREACHABLE|CONNECTION_TIMED_OUT|NETWORK_ACCESS_DENIED|PROXY_CONNECTION_FAILED)/;

function neverLeft(problem: RelayProblem): boolean {
  for (let at: unknown = problem.cause, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth += 1) {
    const { code } = at as Error & { code?: unknown };
    if (typeof code === 'string' && NO_CONNECTION.test(code)) return true;
    if (NO_CONNECTION.test(at.message)) return true;
  }
  return false;
}
