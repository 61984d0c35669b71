import { join } from 'node:path';
import type { RelayConfig } from '../../config.ts';
import type { MediaStore } from '../ports.ts';
import { openDiskStore } from './disk-store.ts';
import { createS3Store } from './s3-store.ts';

/** A bucket when told so, else a folder. */
export function openMediaStore(config: Pick<RelayConfig, 'media' | 'dataDir'>, now: () => Date): Promise<MediaStore> {
  const { s3 } = config.media;
  if (s3 !== null) return Promise.resolve(createS3Store(s3, { now }));
  return openDiskStore(join(config.dataDir, 'media'), now);
}
