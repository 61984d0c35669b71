import { ProblemError } from '../http/problem-error.ts';
import type { ProviderAccount, ProviderAccountsOf } from '../providers/port.ts';
import type { Tenant } from '../storage/port.ts';
import type { ProviderCapabilities } from '../wire/control.ts';
import type { Person } from '../wire/directory.ts';
import { provider, type Provider } from '../wire/scalars.ts';

/** The firm's connected accounts, in the order in which the firm lists its providers. */
export async function accountsOfFirm(
  deps: { accounts: ProviderAccountsOf },
  { id, firm }: Pick<Tenant, 'id' | 'firm'>,
): Promise<ProviderAccount[]> {
  const order = new Set([...firm.providers, ...provider.options]);
  const accounts = await Promise.all([...order].map((name) => deps.accounts.of(id, name)));
  return accounts.filter((account) => account !== null);
}

/**
 * The account that dials or writes for a person: that of the provider where they have a phone, else the firm's first.
 * @throws ProblemError provider_not_connected; provider_cannot when none of the firm's accounts can
 */
export async function accountFor(
  deps: { accounts: ProviderAccountsOf },
  tenant: Tenant,
  person: Person,
  ability: keyof ProviderCapabilities,
): Promise<ProviderAccount> {
  const accounts = await accountsOfFirm(deps, tenant);
  if (accounts.length === 0) throw new ProblemError('provider_not_connected');
  const able = accounts.filter((account) => account.capabilities[ability]);
  const home = person.providerUserIds.map(providerOfUser);
  const account = home.flatMap((name) => able.find((one) => one.provider === name) ?? [])[0] ?? able[0];
  if (!account) throw new ProblemError('provider_cannot');
  return account;
}

/** Ringover's user ids are whole numbers (`22673838`), sipgate's begin with a letter (`w0`). */
function providerOfUser(providerUserId: string): Provider {
  return /^\d+$/.test(providerUserId) ? 'ringover' : 'sipgate';
}
