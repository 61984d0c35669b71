import type { IncomingMessage } from 'node:http';
import { MediaError } from '../ports.ts';
import type { AudioHosts } from './audio-hosts.ts';
import { followLink, type FollowDeps } from './follow-link.ts';

export interface HostAsk {
  link: string;
  hosts: AudioHosts;
  headers: Readonly<Record<string, string>>;
  /** Is asked for only when the host refuses without it. */
  authorization: () => Promise<string | null>;
  signal: AbortSignal;
}

/**
 * GET of a provider's link. First without the firm's key: many links carry their own, and some hosts refuse two.
 * @throws MediaError
 */
export async function askHost(ask: HostAsk, deps: FollowDeps): Promise<IncomingMessage> {
  const go = (authorization: string | null) =>
    followLink(ask.link, ask.hosts, ask.headers, authorization, deps, ask.signal);
  const answer = await go(null);
  if (answer.statusCode !== 401 && answer.statusCode !== 403) return answer;
  const authorization = await ask.authorization();
  if (authorization === null) return answer;
  answer.destroy();
  return go(authorization);
}

/** What an answer that is no 200 means. */
export function refusal({ statusCode: status = 0 }: IncomingMessage): MediaError {
  const message = `The provider answered ${String(status)}.`;
  // A link may be told a little before its file is there; 410 says that it was there.
  if (status === 404) return new MediaError('link_gone', message, { retryable: true });
  if (status === 410) return new MediaError('link_gone', message, { retryable: false });
  if (status === 401 || status === 403) return new MediaError('provider_refused', message, { retryable: true });
  if (status === 429 || status >= 500) return new MediaError('unreachable', message, { retryable: true });
  if (status === 204) return new MediaError('empty', 'The file is empty.', { retryable: true });
  return new MediaError('provider_refused', message, { retryable: false });
}
