import { inTenant, secured } from './secured.ts';

/**
 * The same tables as SQLite's, with row-level security: even a query that forgets its tenant sees nothing of another.
 * JSON is TEXT, not jsonb, because jsonb would rewrite numbers and order. Ids sort by bytes in every locale.
 */
const tables = `
CREATE TABLE tenants (
  id text COLLATE "C" PRIMARY KEY,
  hook_token text NOT NULL UNIQUE,
  json text NOT NULL
);
CREATE TABLE event_heads (
  tenant_id text COLLATE "C" PRIMARY KEY REFERENCES tenants (id),
  last_id bigint NOT NULL DEFAULT 0
);
CREATE TABLE inbox (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  tenant_id text COLLATE "C" NOT NULL REFERENCES tenants (id),
  provider text NOT NULL,
  dedupe_key text NOT NULL,
  kind text NOT NULL,
  received_at text COLLATE "C" NOT NULL,
  content_type text NOT NULL,
  raw_body bytea NOT NULL,
  unreadable text,
  fact_count integer NOT NULL,
  UNIQUE (tenant_id, provider, dedupe_key)
);
CREATE TABLE calls (
  tenant_id text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL,
  provider text NOT NULL,
  provider_call_id text NOT NULL,
  started_at text COLLATE "C" NOT NULL,
  direction text NOT NULL,
  outcome text NOT NULL,
  other_number text,
  contact_id text,
  matter_id text,
  search_text text NOT NULL,
  call_json text NOT NULL,
  facts_json text NOT NULL,
  chosen_json text NOT NULL,
  announced_over smallint NOT NULL,
  imported smallint NOT NULL,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, provider, provider_call_id)
);
CREATE INDEX calls_newest ON calls (tenant_id, started_at, id);
CREATE INDEX calls_unlinked ON calls (tenant_id, other_number) WHERE contact_id IS NULL;
CREATE INDEX calls_contact ON calls (tenant_id, contact_id) WHERE contact_id IS NOT NULL;

CREATE TABLE contacts (
  tenant_id text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL,
  search_text text NOT NULL,
  json text NOT NULL,
  PRIMARY KEY (tenant_id, id)
);
CREATE TABLE contact_numbers (
  tenant_id text COLLATE "C" NOT NULL,
  number text NOT NULL,
  contact_id text NOT NULL,
  PRIMARY KEY (tenant_id, number, contact_id)
);
CREATE INDEX contact_numbers_contact ON contact_numbers (tenant_id, contact_id);
CREATE TABLE matters (
  tenant_id text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL,
  json text NOT NULL,
  PRIMARY KEY (tenant_id, id)
);
CREATE TABLE open_matter_parties (
  tenant_id text COLLATE "C" NOT NULL,
  contact_id text NOT NULL,
  matter_id text NOT NULL,
  PRIMARY KEY (tenant_id, contact_id, matter_id)
);
CREATE INDEX open_matter_parties_matter ON open_matter_parties (tenant_id, matter_id);
CREATE TABLE people (
  tenant_id text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL,
  json text NOT NULL,
  PRIMARY KEY (tenant_id, id)
);
CREATE TABLE provider_users (
  tenant_id text COLLATE "C" NOT NULL,
  provider_user_id text NOT NULL,
  person_id text NOT NULL,
  PRIMARY KEY (tenant_id, provider_user_id, person_id)
);
CREATE INDEX provider_users_person ON provider_users (tenant_id, person_id);
CREATE TABLE events (
  tenant_id text COLLATE "C" NOT NULL,
  id bigint NOT NULL,
  type text NOT NULL,
  json text NOT NULL,
  PRIMARY KEY (tenant_id, id)
);
CREATE TABLE invitations (
  code_hash text PRIMARY KEY,
  tenant_id text COLLATE "C" NOT NULL REFERENCES tenants (id),
  person_id text NOT NULL,
  expires_at text COLLATE "C" NOT NULL,
  used_at text
);
CREATE TABLE devices (
  tenant_id text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL,
  name text NOT NULL,
  person_id text NOT NULL,
  platform text NOT NULL,
  app_version text NOT NULL,
  enrolled_at text COLLATE "C" NOT NULL,
  last_seen_at text,
  revoked_at text,
  access_token_hash text NOT NULL,
  access_expires_at text NOT NULL,
  refresh_token_hash text NOT NULL,
  previous_refresh_token_hash text,
  rotation_confirmed smallint NOT NULL,
  PRIMARY KEY (tenant_id, id)
);
CREATE TABLE tickets (
  tenant_id text COLLATE "C" NOT NULL,
  ticket_hash text NOT NULL,
  device_id text NOT NULL,
  expires_at text COLLATE "C" NOT NULL,
  PRIMARY KEY (tenant_id, ticket_hash)
);
CREATE TABLE health (
  id smallint PRIMARY KEY CHECK (id = 1),
  at text NOT NULL
);
`;

const ofOneTenant = [
  'event_heads',
  'inbox',
  'calls',
  'contacts',
  'contact_numbers',
  'matters',
  'open_matter_parties',
  'people',
  'provider_users',
  'events',
  'invitations',
  'devices',
  'tickets',
];

const inRegistry = `current_setting('app.registry', true) = 'on'`;

export const firstTables = [
  tables,
  ...ofOneTenant.map((table) => secured(table, inTenant)),
  secured('tenants', inRegistry),
  // The registry makes a tenant's head with the tenant, and finds the tenant of a typed code; nothing more.
  `CREATE POLICY of_registry ON event_heads FOR INSERT WITH CHECK (${inRegistry});`,
  `CREATE POLICY of_registry ON invitations FOR SELECT USING (${inRegistry});`,
].join('\n');
