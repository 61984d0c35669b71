/**
 * A relay process reduced to its storage, for tests that kill it. Takes deliveries in and prints the key of each one
 * that was acknowledged, one per line. Arguments: engine, where, prefix of the ids, how many.
 */
import { writeSync } from 'node:fs';
import { openPostgresStorage } from '../../../relay/src/storage/postgres/open.ts';
import { openSqliteStorage } from '../../../relay/src/storage/sqlite/open.ts';
import { ringing } from './made-up.ts';

const [engine, where = '', prefix = '', count = '0', schema = ''] = process.argv.slice(2);
const storage =
  engine === 'sqlite' ? await openSqliteStorage({ path: where }) : await openPostgresStorage({ url: where, schema });
const store = storage.tenant('firm-a');

/** Written at once, not buffered: a line that was printed is a delivery that was acknowledged. */
const acknowledge = (id: string, outcome: string) => writeSync(1, `${id} ${outcome}\n`);

const BURST = 7;
for (let i = 0; i < Number(count); i += BURST) {
  const ids = Array.from({ length: BURST }, (_, k) => `${prefix}${String(i + k)}`);
  await Promise.all(
    ids.map(async (id) => {
      const { duplicate } = await store.accept(ringing(id));
      acknowledge(id, duplicate ? 'duplicate' : 'taken');
    }),
  );
}
await storage.close();
