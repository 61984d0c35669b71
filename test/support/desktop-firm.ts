import { createPretendRinger, type PretendRinger } from '../../relay/simulator/pretend-ringer.ts';
import { createPretendRingover, type RingoverSide } from '../../relay/simulator/pretend-provider.ts';
import { readConfig } from '../../relay/src/config.ts';
import { createInvitation } from '../../relay/src/devices/invitation.ts';
import { startRelay, type RelayOverrides, type RunningRelay } from '../../relay/src/relay.ts';
import type { Delivery } from '../../relay/src/storage/port.ts';
import type { CallFact } from '../../relay/src/wire/call-fact.ts';
import { isOver } from '../../relay/src/wire/call.ts';
import { sampleSession } from './desktop-link.ts';

const KEY = 'ringover-test-secret';
export const TENANT = 'tenant-1';
export const FIRM_LINE = '+3221234567';

/** Callers ring for this long before the relay hears of it, so that whoever is missed at once did not give up at once (ms). */
const RINGS_SINCE_MS = 3_000;

export interface Firm {
  relay: RunningRelay;
  ringer: PretendRinger;
  /** What it takes to speak Ringover's wire to this firm. */
  side: RingoverSide;
  store: ReturnType<RunningRelay['storage']['tenant']>;
  code(): Promise<string>;
  /** A call that rang at this time, of which nothing more was ever told. */
  addForgottenRing(at: string, from: string): Promise<string>;
  /** Calls that are over, as a provider's deliveries; one minute apart, the first one at `from`. */
  addPastCalls(count: number, from: string, prefix?: string): Promise<void>;
}

/** A real relay with one lawyer, on SQLite in `dataDir`. */
export async function startFirm(options: {
  dataDir: string;
  port?: number;
  heartbeatMs?: number;
  accounts?: RelayOverrides['accounts'];
}): Promise<Firm> {
  const config = readConfig({
    HOST: '127.0.0.1',
    PORT: String(options.port ?? 0),
    DATA_DIR: options.dataDir,
    RINGOVER_WEBHOOK_SECRET: KEY,
    LOG_LEVEL: 'silent',
  });
  const { heartbeatMs = config.stream.heartbeatMs } = options;
  const overrides = options.accounts === undefined ? {} : { accounts: options.accounts };
  const relay = await startRelay({ ...config, stream: { ...config.stream, heartbeatMs } }, overrides);
  const store = relay.storage.tenant(TENANT);
  const { person } = sampleSession(new Date().toISOString());
  if (!(await store.person(person.id))) await store.putPerson({ ...person, lines: [FIRM_LINE] });
  const tenant = await relay.storage.tenants.byId(TENANT);
  if (!tenant) throw new Error('The relay made no tenant.');
  const { url: relayUrl, publicBaseUrl } = relay;
  const side = { relayUrl, publicBaseUrl, hookToken: tenant.hookToken, key: KEY };
  const ringer = createPretendRinger(createPretendRingover(side));

  return {
    relay,
    store,
    side,
    ringer: { ring: (of) => ringer.ring({ startedAt: new Date(Date.now() - RINGS_SINCE_MS), ...of }) },
    async code() {
      const deps = { storage: relay.storage, now: () => new Date(), publicBaseUrl };
      const { code } = await createInvitation(deps, { tenantId: TENANT, personId: person.id });
      return code;
    },
    async addForgottenRing(at, from) {
      const id = `forgotten-${at}`;
      const fact: CallFact = {
        ...missed(id, at, 0),
        factId: `${id}/ringing`,
        kind: 'ringing',
        legId: id,
        fromNumber: from,
      };
      const { calls } = await store.accept(delivery(id, at, { ...fact, cause: null, durationSeconds: null }));
      return calls[0]?.id ?? '';
    },
    async addPastCalls(count, from, prefix = 'past') {
      const first = Date.parse(from);
      const accepted = Array.from({ length: count }, (_, n) => {
        const at = new Date(first + n * 60_000).toISOString();
        const id = `${prefix}-${n}`;
        return store.accept(delivery(id, at, missed(id, at, n)));
      });
      const settled = await Promise.all(accepted);
      if (settled.some(({ calls }) => calls.some(({ outcome }) => !isOver(outcome)))) throw new Error('Not over.');
    },
  };
}

function delivery(id: string, at: string, fact: CallFact): Delivery {
  return {
    provider: 'ringover',
    dedupeKey: id,
    kind: `call/${fact.kind}`,
    receivedAt: at,
    contentType: 'application/json',
    rawBody: Buffer.from('{}'),
    unreadable: null,
    facts: [{ providerCallId: id, fact }],
  };
}

function missed(id: string, at: string, n: number): CallFact {
  return {
    factId: `${id}/missed`,
    kind: 'missed',
    at,
    startedAt: at,
    legId: null,
    party: null,
    direction: 'inbound',
    fromNumber: `+3247${String(1_000_000 + n)}`,
    toNumber: FIRM_LINE,
    anonymous: false,
    durationSeconds: 0,
    cause: 'no_answer',
  };
}
