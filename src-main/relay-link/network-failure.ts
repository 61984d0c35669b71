import { RelayProblem, type LinkProblemCode } from './relay-problem.ts';

/**
 * Reads a failed `fetch`. Node (undici) hides the reason in `cause.code`, Electron's `net.fetch` says
 * `net::ERR_NAME_NOT_RESOLVED` in the message (Chromium's net_error_list.h).
 * @param timedOut our own deadline aborted it
 */
export function readNetworkFailure(error: unknown, timedOut: boolean): RelayProblem {
  if (error instanceof RelayProblem) return error;
  if (timedOut) return new RelayProblem('timed_out', 'The relay did not answer in time.', { cause: error });
  const words = wordsOf(error);
  const found = failures.find(([pattern]) => words.some((word) => pattern.test(word)));
  const code = found?.[1] ?? 'not_reachable';
  return new RelayProblem(code, `${sentences[code]} (${words.at(-1) ?? 'unknown'})`, { cause: error });
}

type FailureCode = Extract<
  LinkProblemCode,
  'no_such_server' | 'not_reachable' | 'certificate_not_trusted' | 'not_understood'
>;

const sentences: Record<FailureCode, string> = {
  no_such_server: 'No server has this name.',
  not_reachable: 'The relay cannot be reached.',
  certificate_not_trusted: 'The certificate of the server is not trusted.',
  not_understood: 'Something answered that is not a relay.',
};

/** EAI_AGAIN is a resolver that is away, not a wrong name: it is "not reachable". */
const failures: [RegExp, FailureCode][] = [
  [/^ENOTFOUND$|ERR_NAME_NOT_RESOLVED/, 'no_such_server'],
  [
    /CERT|^DEPTH_ZERO_|^SELF_SIGNED_|^UNABLE_TO_(?:VERIFY|GET)_|ERR_TLS_CERT|ERR_SSL_(?:PINNED|SERVER_CERT)/,
    'certificate_not_trusted',
  ],
  [/^EPROTO$|^HPE_|^ERR_SSL_|net::ERR_SSL_PROTOCOL|ERR_INVALID_HTTP_RESPONSE|ERR_HTTP2|REDIRECT/i, 'not_understood'],
];

/** Codes first, the outermost message last. */
function wordsOf(error: unknown): string[] {
  const words: string[] = [];
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth += 1) {
    const { code } = at as Error & { code?: unknown };
    if (typeof code === 'string') words.unshift(code);
    if (at instanceof AggregateError) words.unshift(...at.errors.flatMap((inner: unknown) => wordsOf(inner)));
    words.push(at.message);
  }
  return words;
}
