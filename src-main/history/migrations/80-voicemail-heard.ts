/** Who heard a voicemail is kept in the call; the column is for counting those that nobody heard. */
export const voicemailHeard = {
  number: 80,
  sql: `
    ALTER TABLE calls ADD COLUMN unheard INTEGER NOT NULL DEFAULT 0;
    UPDATE calls SET unheard = 1 WHERE voicemail = 1;
    CREATE INDEX calls_unheard ON calls (unheard) WHERE unheard = 1;
  `,
} as const;
