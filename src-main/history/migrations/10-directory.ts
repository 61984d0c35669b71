/** People outside the firm, matters, people of the firm; and facts: cursor, fill, office, remembered. */
export const directory = {
  number: 10,
  sql: `
    CREATE TABLE contacts (
      seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, body TEXT NOT NULL,
      -- 1: made here, the relay has not confirmed it.
      local INTEGER NOT NULL, fill INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE contact_numbers (
      number TEXT NOT NULL, contact_id TEXT NOT NULL, PRIMARY KEY (number, contact_id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX contact_numbers_of ON contact_numbers (contact_id);

    CREATE TABLE matters (id TEXT PRIMARY KEY, body TEXT NOT NULL, fill INTEGER NOT NULL) STRICT, WITHOUT ROWID;
    CREATE TABLE matter_parties (
      contact_id TEXT NOT NULL, matter_id TEXT NOT NULL, PRIMARY KEY (contact_id, matter_id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX matter_parties_of ON matter_parties (matter_id);

    CREATE TABLE people (id TEXT PRIMARY KEY, body TEXT NOT NULL, fill INTEGER NOT NULL) STRICT, WITHOUT ROWID;
    CREATE TABLE person_lines (
      number TEXT NOT NULL, person_id TEXT NOT NULL, PRIMARY KEY (number, person_id)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE facts (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
  `,
} as const;
