import type { SipgateAccount } from '../../storage/port.ts';
import { amountOf, fieldsOf, textOf } from '../field.ts';
import { ProviderError } from '../port.ts';
import { askProvider, type ProviderConnection } from '../provider-request.ts';

type OAuth = Extract<SipgateAccount['auth'], { kind: 'oauth' }>;
export type SipgateAuthorization = Required<Pick<ProviderConnection, 'authorization' | 'reauthorize'>>;

/** The tenant's refresh token as it is stored now; another process may have replaced it. */
export interface RefreshTokenStore {
  current(): Promise<string | null>;
  /** Compare-and-set. @returns false when another process was first */
  replace(next: string, expected: string): Promise<boolean>;
}

/** A personal access token: Basic, and there is nothing to renew. */
export function basicAuthorization(auth: { tokenId: string; token: string }): SipgateAuthorization {
  const header = `Basic ${Buffer.from(`${auth.tokenId}:${auth.token}`).toString('base64')}`;
  return { authorization: () => Promise.resolve(header), reauthorize: () => Promise.resolve(false) };
}

/** An access token is renewed this long before its end, so that it does not end on its way (ms). */
const EARLY_MS = 30_000;
/** sipgate's lasts 300 s; when it does not say (ms). */
const USUAL_LIFE_MS = 300_000;

/**
 * OAuth as sipgate has it: access tokens live minutes, and each refresh replaces the refresh token. One refresh at a time,
 * for a second one with the same token would be taken for a theft. What cannot be stored is kept and stored at the next
 * refresh, and the old one in the store is tried no more while this process lives.
 */
export function oauthAuthorization(
  auth: OAuth,
  connection: Omit<ProviderConnection, 'baseUrl' | 'authorization' | 'notFound' | 'reauthorize'>,
  store: RefreshTokenStore,
): SipgateAuthorization {
  let access: { header: string; until: number } | null = null;
  let refreshToken = auth.refreshToken;
  /** What the store holds, as far as this process knows. */
  let stored = auth.refreshToken;
  let running: Promise<string> | null = null;

  const toTokens: ProviderConnection = {
    ...connection,
    baseUrl: auth.tokenUrl,
    // sipgate's documentation has the client's secret in the form, and one way at a time is allowed.
    authorization: () => Promise.resolve(null),
    notFound: () => 'provider_no_right',
  };

  async function exchange(token: string): Promise<string> {
    const { body } = await askProvider(toTokens, {
      operation: 'refresh_token',
      method: 'POST',
      path: '',
      form: new URLSearchParams({
        grant_type: 'refresh_token',
        refresh_token: token,
        client_id: auth.clientId,
        client_secret: auth.clientSecret,
      }),
      effect: 'changes',
      urgency: 'action',
    }).catch((error: unknown) => {
      // OAuth says 400 `invalid_grant` for what is a missing right to us. What it was asked for was not done in any case.
      if (!(error instanceof ProviderError)) throw error;
      const code = error.code === 'provider_refused' ? 'provider_no_right' : error.code;
      throw new ProviderError(code, error.message, {
        detail: error.detail,
        retryAfterMs: error.retryAfterMs,
        cause: error,
      });
    });
    const answer = fieldsOf(body);
    const accessToken = textOf(answer['access_token']);
    if (accessToken === null)
      throw new ProviderError('provider_failed', `${connection.provider} gave no access token.`);
    const lifeMs = (amountOf(answer['expires_in']) ?? USUAL_LIFE_MS / 1_000) * 1_000;
    const header = `Bearer ${accessToken}`;
    access = { header, until: connection.clock.now().getTime() + Math.max(lifeMs - EARLY_MS, lifeMs / 2) };
    refreshToken = textOf(answer['refresh_token']) ?? token;
    await keep();
    return header;
  }

  async function keep(): Promise<void> {
    if (refreshToken === stored) return;
    try {
      const isOurs = await store.replace(refreshToken, stored);
      // Another process refreshed meanwhile: its token is as good, and the next refresh reads it.
      stored = isOurs ? refreshToken : ((await store.current()) ?? stored);
      refreshToken = stored;
    } catch (error) {
      connection.log.warn({ err: error }, 'refresh_token_not_stored');
    }
  }

  async function renew(): Promise<string> {
    access = null;
    try {
      return await exchange(refreshToken);
    } catch (error) {
      if (!(error instanceof ProviderError) || error.code !== 'provider_no_right') throw error;
      // Used up by another process, or replaced by the operator.
      const current = await store.current().catch(() => null);
      if (current === null || current === refreshToken) throw error;
      refreshToken = stored = current;
      return exchange(current);
    }
  }

  const renewed = () =>
    (running ??= renew().finally(() => {
      running = null;
    }));

  return {
    authorization: () =>
      access !== null && connection.clock.now().getTime() < access.until ? Promise.resolve(access.header) : renewed(),
    async reauthorize(refused) {
      // Somebody else may have renewed it since.
      if (access?.header === refused) access = null;
      if (access === null) await renewed();
      return true;
    },
  };
}
