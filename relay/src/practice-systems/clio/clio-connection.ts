import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Logger } from 'pino';
import { ProblemError } from '../../http/problem-error.ts';
import type { ProviderMetrics } from '../../metrics/relay-metrics.ts';
import { fieldsOf, textOf } from '../../providers/field.ts';
import { ProviderError } from '../../providers/port.ts';
import type { ProviderClock } from '../../providers/provider-clock.ts';
import { askProvider, type Fetch, type ProviderConnection } from '../../providers/provider-request.ts';
import { oauthAuthorization } from '../../providers/sipgate/authorization.ts';
import type { Storage, TenantStore } from '../../storage/port.ts';
import type { StoredPracticeSystem } from '../../storage/practice-system-port.ts';
import type { ClioConnect, ClioRegion, ClioState } from '../../wire/time-export.ts';
import type { PracticeSystem } from '../port.ts';
import { createClioAccount, type ClioAccount } from './clio-account.ts';

export interface ClioDeps {
  storage: Storage;
  now: () => Date;
  log: Logger;
  fetch: Fetch;
  clock: ProviderClock;
  metrics: ProviderMetrics;
  /** For one question (ms). */
  timeoutMs: number;
  publicBaseUrl: string;
  origins: Readonly<Record<ClioRegion, string>>;
}

export interface ClioConnections {
  state(store: TenantStore): Promise<ClioState>;
  /** @returns the page at Clio where an administrator allows it */
  begin(store: TenantStore, ask: ClioConnect, personId: string): Promise<string>;
  /** What came back from that page. */
  finish(back: { state: string; code: string | null }): Promise<Finished>;
  forget(store: TenantStore): Promise<void>;
  /** Null: not connected. */
  of(store: TenantStore): Promise<PracticeSystem | null>;
}

export type Finished =
  | { result: 'connected'; as: string; tenantId: string; personId: string; language: Language }
  | { result: 'declined' | 'failed'; language: Language }
  | { result: 'link_over'; language: null };
type Language = ClioConnect['language'];

/** Long enough to sign in there with a second factor (ms). */
const PENDING_MS = 10 * 60_000;

export const callbackPath = '/api/v1/practice-systems/clio/callback';

export function createClioConnections(deps: ClioDeps): ClioConnections {
  const redirectUri = `${deps.publicBaseUrl}${callbackPath}`;
  const open = new Map<string, { key: string; account: PracticeSystem }>();

  function base(region: ClioRegion): Omit<ProviderConnection, 'authorization'> {
    const { fetch, clock, metrics, log, timeoutMs, origins } = deps;
    return {
      provider: 'clio',
      baseUrl: origins[region],
      fetch,
      clock,
      metrics,
      log,
      timeoutMs,
      // Clio tells with each answer how much is left; whoever sends many stops at its first refusal.
      pace: null,
      notFound: () => 'provider_refused',
    };
  }

  async function change(
    store: TenantStore,
    next: (before: StoredPracticeSystem | null) => Omit<StoredPracticeSystem, 'revision'>,
  ): Promise<void> {
    const before = await store.practiceSystem('clio');
    const revision = (before?.revision ?? 0) + 1;
    const written = await store.setPracticeSystem('clio', { ...next(before), revision }, before?.revision ?? null);
    if (!written) throw new ProblemError('revision_conflict');
  }

  function accountOf(store: TenantStore, stored: StoredPracticeSystem, refreshToken: string): ClioAccount {
    const { region, clientId, clientSecret } = stored;
    const connection = base(region);
    const tokenUrl = `${connection.baseUrl}/oauth/token`;
    const auth = { kind: 'oauth', tokenUrl, clientId, clientSecret, refreshToken } as const;
    const current = async () => (await store.practiceSystem('clio'))?.connected?.refreshToken ?? null;
    return createClioAccount({
      ...connection,
      ...oauthAuthorization(auth, connection, {
        current,
        async replace(next, expected) {
          const now = await store.practiceSystem('clio');
          if (now?.connected?.refreshToken !== expected) return false;
          const connected = { ...now.connected, refreshToken: next };
          return store.setPracticeSystem('clio', { ...now, revision: now.revision + 1, connected }, now.revision);
        },
      }),
    });
  }

  return {
    async state(store) {
      const stored = await store.practiceSystem('clio');
      const { connected = null, pending = null } = stored ?? {};
      const isWaiting = pending !== null && pending.expiresAt > deps.now().toISOString();
      return {
        state: connected === null ? (isWaiting ? 'waiting' : 'not_connected') : 'connected',
        region: stored?.region ?? null,
        clientId: stored?.clientId ?? null,
        as: connected?.as ?? null,
        since: connected?.at ?? null,
        redirectUri,
      };
    },

    async begin(store, ask, personId) {
      const state = `${store.tenantId}.${randomBytes(32).toString('base64url')}`;
      const expiresAt = new Date(deps.now().getTime() + PENDING_MS).toISOString();
      await change(store, (before) => {
        const clientSecret = ask.clientSecret === '' ? before?.clientSecret : ask.clientSecret;
        if (clientSecret === undefined) {
          throw new ProblemError('malformed', { field: 'clientSecret', detail: 'A secret is needed.' });
        }
        const isOther = before?.region !== ask.region || before.clientId !== ask.clientId;
        return {
          region: ask.region,
          clientId: ask.clientId,
          clientSecret,
          pending: { stateHash: hashOf(state), expiresAt, personId, language: ask.language },
          connected: isOther ? null : before.connected,
        };
      });
      const query = { response_type: 'code', client_id: ask.clientId, redirect_uri: redirectUri, state };
      return `${deps.origins[ask.region]}/oauth/authorize?${new URLSearchParams(query).toString()}`;
    },

    async finish({ state, code }) {
      const tenantId = state.split('.', 1)[0] ?? '';
      const store = deps.storage.tenant(tenantId);
      const stored = await store.practiceSystem('clio');
      const pending = stored?.pending ?? null;
      const isOurs = pending !== null && sameHash(pending.stateHash, hashOf(state));
      if (stored === null || !isOurs || pending.expiresAt < deps.now().toISOString()) {
        return { result: 'link_over', language: null };
      }
      const { language, personId } = pending;
      // Used up before anything else is asked: whoever sees the address afterwards can do nothing with it.
      await change(store, () => ({ ...stored, pending: null }));
      if (code === null) return { result: 'declined', language };
      try {
        const refreshToken = await exchangeCode(base(stored.region), { ...stored, code, redirectUri });
        const at = deps.now().toISOString();
        const connected = { refreshToken, as: '', at, personId };
        await change(store, () => ({ ...stored, pending: null, connected }));
        const as = await accountOf(store, { ...stored, connected }, refreshToken).whoAmI();
        // Asking may have replaced the token.
        await change(store, (now) => ({ ...(now ?? stored), connected: { ...(now?.connected ?? connected), as } }));
        return { result: 'connected', as, tenantId, personId, language };
      } catch (error) {
        if (!(error instanceof ProviderError)) throw error;
        deps.log.warn({ tenantId, code: error.code, detail: error.detail }, 'clio_not_connected');
        return { result: 'failed', language };
      }
    },

    async forget(store) {
      const stored = await store.practiceSystem('clio');
      if (stored === null) return;
      open.delete(store.tenantId);
      if (!(await store.setPracticeSystem('clio', null, stored.revision))) throw new ProblemError('revision_conflict');
    },

    async of(store) {
      const stored = await store.practiceSystem('clio');
      if (!stored?.connected) return null;
      const { region, clientId, clientSecret, connected } = stored;
      const key = [region, clientId, clientSecret, connected.at].join(' ');
      const known = open.get(store.tenantId);
      if (known?.key === key) return known.account;
      const account = accountOf(store, stored, connected.refreshToken);
      open.set(store.tenantId, { key, account });
      return account;
    },
  };
}

async function exchangeCode(
  connection: Omit<ProviderConnection, 'authorization'>,
  ask: { clientId: string; clientSecret: string; code: string; redirectUri: string },
): Promise<string> {
  const { body } = await askProvider(
    { ...connection, authorization: () => Promise.resolve(null) },
    {
      operation: 'exchange_code',
      method: 'POST',
      path: '/oauth/token',
      form: new URLSearchParams({
        grant_type: 'authorization_code',
        code: ask.code,
        redirect_uri: ask.redirectUri,
        client_id: ask.clientId,
        client_secret: ask.clientSecret,
      }),
      effect: 'changes',
      urgency: 'action',
    },
  );
  const refreshToken = textOf(fieldsOf(body)['refresh_token']);
  if (refreshToken === null) throw new ProviderError('provider_failed', 'Clio gave no refresh token.');
  return refreshToken;
}

const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');
const sameHash = (a: string, b: string) => a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
