import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { phoneNumber } from '../../src/wire/scalars.ts';

/** What a pretend provider has to know of a relay that runs on this machine. Its secrets open nothing but that one. */
const demoConnection = z.object({
  relayUrl: z.string(),
  publicBaseUrl: z.string(),
  hookToken: z.string(),
  ringoverKey: z.string(),
  streamerToken: z.string(),
  bridge: z.object({ authToken: z.string(), accountSid: z.string(), apiPort: z.number().int() }),
  users: z.array(
    z.object({
      id: z.string(),
      firstname: z.string(),
      lastname: z.string(),
      email: z.string(),
      numbers: z.array(phoneNumber),
    }),
  ),
});
export type DemoConnection = z.infer<typeof demoConnection>;

const FILE = 'simulate.json';

/** For `npm run simulate -- agent`, which runs in another process. @returns its own undo */
export function tellDemoConnection(folder: string, connection: DemoConnection): () => void {
  const file = join(folder, FILE);
  rmSync(file, { force: true });
  writeFileSync(file, JSON.stringify(connection, null, 2), { mode: 0o600 });
  return () => rmSync(file, { force: true });
}

/** @returns null: no demo runs, or not this version of it */
export function readDemoConnection(folder: string): DemoConnection | null {
  try {
    return demoConnection.safeParse(JSON.parse(readFileSync(join(folder, FILE), 'utf8'))).data ?? null;
  } catch {
    return null;
  }
}
