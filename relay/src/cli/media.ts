import { join } from 'node:path';
import { pino } from 'pino';
import { addKeyToFile, openKeyFile, openMasterKeys, currentKey } from '../recordings/keeping/master-keys.ts';
import { relockMedia } from '../recordings/keeping/rotate-keys.ts';
import { MediaError } from '../recordings/ports.ts';
import type { CommandContext } from './run-command.ts';
import { UsageError } from './usage.ts';

/**
 * Locks every recording's key with a new master key; the recordings stay as they are and the relay may run. With the key
 * in a file the new one is made here; with MEDIA_KEY the operator has set it, and the old one as MEDIA_KEY_PREVIOUS.
 */
export async function mediaRotateKey(context: CommandContext): Promise<void> {
  const { media, dataDir } = context.config;
  const file = join(dataDir, 'media.key');
  const log = pino({ level: 'silent' });
  if (media.masterKey !== null && media.previousMasterKeys.length === 0) {
    throw new UsageError(
      'Set MEDIA_KEY to the new key and MEDIA_KEY_PREVIOUS to the one before, here and at the relay.',
    );
  }
  try {
    if (media.masterKey === null) {
      await openKeyFile(file, log);
      await addKeyToFile(file);
    }
    const keys = await openMasterKeys(media, file, log);
    const tenants = await context.storage.tenants.list();
    const relocked = await relockMedia(
      tenants.map(({ id }) => context.storage.tenant(id)),
      keys,
    );
    const { id } = await currentKey(keys);
    context.print(`Recordings whose key is locked anew: ${String(relocked)}. Master key now: ${id}.`);
    context.print(
      media.masterKey === null
        ? `Keep a copy of ${file}. The older keys in it open older backups. Recordings go on by themselves; texts are locked anew when the relay is started again.`
        : 'MEDIA_KEY_PREVIOUS is needed for texts until the relay was started with it once, and for older backups.',
    );
  } catch (error) {
    if (error instanceof MediaError) throw new UsageError(error.message, { cause: error });
    throw error;
  }
}
