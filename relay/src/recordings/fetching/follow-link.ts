import { request as requestHttp, type IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import { MediaError } from '../ports.ts';
import { allowedUrl, hostOf, type AudioHosts } from './audio-hosts.ts';
import { checkedAddresses, lookupAmong, type ResolveHost } from './checked-addresses.ts';

export interface FollowDeps {
  resolve: ResolveHost;
  /**
   * Beside the Internet's. Always false in the product; tests and the demo, whose providers are on this machine, say
   * otherwise. Nothing in the configuration sets it.
   */
  isAllowedAddress: (address: string) => boolean;
  /** Until the first line of the answer, for each hop (ms). */
  answerMs: number;
  /** Of pretend providers, which cannot have 443: who signed their certificates (PEM), and where they listen. */
  tls?: { ca: string; port: number };
}

const MOST_REDIRECTS = 5;
const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/**
 * GET of a link, every hop checked as the first: host, scheme, all addresses, and the connection goes to a checked one.
 * @param authorization shown only to hosts of the provider's own, over TLS
 * @throws MediaError
 */
export async function followLink(
  link: string,
  hosts: AudioHosts,
  headers: Readonly<Record<string, string>>,
  authorization: string | null,
  deps: FollowDeps,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  let next = link;
  for (let hop = 0; hop <= MOST_REDIRECTS; hop += 1) {
    const { url, isProviders } = allowedUrl(next, hosts);
    const addresses = await checkedAddresses(hostOf(url), {
      resolve: deps.resolve,
      isAllowed: deps.isAllowedAddress,
    });
    const sent = isProviders && authorization !== null ? { ...headers, authorization } : headers;
    const answer = await askOnce(url, addresses, sent, deps, signal);
    const { location } = answer.headers;
    if (!redirects.has(answer.statusCode ?? 0)) return answer;
    answer.destroy();
    if (location === undefined || !URL.canParse(location, url.href)) {
      throw new MediaError('link_gone', 'The link leads on to nowhere.', { retryable: false });
    }
    next = new URL(location, url).href;
  }
  throw new MediaError('link_gone', 'The link leads on and on.', { retryable: false });
}

function askOnce(
  url: URL,
  addresses: readonly string[],
  headers: Readonly<Record<string, string>>,
  { answerMs, tls }: FollowDeps,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const send = url.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const request = send(url, {
      // Without compression: what is counted is what is kept.
      headers: { accept: 'audio/*, application/octet-stream;q=0.9', 'accept-encoding': 'identity', ...headers },
      lookup: lookupAmong(addresses),
      // A connection of its own: one that is kept could have been made to an address that was checked for another name.
      agent: false,
      signal,
      ...(tls === undefined || url.protocol === 'http:' ? {} : tls),
    });
    const late = setTimeout(() => {
      request.destroy(new MediaError('timed_out', `${url.host} does not answer.`, { retryable: true }));
    }, answerMs);
    request.once('response', (answer) => {
      clearTimeout(late);
      // Known to whom we speak, whatever was asked of whom.
      const { remoteAddress } = answer.socket;
      const plain = remoteAddress?.replace(/^::ffff:(?=\d+\.)/, '');
      if (plain !== undefined && !addresses.includes(plain)) {
        request.destroy();
        reject(new MediaError('private_address', 'The connection went elsewhere.', { retryable: false }));
        return;
      }
      resolve(answer);
    });
    // Stays: a connection that breaks later tells the answer too, and here it must not be unheard.
    request.on('error', (error) => {
      clearTimeout(late);
      reject(error instanceof MediaError ? error : unreachable(url, error, signal));
    });
    request.end();
  });
}

function unreachable(url: URL, cause: unknown, signal: AbortSignal): MediaError {
  if (signal.aborted) return new MediaError('interrupted', 'The download was stopped.', { retryable: true, cause });
  const code = (cause as { code?: unknown }).code;
  const what = typeof code === 'string' ? code : 'connection broken';
  return new MediaError('unreachable', `${url.host} cannot be reached: ${what}.`, { retryable: true, cause });
}
