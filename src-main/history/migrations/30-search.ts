/** Contentless: the texts stand in the rows already; hits are marked in the few rows on screen (marks.ts). */
export const search = {
  number: 30,
  sql: `
    CREATE VIRTUAL TABLE call_search USING fts5(
      name, number, organisation, matter, note,
      content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3'
    );
    CREATE VIRTUAL TABLE contact_search USING fts5(
      name, number, organisation, matter,
      content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3'
    );
  `,
} as const;
