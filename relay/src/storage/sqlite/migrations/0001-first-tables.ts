/**
 * Rows that clients see are kept as the JSON text that they get, beside the columns that queries need. STRICT: a
 * column once coerced phone numbers elsewhere. Every table but `tenants` and `health` begins its key with the tenant.
 */
export const firstTables = `
CREATE TABLE tenants (
  id TEXT PRIMARY KEY,
  hook_token TEXT NOT NULL UNIQUE,
  json TEXT NOT NULL,
  last_event_id INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE TABLE inbox (
  id INTEGER PRIMARY KEY,
  tenant_id TEXT NOT NULL REFERENCES tenants (id),
  provider TEXT NOT NULL,
  dedupe_key TEXT NOT NULL,
  kind TEXT NOT NULL,
  received_at TEXT NOT NULL,
  content_type TEXT NOT NULL,
  raw_body BLOB NOT NULL,
  unreadable TEXT,
  fact_count INTEGER NOT NULL,
  UNIQUE (tenant_id, provider, dedupe_key)
) STRICT;

CREATE TABLE calls (
  id TEXT NOT NULL,
  tenant_id TEXT NOT NULL,
  provider TEXT NOT NULL,
  provider_call_id TEXT NOT NULL,
  started_at TEXT NOT NULL,
  direction TEXT NOT NULL,
  outcome TEXT NOT NULL,
  other_number TEXT,
  contact_id TEXT,
  matter_id TEXT,
  search_text TEXT NOT NULL,
  call_json TEXT NOT NULL,
  facts_json TEXT NOT NULL,
  chosen_json TEXT NOT NULL,
  announced_over INTEGER NOT NULL,
  imported INTEGER NOT NULL,
  UNIQUE (tenant_id, id),
  UNIQUE (tenant_id, provider, provider_call_id)
) STRICT;
CREATE INDEX calls_newest ON calls (tenant_id, started_at, id);
CREATE INDEX calls_unlinked ON calls (tenant_id, other_number) WHERE contact_id IS NULL;
CREATE INDEX calls_contact ON calls (tenant_id, contact_id) WHERE contact_id IS NOT NULL;

CREATE TABLE contacts (
  tenant_id TEXT NOT NULL,
  id TEXT NOT NULL,
  search_text TEXT NOT NULL,
  json TEXT NOT NULL,
  PRIMARY KEY (tenant_id, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE contact_numbers (
  tenant_id TEXT NOT NULL,
  number TEXT NOT NULL,
  contact_id TEXT NOT NULL,
  PRIMARY KEY (tenant_id, number, contact_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX contact_numbers_contact ON contact_numbers (tenant_id, contact_id);

CREATE TABLE matters (
  tenant_id TEXT NOT NULL,
  id TEXT NOT NULL,
  json TEXT NOT NULL,
  PRIMARY KEY (tenant_id, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE open_matter_parties (
  tenant_id TEXT NOT NULL,
  contact_id TEXT NOT NULL,
  matter_id TEXT NOT NULL,
  PRIMARY KEY (tenant_id, contact_id, matter_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX open_matter_parties_matter ON open_matter_parties (tenant_id, matter_id);

CREATE TABLE people (
  tenant_id TEXT NOT NULL,
  id TEXT NOT NULL,
  json TEXT NOT NULL,
  PRIMARY KEY (tenant_id, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE provider_users (
  tenant_id TEXT NOT NULL,
  provider_user_id TEXT NOT NULL,
  person_id TEXT NOT NULL,
  PRIMARY KEY (tenant_id, provider_user_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX provider_users_person ON provider_users (tenant_id, person_id);

CREATE TABLE events (
  tenant_id TEXT NOT NULL,
  id INTEGER NOT NULL,
  type TEXT NOT NULL,
  json TEXT NOT NULL,
  PRIMARY KEY (tenant_id, id)
) STRICT;

CREATE TABLE invitations (
  code_hash TEXT PRIMARY KEY,
  tenant_id TEXT NOT NULL REFERENCES tenants (id),
  person_id TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  used_at TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE devices (
  tenant_id TEXT NOT NULL,
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  person_id TEXT NOT NULL,
  platform TEXT NOT NULL,
  app_version TEXT NOT NULL,
  enrolled_at TEXT NOT NULL,
  last_seen_at TEXT,
  revoked_at TEXT,
  access_token_hash TEXT NOT NULL,
  access_expires_at TEXT NOT NULL,
  refresh_token_hash TEXT NOT NULL,
  previous_refresh_token_hash TEXT,
  rotation_confirmed INTEGER NOT NULL,
  PRIMARY KEY (tenant_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE tickets (
  tenant_id TEXT NOT NULL,
  ticket_hash TEXT NOT NULL,
  device_id TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  PRIMARY KEY (tenant_id, ticket_hash)
) STRICT, WITHOUT ROWID;

CREATE TABLE health (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  at TEXT NOT NULL
) STRICT;
`;
