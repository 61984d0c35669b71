import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { CallerState, PretendCaller } from '../../../relay/simulator/agent/caller.ts';
import { callOverRingover } from '../../../relay/simulator/agent/call-over-ringover.ts';
import { tellDemoConnection } from '../../../relay/simulator/agent/demo-connection.ts';
import { connectProvider, type PretendManners } from '../../../relay/simulator/connected-provider.ts';
import { readDemoData, type DemoFirm } from '../../../relay/simulator/demo-data.ts';
import { DEMO_TENANT_ID, seedDemoFirm } from '../../../relay/simulator/demo-firm.ts';
import type { PretendRinger } from '../../../relay/simulator/pretend-ringer.ts';
import {
  startPretendRingoverApi,
  type PretendRingoverApi,
  type PretendRingoverUser,
} from '../../../relay/simulator/pretend-ringover-api.ts';
import { anyVoice } from '../../../relay/simulator/sound/kept-voice.ts';
import { startPretendMedia, type PretendMediaServer } from '../../../relay/simulator/sound/pretend-media-server.ts';
import { createPretendRecordings, type PretendRecordings } from '../../../relay/simulator/sound/pretend-recordings.ts';
import { ringoverMessage } from '../../../relay/simulator/ringover-message.ts';
import { createPretendRingover } from '../../../relay/simulator/pretend-provider.ts';
import type { WireSide } from '../../../relay/simulator/told/wires.ts';
import type { AgentLiveBoard, AgentTold } from '../../../relay/src/agent/live-board.ts';
import { readConfig } from '../../../relay/src/config.ts';
import { createInvitation } from '../../../relay/src/devices/invitation.ts';
import { startRelay } from '../../../relay/src/relay.ts';
import type { TenantStore } from '../../../relay/src/storage/port.ts';

export interface DemoRelay {
  url: string;
  ringer: PretendRinger;
  /** Somebody calls whom Ringover leads to the receptionist; `ringsMs` until then. */
  callReceptionist(of: {
    from: string | null;
    to: string;
    ringsMs?: number;
    follow?: (state: CallerState) => void;
  }): Promise<PretendCaller>;
  /** What a pretend provider needs to sign for the demo firm. */
  wires: WireSide;
  /** What the pretend provider records can be fetched by the relay. */
  recordings: PretendRecordings;
  media: PretendMediaServer;
  /** The pretend provider's API, on which the relay acts; `failNext` lets it refuse. */
  ringover: PretendRingoverApi;
  store: TenantStore;
  /** What an AI receptionist would tell of a call of the demo firm. */
  agentLive: { tell(told: AgentTold): void; onAct: AgentLiveBoard['onAct'] };
  /** `callbrief://enrol?…` for the demo's person; works once. */
  enrolLink: string;
  /** Another one. @param personId of the demo firm; the demo's person unless said */
  invite(personId?: string): Promise<string>;
  close(): Promise<void>;
}

const testModels = join(import.meta.dirname, '..', '..', 'fixtures', 'models');
/** Rendering them takes a minute of a processor, which no second start of the demo and no further test has to spend. */
const renderedSentences = join(import.meta.dirname, '..', '..', '..', '.cache', 'receptionist-sentences');
/** Where the pretend provider keeps recordings; the relay fetches from no other address of this machine. */
const MEDIA_HOST = '127.0.0.1';
const READY_WITHIN_MS = 30_000;

/** A relay in this process with the demo firm in it. The port is kept: an enrolled desktop knows the relay by it. */
export async function startDemoRelay(
  folder: string,
  manners: Partial<PretendManners> = {},
  /** More of the relay's variables. */
  environment: Readonly<Record<string, string>> = {},
  /** False: no receptionist takes calls, so nothing is loaded or rendered for one. */
  hasReceptionist = true,
): Promise<DemoRelay> {
  mkdirSync(folder, { recursive: true });
  await using opened = new AsyncDisposableStack();
  const portFile = join(folder, 'port');
  const kept = existsSync(portFile) ? readFileSync(portFile, 'utf8').trim() : '0';
  // Made anew at each start: nothing but this relay and its pretend providers knows them.
  const secret = () => randomBytes(24).toString('hex');
  const streamerToken = secret();
  const bridge = { authToken: secret(), accountSid: `AC${randomBytes(16).toString('hex')}`, apiPort: await freePort() };
  const onDuty = hasReceptionist ? {} : { receptionist: { takes: () => false, lastResort: () => null } };
  const start = (port: string) =>
    startRelay(
      readConfig({
        PORT: port,
        DATA_DIR: join(folder, 'relay'),
        LOG_LEVEL: 'silent',
        // The streamer's calls are the first tenant's.
        DEFAULT_TENANT_ID: DEMO_TENANT_ID,
        RINGOVER_WEBHOOK_SECRET: secret(),
        SIPGATE_WEBHOOK_SECRET: secret(),
        RINGOVER_STREAMER_AUTH_TOKEN: streamerToken,
        RINGOVER_WEBSOCKET_PORT: '0',
        TWILIO_AUTH_TOKEN: bridge.authToken,
        TWILIO_API_BASE_URL: `http://127.0.0.1:${bridge.apiPort}`,
        TWILIO_RETURNS_CALLERS: '1',
        // The demo's voices are a machine's, and so is who hears them.
        STT_ENGINE: 'sherpa:ci-stt-espeak',
        AGENT_HEARING: 'sherpa:ci-stt-espeak',
        RELAY_ALLOW_TEST_STT: '1',
        MODELS_DIR: testModels,
        RECORDING_HOSTS: MEDIA_HOST,
        ...environment,
      }),
      {
        recordings: { isAllowedAddress: (address) => address === MEDIA_HOST },
        promptsDir: renderedSentences,
        ...onDuty,
      },
    );
  const relay = await start(kept).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    // Another program has the port now. The desktop is enrolled at the old address, so it starts afresh.
    rmSync(join(folder, 'desktop'), { recursive: true, force: true });
    return start('0');
  });
  opened.defer(() => relay.close());
  writeFileSync(portFile, String(relay.port));
  const apiKey = randomBytes(20).toString('hex');
  const { firm } = await readDemoData();
  const users = usersOf(firm);
  const ringover = await startPretendRingoverApi({ keys: [{ key: apiKey }], users });
  opened.defer(() => ringover.close());
  const media = await startPretendMedia({ key: apiKey });
  opened.defer(() => media.close());
  for (const { inCourt, providerUserIds } of firm.people) {
    if (inCourt) ringover.setPresence(providerUserIds[0] ?? '', { isSnoozed: true });
  }
  const seeded = await seedDemoFirm(relay.storage, new Date(), {
    ringover: { apiKey, baseUrl: ringover.url, defaultCallerId: users[0]?.numbers[0] ?? null },
  });
  const { url } = relay;
  const inviting = { storage: relay.storage, now: () => new Date(), publicBaseUrl: url };
  const invite = async (personId = seeded.personId) =>
    (await createInvitation(inviting, { tenantId: seeded.tenant.id, personId })).link;
  const side = {
    relayUrl: url,
    publicBaseUrl: relay.publicBaseUrl,
    hookToken: seeded.hookToken,
    key: seeded.ringoverKey,
  };
  const connected = connectProvider({
    provider: createPretendRingover(side),
    api: ringover,
    message: (message, event) => ringoverMessage(side, message, event),
    manners,
  });
  opened.defer(() => connected.close());
  const { hookToken, ringoverKey } = seeded;
  const { publicBaseUrl } = relay;
  // Whoever calls before it hears finds nobody there.
  let isOpen = true;
  let forget = () => {};
  opened.defer(() => {
    isOpen = false;
    forget();
  });
  void untilItTakes(async () => !isOpen || relay.receptionist.takes(DEMO_TENANT_ID))
    .catch(() => undefined)
    .then(() => {
      if (isOpen)
        forget = tellDemoConnection(folder, {
          relayUrl: url,
          publicBaseUrl,
          hookToken,
          ringoverKey,
          streamerToken,
          bridge,
          users,
        });
    });
  const enrolLink = await invite();
  const scope = opened.move();
  return {
    url,
    ringer: connected.ringer,
    ringover,
    async callReceptionist(of) {
      await untilItTakes(() => relay.receptionist.takes(DEMO_TENANT_ID));
      return callOverRingover(
        {
          connected,
          calls: ringover.calls,
          passOn: ringover.passOn,
          streamUrl: `${url.replace(/^http/, 'ws')}/ws/ringover/${streamerToken}`,
          clock: relay.media.clock,
        },
        of,
      );
    },
    recordings: createPretendRecordings(media, anyVoice()),
    media,
    wires: {
      relayUrl: url,
      publicBaseUrl: relay.publicBaseUrl,
      hookToken: seeded.hookToken,
      ringoverKey: seeded.ringoverKey,
      sipgatePrivateKeyPem: seeded.sipgatePrivateKeyPem,
      sipgateSecret: seeded.tenant.secrets.sipgateWebhookSecrets[0] ?? '',
    },
    store: relay.storage.tenant(seeded.tenant.id),
    agentLive: {
      tell: (told) => relay.agentLive.tell(seeded.tenant.id, told),
      onAct: (handler) => relay.agentLive.onAct(handler),
    },
    enrolLink,
    invite,
    close: () => scope.disposeAsync(),
  };
}

/** It hears some seconds after the start. */
async function untilItTakes(takes: () => boolean | 'full' | Promise<boolean | 'full'>): Promise<void> {
  const until = performance.now() + READY_WITHIN_MS;
  while ((await takes()) !== true) {
    if (performance.now() > until) throw new Error('The AI receptionist takes no calls. Is it on, in the settings?');
    await pause(200);
  }
}

/** Whoever plays the SIP bridge listens there; until then nobody does. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, MEDIA_HOST);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** The firm's people as Ringover knows them. Of those who share a line the first is rung: the person whom the demo shows. */
function usersOf(firm: DemoFirm): PretendRingoverUser[] {
  const people = firm.people.toSorted((a, b) => Number(b.id === firm.demoUser) - Number(a.id === firm.demoUser));
  return people.map(({ name, providerUserIds, lines }) => {
    const [firstname = '', ...rest] = name.split(' ');
    const id = providerUserIds.find((one) => /^\d+$/.test(one)) ?? '';
    const email = `${name.toLowerCase().replace(/\s+/g, '.')}@delcourt-maes.example`;
    return { id, firstname, lastname: rest.join(' '), email, numbers: lines };
  });
}
