import type { Logger } from 'pino';
import type { ProviderMetrics } from '../metrics/relay-metrics.ts';
import type { Tenant, TenantRegistry } from '../storage/port.ts';
import { noCapabilities, type ProviderCapabilities } from '../wire/control.ts';
import { provider as providers, type Provider } from '../wire/scalars.ts';
import { createPace, type Pace } from './pace.ts';
import type { ProviderAccount, ProviderAccountsOf } from './port.ts';
import { systemClock, type ProviderClock } from './provider-clock.ts';
import type { Fetch } from './provider-request.ts';
import { createRingoverAccount } from './ringover/ringover-account.ts';
import { createSipgateAccount } from './sipgate/sipgate-account.ts';

export interface ProviderAccountsDeps {
  tenants: Pick<TenantRegistry, 'byId' | 'setSipgateRefreshToken'>;
  log: Logger;
  metrics: ProviderMetrics;
  fetch?: Fetch;
  clock?: ProviderClock;
  /** For one request (ms). */
  timeoutMs?: number;
}

export interface ConnectedAccounts extends ProviderAccountsOf {
  /** What can be done at each provider, for GET /session. */
  capabilitiesOf(tenantId: string): Promise<Record<Provider, ProviderCapabilities>>;
}

/** Ringover's own limit for a key (telephony facts 1). */
const RINGOVER_PER_SECOND = 2;
/** A key that an operator changed is used within this time (ms). */
const KEEP_MS = 2_000;
/** Long for a person who waits, short enough that they are told before they click again (ms). */
const TIMEOUT_MS = 8_000;
/** Tenants that one process remembers; more only means more reads, and access tokens that are fetched again. */
const MOST_TENANTS = 5_000;

interface Kept {
  /** What the account was made from. */
  made: string;
  account: ProviderAccount;
}

/**
 * Makes a tenant's accounts when they are first asked for and keeps them while what they are made from stays the same: an
 * account holds its access token, and knows which call is being held at the moment.
 */
export function createProviderAccounts(deps: ProviderAccountsDeps): ConnectedAccounts {
  const clock = deps.clock ?? systemClock;
  const connection = {
    metrics: deps.metrics,
    fetch: deps.fetch ?? fetch,
    clock,
    timeoutMs: deps.timeoutMs ?? TIMEOUT_MS,
  };
  const tenants = new Map<string, { value: Promise<Tenant | null>; since: number }>();
  const accounts = new Map<string, Kept>();
  /** By API key, which two tenants may share: the limit is the key's. */
  const paces = new Map<string, Pace>();

  async function tenantOf(tenantId: string): Promise<Tenant | null> {
    const nowMs = clock.now().getTime();
    const known = tenants.get(tenantId);
    if (known && Math.abs(nowMs - known.since) < KEEP_MS) return known.value;
    if (tenants.size >= MOST_TENANTS) tenants.clear();
    const mine = { value: deps.tenants.byId(tenantId), since: nowMs };
    tenants.set(tenantId, mine);
    try {
      return await mine.value;
    } catch (error) {
      if (tenants.get(tenantId) === mine) tenants.delete(tenantId);
      throw error;
    }
  }

  function paceOf(apiKey: string): Pace {
    const known = paces.get(apiKey);
    if (known) return known;
    const pace = createPace(RINGOVER_PER_SECOND, clock);
    if (paces.size >= MOST_TENANTS) paces.clear();
    paces.set(apiKey, pace);
    return pace;
  }

  function make(tenant: Tenant, provider: Provider): ProviderAccount | null {
    const { country } = tenant.firm;
    const log = deps.log.child({ tenantId: tenant.id });
    switch (provider) {
      case 'ringover': {
        const account = tenant.accounts.ringover;
        if (account === null) return null;
        const { timeZone } = tenant.routing.hours;
        return createRingoverAccount({ ...connection, log, account, country, timeZone, pace: paceOf(account.apiKey) });
      }
      case 'sipgate': {
        const account = tenant.accounts.sipgate;
        if (account === null) return null;
        const refreshTokens = {
          async current() {
            const auth = (await deps.tenants.byId(tenant.id))?.accounts.sipgate?.auth;
            return auth?.kind === 'oauth' ? auth.refreshToken : null;
          },
          replace: (next: string, expected: string) => deps.tenants.setSipgateRefreshToken(tenant.id, next, expected),
        };
        return createSipgateAccount({ ...connection, log, account, country, refreshTokens });
      }
      default:
        return provider satisfies never;
    }
  }

  async function of(tenantId: string, provider: Provider): Promise<ProviderAccount | null> {
    const tenant = await tenantOf(tenantId);
    const place = `${provider}/${tenantId}`;
    if (tenant === null || tenant.accounts[provider] === null) {
      accounts.delete(place);
      return null;
    }
    const made = madeFrom(tenant, provider);
    const kept = accounts.get(place);
    if (kept?.made === made) return kept.account;
    const account = make(tenant, provider);
    if (account === null) return null;
    if (accounts.size >= MOST_TENANTS) accounts.clear();
    accounts.set(place, { made, account });
    return account;
  }

  return {
    of,
    async capabilitiesOf(tenantId) {
      const [ringover, sipgate] = await Promise.all(providers.options.map((provider) => of(tenantId, provider)));
      return {
        ringover: ringover?.capabilities ?? noCapabilities,
        sipgate: sipgate?.capabilities ?? noCapabilities,
      };
    },
  };
}

/** All but the refresh token, which changes every few minutes without anybody having changed anything. */
function madeFrom(tenant: Tenant, provider: Provider): string {
  return JSON.stringify(
    [tenant.accounts[provider], tenant.firm.country, tenant.routing.hours.timeZone],
    (key, value: unknown) => (key === 'refreshToken' ? undefined : value),
  );
}
