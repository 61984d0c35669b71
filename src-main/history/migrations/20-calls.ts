/**
 * `calls` is narrow, so that counting and windowing 100,000 rows reads few pages; the call itself is in `call_bodies`.
 * `seq` rises with the start of the call (see call-seq.ts), so every index and the full-text index come out in the
 * order of the list.
 */
export const calls = {
  number: 20,
  sql: `
    CREATE TABLE calls (
      seq INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      contact_id TEXT, matter_id TEXT, other_number TEXT, firm_number TEXT,
      -- 1: somebody of the firm talked with them.
      talk INTEGER NOT NULL,
      -- 1: inbound, and nobody took it.
      missed INTEGER NOT NULL,
      -- 1: the follow-up says that nothing is owed.
      settled INTEGER NOT NULL,
      voicemail INTEGER NOT NULL,
      -- Of a missed call: the first talk with the same contact or number afterwards.
      reached_seq INTEGER,
      fill INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX calls_of_contact ON calls (contact_id) WHERE contact_id IS NOT NULL;
    CREATE INDEX calls_of_matter ON calls (matter_id) WHERE matter_id IS NOT NULL;
    CREATE INDEX calls_of_number ON calls (other_number) WHERE other_number IS NOT NULL;
    CREATE INDEX calls_of_line ON calls (firm_number) WHERE firm_number IS NOT NULL;
    CREATE INDEX talks_with_contact ON calls (contact_id) WHERE talk = 1;
    CREATE INDEX talks_with_number ON calls (other_number) WHERE talk = 1;
    CREATE INDEX missed_of_contact ON calls (contact_id) WHERE missed = 1;
    CREATE INDEX missed_of_number ON calls (other_number) WHERE missed = 1;
    CREATE INDEX calls_reached_by ON calls (reached_seq) WHERE reached_seq IS NOT NULL;
    CREATE INDEX calls_unreturned ON calls (missed, settled, reached_seq) WHERE missed = 1 AND settled = 0 AND reached_seq IS NULL;
    CREATE INDEX calls_voicemail ON calls (voicemail) WHERE voicemail = 1;

    CREATE TABLE call_bodies (
      seq INTEGER PRIMARY KEY,
      -- As the relay has it.
      body TEXT NOT NULL,
      -- With what was written here and waits; null when nothing waits.
      shown TEXT
    ) STRICT;

    -- Whose call it is: a person's id, or 'user:' and the provider's user id; by a phone that rang or by an own line.
    CREATE TABLE call_people (
      person TEXT NOT NULL, seq INTEGER NOT NULL, why TEXT NOT NULL, PRIMARY KEY (person, seq, why)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX call_people_of ON call_people (seq);

    CREATE TABLE call_hops (call_id TEXT NOT NULL, name TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (call_id, name))
      STRICT, WITHOUT ROWID;
  `,
} as const;
