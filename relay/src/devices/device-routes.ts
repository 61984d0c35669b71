import { ProblemError } from '../http/problem-error.ts';
import type { CallerRoute } from '../http/signed-in.ts';
import type { StoredDevice, StoredEvent } from '../storage/port.ts';
import { device as deviceShape, type Device } from '../wire/rest.ts';

/** GET /devices: an admin sees the firm's, anybody else their own. */
export const listDevices: CallerRoute = async ({ store, device }, _req, res) => {
  const person = await store.person(device.personId);
  const all = await store.devices();
  const visible = person?.role === 'admin' ? all : all.filter((other) => other.personId === device.personId);
  res.json({ items: visible.map(withoutTokens) });
};

/** DELETE /devices/:id: one's own, or any as admin. What one may not see is not there. */
export function createRevokeRoute(deps: {
  now: () => Date;
  publish: (tenantId: string, events: StoredEvent[]) => void;
}): CallerRoute {
  return async ({ store, tenantId, device }, req, res) => {
    const target = await store.device(String(req.params['deviceId']));
    if (!target) throw new ProblemError('not_found');
    if (target.personId !== device.personId) {
      const person = await store.person(device.personId);
      if (person?.role !== 'admin') throw new ProblemError('not_allowed');
    }
    const revoked = await store.revokeDevice(target.id, deps.now().toISOString());
    if (revoked) deps.publish(tenantId, revoked.events);
    res.status(204).end();
  };
}

/** The schema lets through what it names, and nothing else of what is stored. */
const withoutTokens = (stored: StoredDevice): Device => deviceShape.parse(stored);
