import type { Person } from '../../relay/src/wire/directory.ts';
import type { ScriptedAccount } from './scripted-account.ts';
import { accountsOf } from './scripted-account.ts';
import { personNamed, startTestRelay, TENANT, type RelayUnderTest } from './relay-under-test.ts';

export const FIRM_LINE = '+3225551234';
export const OWN_LINE = '+3225550001';

/** A relay with these accounts and one firm line; Me Peeters has a line of their own and user `1` at Ringover. */
export async function firmUnderTest(
  accounts: readonly ScriptedAccount[],
  options: Parameters<typeof startTestRelay>[0] = {},
): Promise<{ relay: RelayUnderTest; token: string; putPeeters: (more: Partial<Person>) => Promise<unknown> }> {
  const relay = await startTestRelay({
    ...options,
    overrides: { accounts: accountsOf(...accounts), ...options.overrides },
  });
  const tenant = await relay.storage.tenants.byId(TENANT);
  if (!tenant) throw new Error('no tenant');
  const lines = [{ number: FIRM_LINE, name: 'Reception' }];
  await relay.storage.tenants.update({ ...tenant, firm: { ...tenant.firm, lines } });
  const peeters = { ...personNamed('peeters', 'lawyer'), providerUserIds: ['1'], lines: [OWN_LINE] };
  const putPeeters = (more: Partial<Person>) => relay.storage.tenant(TENANT).putPerson({ ...peeters, ...more });
  await putPeeters({});
  const { accessToken: token } = await relay.enrolDevice('peeters');
  return { relay, token, putPeeters };
}
