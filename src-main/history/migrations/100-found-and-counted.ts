/**
 * Numbers are found by any four digits of them, and what statistics count of a call stands in columns. Both indexes of texts
 * are made anew; they and the columns are written when the file is opened (writing.ts), because numbers are cut into their
 * forms by code.
 */
export const foundAndCounted = {
  number: 100,
  sql: `
    ALTER TABLE calls ADD COLUMN outbound INTEGER;
    -- Null: of none of these columns anything is written yet.
    ALTER TABLE calls ADD COLUMN outcome TEXT;
    ALTER TABLE calls ADD COLUMN answered_ms INTEGER;
    ALTER TABLE calls ADD COLUMN ended_ms INTEGER;
    -- In seconds.
    ALTER TABLE calls ADD COLUMN duration INTEGER;
    ALTER TABLE calls ADD COLUMN follow_up TEXT;
    -- Who took it, and whose phones rang.
    ALTER TABLE calls ADD COLUMN phones INTEGER;
    -- AUTOINCREMENT: a number is never used again.
    CREATE TABLE call_phones (ref INTEGER PRIMARY KEY AUTOINCREMENT, phones TEXT NOT NULL UNIQUE) STRICT;

    DROP TABLE call_search;
    CREATE VIRTUAL TABLE call_search USING fts5(
      name, number, organisation, matter, note, said, summary,
      content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3'
    );
    DROP TABLE contact_search;
    CREATE VIRTUAL TABLE contact_search USING fts5(
      name, number, organisation, matter,
      content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3'
    );
    INSERT INTO facts (key, value) VALUES ('index_again', '1')
      ON CONFLICT DO UPDATE SET value = excluded.value;
  `,
} as const;
