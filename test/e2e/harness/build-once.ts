import { join } from 'node:path';
import { buildApp } from '../../virtual-electron/start/build-app.ts';

/** The specs run what is shipped, so the build must be newer than the sources. */
export default async function buildOnce(): Promise<void> {
  await buildApp(join(import.meta.dirname, '..', '..', '..'), (line) => console.log(line));
}
