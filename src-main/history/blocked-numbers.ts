import type { Database } from 'better-sqlite3';
import type { BlockedNumber } from '@callbrief/relay/wire/control';

/** The firm's list of numbers whose calls it does not take, as the relay has it. */
export interface BlockedNumbers {
  list: () => BlockedNumber[];
  has: (number: string | null) => boolean;
  put: (blocked: BlockedNumber, fill: number) => void;
  remove: (number: string) => void;
  removeOlderThan: (fill: number) => void;
}

export function createBlockedNumbers(db: Database): BlockedNumbers {
  const all = db.prepare<[], string>('SELECT body FROM blocked_numbers ORDER BY number').pluck();
  const one = db.prepare<[string], number>('SELECT 1 FROM blocked_numbers WHERE number = ?').pluck();
  const write = db.prepare(
    `INSERT INTO blocked_numbers (number, body, fill) VALUES (?, ?, ?)
     ON CONFLICT (number) DO UPDATE SET body = excluded.body, fill = excluded.fill`,
  );
  const gone = db.prepare('DELETE FROM blocked_numbers WHERE number = ?');
  const older = db.prepare('DELETE FROM blocked_numbers WHERE fill < ?');
  return {
    list: () => all.all().map((body) => JSON.parse(body) as BlockedNumber),
    has: (number) => number !== null && one.get(number) === 1,
    put: (blocked, fill) => void write.run(blocked.number, JSON.stringify(blocked), fill),
    remove: (number) => void gone.run(number),
    removeOlderThan: (fill) => void older.run(fill),
  };
}
