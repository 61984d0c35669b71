import { inTenant, secured } from './secured.ts';

/** As SQLite's: messages, facts that came before their call, what was asked of providers, numbers that are not taken. */
const tables = `
CREATE TABLE messages (
  tenant_id text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL,
  provider text NOT NULL,
  provider_message_id text,
  at text COLLATE "C" NOT NULL,
  other_number text,
  contact_id text,
  json text NOT NULL,
  PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX messages_of_provider ON messages (tenant_id, provider, provider_message_id)
  WHERE provider_message_id IS NOT NULL;
CREATE INDEX messages_newest ON messages (tenant_id, at, id);
CREATE INDEX messages_unlinked ON messages (tenant_id, other_number) WHERE contact_id IS NULL;
CREATE INDEX messages_unconfirmed ON messages (tenant_id, other_number) WHERE provider_message_id IS NULL;
CREATE TABLE early_facts (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  tenant_id text COLLATE "C" NOT NULL,
  provider text NOT NULL,
  provider_call_id text NOT NULL,
  received_at text COLLATE "C" NOT NULL,
  fact_json text NOT NULL
);
CREATE INDEX early_facts_call ON early_facts (tenant_id, provider, provider_call_id);
CREATE TABLE actions (
  tenant_id text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL,
  begun_at text COLLATE "C" NOT NULL,
  json text NOT NULL,
  PRIMARY KEY (tenant_id, id)
);
CREATE TABLE blocked_numbers (
  tenant_id text COLLATE "C" NOT NULL,
  number text COLLATE "C" NOT NULL,
  json text NOT NULL,
  PRIMARY KEY (tenant_id, number)
);
`;

/**
 * Calls learn what their provider added; events of calls too, because a desktop that was away reads them yet. As text,
 * because jsonb would rewrite numbers and order. Without FORCE meanwhile: the owner would else see no row of any tenant.
 */
const nothing = `"healed":false,"added":{"tags":[],"comment":null,"recording":null,"hasTranscription":false,"summary":null,"digits":null},`;
const oldRows = `
ALTER TABLE calls NO FORCE ROW LEVEL SECURITY;
ALTER TABLE events NO FORCE ROW LEVEL SECURITY;
UPDATE calls SET call_json = '{${nothing}' || substr(call_json, 2);
UPDATE events SET json = regexp_replace(json, '"call":\\{', '"call":{${nothing}') WHERE type = 'call_changed';
ALTER TABLE calls FORCE ROW LEVEL SECURITY;
ALTER TABLE events FORCE ROW LEVEL SECURITY;
`;

export const telephony = [
  tables,
  ...['messages', 'early_facts', 'actions', 'blocked_numbers'].map((table) => secured(table, inTenant)),
  oldRows,
].join('\n');
