/** What was closed or done a short while ago is found without reading all that ever was. */
export const settledItems = {
  number: 75,
  sql: `
    CREATE INDEX items_settled ON items (kind, json_extract(coalesce(shown, body), '$.updatedAt')) WHERE owed = 0;
  `,
} as const;
