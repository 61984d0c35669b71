import { createCipheriv, createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readFile, rename, rm, truncate, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Readable } from 'node:stream';
import { z } from 'zod';
import { lockDataKey, makeDataKey, unlockDataKey } from '../keeping/data-key.ts';
import { diskError } from '../keeping/disk-error.ts';
import { MasterKeyError, type MasterKeys } from '../keeping/master-keys.ts';

/**
 * What has come of a provider's file so far, on this disk, so that a download goes on where it broke off, also after a
 * restart. It is locked as well (AES-256-CTR, which can be continued; a key for each beginning), for it may lie there for
 * a day.
 */
export interface PartFile {
  readonly sizeBytes: number;
  /** ETag or Last-Modified of the file that the bytes are from; null: it cannot be continued. */
  readonly validator: string | null;
  /** All of it is there. */
  readonly isWhole: boolean;
  /** Forgets what was there. */
  begin(validator: string | null): Promise<void>;
  /** @throws MediaError no_room */
  append(bytes: Buffer): Promise<void>;
  finish(): Promise<void>;
  read(): Readable;
  close(): Promise<void>;
  /** Closes and deletes. */
  discard(): Promise<void>;
}

const about = z.object({
  linkHash: z.string(),
  validator: z.string().nullable(),
  isWhole: z.boolean(),
  masterKeyId: z.string(),
  lockedKey: z.string(),
});
type About = z.infer<typeof about>;

/** AES's block: a stream can be continued at its multiples. */
const BLOCK = 16;

/** @param link the provider's; only its hash is written down */
export async function openPartFile(path: string, link: string, keys: MasterKeys): Promise<PartFile> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const linkHash = createHash('sha256').update(link).digest('hex');
  const aboutPath = `${path}.json`;
  let facts = await readAbout(aboutPath, linkHash);
  let key: Buffer = facts === null ? makeDataKey() : await keyOf(facts);
  // Readers open the file anew, so it is only ever appended to here.
  let file: FileHandle = await open(path, 'a', 0o600);
  let sizeBytes = 0;
  let cipher = cipherAt(0);

  async function keyOf(known: About): Promise<Buffer> {
    try {
      return await unlockDataKey(known, linkHash, keys);
    } catch (error) {
      // Its master key is gone: what came so far is lost, and comes again.
      if (!(error instanceof MasterKeyError)) throw error;
      facts = null;
      return makeDataKey();
    }
  }

  function cipherAt(offset: number) {
    const counter = Buffer.alloc(BLOCK);
    counter.writeBigUInt64BE(BigInt(offset / BLOCK), 8);
    return createCipheriv('aes-256-ctr', key, counter);
  }

  async function write(next: About): Promise<void> {
    await writeWhole(aboutPath, JSON.stringify(next));
    facts = next;
  }

  async function cutTo(length: number): Promise<void> {
    await file.close();
    await truncate(path, length);
    file = await open(path, 'a', 0o600);
    sizeBytes = length;
    cipher = cipherAt(length);
  }

  const kept = facts === null ? 0 : (await file.stat()).size;
  if (facts?.isWhole === true) sizeBytes = kept;
  else await cutTo(kept - (kept % BLOCK));

  return {
    get sizeBytes() {
      return sizeBytes;
    },
    get validator() {
      return facts?.validator ?? null;
    },
    get isWhole() {
      return facts?.isWhole ?? false;
    },
    async begin(validator) {
      key = makeDataKey();
      try {
        await cutTo(0);
        await write({ linkHash, validator, isWhole: false, ...(await lockDataKey(key, linkHash, keys)) });
      } catch (error) {
        throw diskError(error);
      }
    },
    async append(bytes) {
      try {
        await file.appendFile(cipher.update(bytes));
        sizeBytes += bytes.length;
      } catch (error) {
        throw diskError(error);
      }
    },
    async finish() {
      try {
        await file.sync();
        if (facts) await write({ ...facts, isWhole: true });
      } catch (error) {
        throw diskError(error);
      }
    },
    read() {
      const plain = cipherAt(0);
      const source = createReadStream(path);
      source.once('error', (error) => plain.destroy(error));
      plain.once('close', () => source.destroy());
      return source.pipe(plain);
    },
    close: () => file.close(),
    async discard() {
      await file.close();
      await rm(path, { force: true });
      await rm(aboutPath, { force: true });
    },
  };
}

async function readAbout(path: string, linkHash: string): Promise<About | null> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch {
    return null;
  }
  try {
    const read = about.safeParse(JSON.parse(text));
    return read.success && read.data.linkHash === linkHash ? read.data : null;
  } catch {
    return null;
  }
}

async function writeWhole(path: string, text: string): Promise<void> {
  const half = `${path}.half`;
  {
    await using file = await open(half, 'w', 0o600);
    await file.writeFile(text);
    await file.sync();
  }
  await rename(half, path);
}
