import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { seedDemoFirm } from '../../../relay/simulator/demo-firm.ts';
import { createPretendRinger, type PretendRinger } from '../../../relay/simulator/pretend-ringer.ts';
import { createPretendRingover } from '../../../relay/simulator/pretend-provider.ts';
import type { WireSide } from '../../../relay/simulator/told/wires.ts';
import { readConfig } from '../../../relay/src/config.ts';
import { createInvitation } from '../../../relay/src/devices/invitation.ts';
import { startRelay } from '../../../relay/src/relay.ts';
import type { TenantStore } from '../../../relay/src/storage/port.ts';

export interface DemoRelay {
  url: string;
  ringer: PretendRinger;
  /** What a pretend provider needs to sign for the demo firm. */
  wires: WireSide;
  store: TenantStore;
  /** `callbrief://enrol?…` for the demo's person; works once. */
  enrolLink: string;
  /** Another one. */
  invite(): Promise<string>;
  close(): Promise<void>;
}

/** A relay in this process with the demo firm in it. The port is kept: an enrolled desktop knows the relay by it. */
export async function startDemoRelay(folder: string): Promise<DemoRelay> {
  mkdirSync(folder, { recursive: true });
  const portFile = join(folder, 'port');
  const kept = existsSync(portFile) ? readFileSync(portFile, 'utf8').trim() : '0';
  const start = (port: string) =>
    startRelay(readConfig({ PORT: port, DATA_DIR: join(folder, 'relay'), LOG_LEVEL: 'silent' }));
  const relay = await start(kept).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    // Another program has the port now. The desktop is enrolled at the old address, so it starts afresh.
    rmSync(join(folder, 'desktop'), { recursive: true, force: true });
    return start('0');
  });
  writeFileSync(portFile, String(relay.port));
  const seeded = await seedDemoFirm(relay.storage, new Date());
  const { url } = relay;
  const invited = { tenantId: seeded.tenant.id, personId: seeded.personId };
  const invite = async () =>
    (await createInvitation({ storage: relay.storage, now: () => new Date(), publicBaseUrl: url }, invited)).link;
  const side = {
    relayUrl: url,
    publicBaseUrl: relay.publicBaseUrl,
    hookToken: seeded.hookToken,
    key: seeded.ringoverKey,
  };
  return {
    url,
    ringer: createPretendRinger(createPretendRingover(side)),
    wires: {
      relayUrl: url,
      publicBaseUrl: relay.publicBaseUrl,
      hookToken: seeded.hookToken,
      ringoverKey: seeded.ringoverKey,
      sipgatePrivateKeyPem: seeded.sipgatePrivateKeyPem,
      sipgateSecret: seeded.tenant.secrets.sipgateWebhookSecrets[0] ?? '',
    },
    store: relay.storage.tenant(seeded.tenant.id),
    enrolLink: await invite(),
    invite,
    close: () => relay.close(),
  };
}
