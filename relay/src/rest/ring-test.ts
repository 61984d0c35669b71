import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import { streamOnlyFrame } from '../events/frame.ts';
import type { Hub } from '../events/hub.ts';
import { ProblemError } from '../http/problem-error.ts';
import { readBody } from '../http/read.ts';
import type { CallerRoute } from '../http/signed-in.ts';
import type { Storage, TenantStore } from '../storage/port.ts';
import type { Call } from '../wire/call.ts';
import type { Contact } from '../wire/directory.ts';
import { ringTestRequest } from '../wire/rest.ts';

/** Ofcom keeps it for drama: it can never ring at somebody's home. */
const FICTITIOUS_NUMBER = '+442079460123';
const FICTITIOUS_LINE = '+442079460100';

/**
 * POST /ring-tests: rings the asking device, and nobody else, over its own event stream. Nothing enters the log; but
 * each ring waits for a real write to the store, so that the hops are those of a call.
 */
export function createRingTestRoute(deps: {
  storage: Storage;
  hub: Hub;
  now: () => Date;
  log: Logger;
  isDraining: () => boolean;
}): CallerRoute {
  const running = new Set<string>();
  return async ({ store, tenantId, device }, req, res) => {
    const { rings, everyMs } = readBody(req, ringTestRequest);
    if (running.has(device.id)) throw new ProblemError('too_many_requests', { detail: 'A ring test is running.' });
    const tenant = await deps.storage.tenants.byId(tenantId);
    const line = tenant?.firm.lines[0]?.number ?? FICTITIOUS_LINE;
    const callers = await store.contactPage(null, 50);
    const testId = randomUUID();
    running.add(device.id);
    let index = 0;

    async function ring(): Promise<boolean> {
      const receivedAt = deps.now().toISOString();
      const contact = callers.items[index % Math.max(1, callers.items.length)] ?? null;
      const matterId = contact ? await onlyMatterOf(store, contact) : null;
      await deps.storage.check();
      const committedAt = deps.now().toISOString();
      const call = ringingCall({ testId, index, contact, matterId, line, at: receivedAt, personId: device.personId });
      const hops = { providerAt: null, receivedAt, committedAt };
      const event = { type: 'ring_test' as const, testId, index, of: rings, call, hops };
      index += 1;
      const reached = deps.hub.toDevice(tenantId, device.id, streamOnlyFrame(event, deps.now().toISOString()));
      return reached > 0 && index < rings && !deps.isDraining();
    }
    function next(): void {
      ring().then(
        (goesOn) => {
          if (goesOn) setTimeout(next, everyMs).unref();
          else running.delete(device.id);
        },
        (error: unknown) => {
          running.delete(device.id);
          deps.log.warn({ tenantId, deviceId: device.id, err: error }, 'ring_test_failed');
        },
      );
    }
    res.status(202).json({ testId, rings });
    next();
  };
}

async function onlyMatterOf(store: TenantStore, contact: Contact): Promise<string | null> {
  const { items } = await store.matterPage(null, 500);
  const open = items.filter((m) => m.status === 'open' && m.parties.some((p) => p.contactId === contact.id));
  return open.length === 1 && open[0] ? open[0].id : null;
}

function ringingCall(from: {
  testId: string;
  index: number;
  contact: Contact | null;
  matterId: string | null;
  line: string;
  at: string;
  personId: string;
}): Call {
  const id = `ring-test-${from.testId}-${from.index}`;
  return {
    id,
    provider: 'ringover',
    providerCallId: id,
    direction: 'inbound',
    outcome: 'ringing',
    fromNumber: from.contact?.numbers[0]?.number ?? FICTITIOUS_NUMBER,
    toNumber: from.line,
    anonymous: false,
    startedAt: from.at,
    answeredAt: null,
    endedAt: null,
    durationSeconds: null,
    answeredBy: null,
    endCause: null,
    legs: [{ legId: `${id}-leg`, providerUserId: null, personId: from.personId, name: null, state: 'ringing' }],
    voicemail: null,
    contactId: from.contact?.id ?? null,
    matterId: from.matterId,
    note: null,
    followUp: null,
    updatedAt: from.at,
  };
}
