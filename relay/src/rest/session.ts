import type { CallerRoute } from '../http/signed-in.ts';
import { ProblemError } from '../http/problem-error.ts';
import type { ConnectedAccounts } from '../providers/accounts.ts';
import type { Storage } from '../storage/port.ts';
import type { Session } from '../wire/rest.ts';
import { WIRE_VERSION } from '../wire/version.ts';

/** GET /session. The cursor is read before anything else: what is committed meanwhile comes over the stream. */
export function createSessionRoute(deps: {
  storage: Storage;
  accounts: Pick<ConnectedAccounts, 'capabilitiesOf'>;
  now: () => Date;
}): CallerRoute {
  return async ({ tenantId, device, store }, _req, res) => {
    const eventCursor = await store.lastEventId();
    const [tenant, person, calls, messages, contacts, matters, capabilities] = await Promise.all([
      deps.storage.tenants.byId(tenantId),
      store.person(device.personId),
      store.callPage(null, 1),
      store.messagePage(null, 1),
      store.contactPage(null, 1),
      store.matterPage(null, 1),
      deps.accounts.capabilitiesOf(tenantId),
    ]);
    if (!tenant || !person) throw new ProblemError('not_signed_in');
    res.json({
      wireVersion: WIRE_VERSION,
      serverTime: deps.now().toISOString(),
      eventCursor,
      firm: tenant.firm,
      person,
      device: { id: device.id, name: device.name, enrolledAt: device.enrolledAt },
      totals: {
        calls: calls.total,
        messages: messages.total,
        contacts: contacts.total,
        matters: matters.total,
      },
      capabilities,
    } satisfies Session);
  };
}
