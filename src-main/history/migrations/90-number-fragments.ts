/**
 * Numbers are found by any four digits of them. Both indexes of texts are made anew: their rows are written when the file is
 * opened (search-index.ts), because numbers are cut into their forms by code.
 */
export const numberFragments = {
  number: 90,
  sql: `
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
