/** Written out: a migration never changes, whatever becomes of the wire. */
const matterFields = `'$.area', json('null'), '$.teamPersonIds', json('[]'),
  '$.flags', json('{"conflictUnresolved":false,"unpaidProvision":false}'), '$.restrictedTo', json('null'),
  '$.externalId', json('null'), '$.stamps', json('{}')`;

/**
 * Callbacks, tasks and time entries. Contacts and matters can be edited here and wait: `truth` is the relay's row then, null
 * when nothing waits. Numbers are found by their national form too. Everything is fetched once more: what the relay told of
 * these meanwhile was passed over by a version that did not know them.
 */
export const items = {
  number: 70,
  sql: `
    CREATE TABLE items (
      kind TEXT NOT NULL, id TEXT NOT NULL,
      call_id TEXT, contact_id TEXT, matter_id TEXT,
      -- Whose it is: who calls back, who does it, whose time it is.
      person TEXT,
      -- 1: it is still to be done.
      owed INTEGER NOT NULL,
      -- As the relay has it; null: made here, the relay has not confirmed it.
      body TEXT,
      -- With what was written here and waits; null when nothing waits.
      shown TEXT,
      fill INTEGER NOT NULL,
      PRIMARY KEY (kind, id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX items_owed ON items (kind, person) WHERE owed = 1;
    CREATE INDEX items_of_call ON items (call_id) WHERE call_id IS NOT NULL;
    CREATE INDEX items_of_contact ON items (contact_id) WHERE contact_id IS NOT NULL;
    CREATE INDEX items_of_matter ON items (matter_id) WHERE matter_id IS NOT NULL;

    ALTER TABLE contacts ADD COLUMN truth TEXT;
    ALTER TABLE matters ADD COLUMN truth TEXT;
    ALTER TABLE contact_numbers ADD COLUMN national TEXT;
    CREATE INDEX contact_numbers_national ON contact_numbers (national) WHERE national IS NOT NULL;

    UPDATE call_bodies SET
      body = json_set(body, '$.otherNotes', json('[]'), '$.tags', json('null'), '$.disposition', json('null')),
      shown = iif(shown IS NULL, NULL,
        json_set(shown, '$.otherNotes', json('[]'), '$.tags', json('null'), '$.disposition', json('null')));
    UPDATE contacts SET body = json_set(body, '$.emails', json('[]'), '$.externalId', json('null'), '$.stamps', json('{}'));
    UPDATE matters SET body = json_set(body, ${matterFields});
    UPDATE facts SET value = '0' WHERE key = 'fill_finished';
  `,
} as const;
