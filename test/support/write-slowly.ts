import { Readable } from 'node:stream';
import { openDiskStore } from '../../relay/src/recordings/keeping/disk-store.ts';

/** A process that keeps a file in a media store, slowly or larger than allowed: `<folder> <bytes> slow|fast`. */
const [folder = '', size = '0', pace] = process.argv.slice(2);
const store = await openDiskStore(folder, () => new Date());

function* bytes(): Generator<Buffer> {
  for (let left = Number(size); left > 0; left -= 65_536) yield Buffer.alloc(Math.min(left, 65_536), 7);
}
async function* slowly(): AsyncGenerator<Buffer> {
  for (const part of bytes()) {
    yield part;
    process.stdout.write('part\n');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
try {
  await store.put('tenant-1/one', Readable.from(pace === 'slow' ? slowly() : bytes()), Number(size));
  process.stdout.write('kept\n');
} catch (error) {
  process.stdout.write(`${String((error as { code?: unknown }).code)}\n`);
}
