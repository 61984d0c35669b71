/** Written out: a migration never changes, whatever becomes of the wire. */
const nothingAdded =
  '{"tags":[],"comment":null,"recording":null,"hasTranscription":false,"summary":null,"digits":null}';

/**
 * Messages stand among the calls: their `seq` comes from the same space (places.ts), so one index of texts and one order
 * hold both. Calls that were stored before learn what they now must say, and everything is fetched once more: what the
 * relay told meanwhile was passed over by a version that did not know it.
 */
export const messages = {
  number: 50,
  sql: `
    CREATE TABLE messages (
      seq INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      contact_id TEXT, matter_id TEXT, other_number TEXT, firm_number TEXT,
      -- 1: it came in, and nobody opened it on this computer.
      unseen INTEGER NOT NULL,
      body TEXT NOT NULL,
      fill INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX messages_of_contact ON messages (contact_id) WHERE contact_id IS NOT NULL;
    CREATE INDEX messages_of_matter ON messages (matter_id) WHERE matter_id IS NOT NULL;
    CREATE INDEX messages_of_number ON messages (other_number) WHERE other_number IS NOT NULL;
    CREATE INDEX messages_of_line ON messages (firm_number) WHERE firm_number IS NOT NULL;
    CREATE INDEX messages_unseen ON messages (unseen) WHERE unseen = 1;

    CREATE TABLE blocked_numbers (number TEXT PRIMARY KEY, body TEXT NOT NULL, fill INTEGER NOT NULL)
      STRICT, WITHOUT ROWID;

    UPDATE call_bodies SET
      body = json_set(body, '$.added', json('${nothingAdded}'), '$.healed', json('false')),
      shown = iif(shown IS NULL, NULL, json_set(shown, '$.added', json('${nothingAdded}'), '$.healed', json('false')))
      WHERE json_type(body, '$.added') IS NULL;
    UPDATE facts SET value = '0' WHERE key = 'fill_finished';
  `,
} as const;
