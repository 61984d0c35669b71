/**
 * Recordings as the relay tells of them, what this computer has of their audio, and what was made of a call's words.
 *
 * The words are locked (AES-256-GCM with a key from the system's key store, local-lock.ts). The full-text index holds the
 * single words that it finds calls by, and their places: it is contentless, without the text, and that is what the design
 * accepts (DESIGN.md section 5). It is made anew with columns for what was said and for the summary; its rows are written
 * when the file is opened (search-index.ts), because numbers are cut into their forms by code. Everything is fetched once
 * more: what the relay told of recordings meanwhile was passed over by a version that did not know them.
 */
export const recordings = {
  number: 60,
  sql: `
    CREATE TABLE recordings (
      id TEXT PRIMARY KEY,
      call_id TEXT NOT NULL,
      voicemail INTEGER NOT NULL,
      -- 1: the relay has its audio.
      playable INTEGER NOT NULL,
      removed INTEGER NOT NULL,
      size_bytes INTEGER NOT NULL,
      sha256 TEXT,
      created_at TEXT NOT NULL,
      body TEXT NOT NULL,
      fill INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX recordings_of_call ON recordings (call_id);
    CREATE INDEX recordings_playable ON recordings (created_at) WHERE playable = 1;

    -- Of this computer alone.
    CREATE TABLE own_audio (
      recording_id TEXT PRIMARY KEY,
      -- Hash of the whole, checked, locked file in the folder; null: none.
      here_sha256 TEXT,
      size_bytes INTEGER NOT NULL DEFAULT 0,
      starred INTEGER NOT NULL DEFAULT 0,
      -- 1: a person fetched it.
      asked INTEGER NOT NULL DEFAULT 0,
      -- What came did not have this hash, which the relay told: not fetched again by itself.
      wrong_sha256 TEXT
    ) STRICT;
    CREATE INDEX own_audio_here ON own_audio (recording_id) WHERE here_sha256 IS NOT NULL;

    -- Removed by the office: the copy here goes at once, then the office is told. Stays until it was.
    CREATE TABLE removals (recording_id TEXT PRIMARY KEY, call_id TEXT NOT NULL) STRICT;

    CREATE TABLE insights (
      call_id TEXT PRIMARY KEY,
      -- Of what stands here; -1: nothing.
      revision INTEGER NOT NULL,
      -- What the relay told of; fetched while it differs.
      wanted INTEGER NOT NULL,
      -- Locked: all of it as JSON, deflated.
      locked BLOB,
      -- Locked: what is searched, with what waits here (spoken-words.ts).
      spoken BLOB,
      fill INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX insights_wanted ON insights (call_id) WHERE wanted <> revision;

    DROP TABLE call_search;
    CREATE VIRTUAL TABLE call_search USING fts5(
      name, number, organisation, matter, note, said, summary,
      content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3'
    );
    INSERT INTO facts (key, value) VALUES ('index_again', '1')
      ON CONFLICT DO UPDATE SET value = excluded.value;
    UPDATE facts SET value = '0' WHERE key = 'fill_finished';
  `,
} as const;
