/** What a person changed here and the relay has not confirmed. AUTOINCREMENT: a sequence number is never used again. */
export const changes = {
  number: 40,
  sql: `
    CREATE TABLE changes (seq INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, change TEXT NOT NULL) STRICT;
  `,
} as const;
