/**
 * Messages, facts that came before their call, what was asked of providers, numbers that are not taken. Calls learn
 * what their provider added; events of calls too, because a desktop that was away reads them yet.
 */
export const telephony = `
CREATE TABLE messages (
  tenant_id TEXT NOT NULL,
  id TEXT NOT NULL,
  provider TEXT NOT NULL,
  provider_message_id TEXT,
  at TEXT NOT NULL,
  other_number TEXT,
  contact_id TEXT,
  json TEXT NOT NULL,
  PRIMARY KEY (tenant_id, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX messages_of_provider ON messages (tenant_id, provider, provider_message_id)
  WHERE provider_message_id IS NOT NULL;
CREATE INDEX messages_newest ON messages (tenant_id, at, id);
CREATE INDEX messages_unlinked ON messages (tenant_id, other_number) WHERE contact_id IS NULL;
CREATE INDEX messages_unconfirmed ON messages (tenant_id, other_number) WHERE provider_message_id IS NULL;

CREATE TABLE early_facts (
  id INTEGER PRIMARY KEY,
  tenant_id TEXT NOT NULL,
  provider TEXT NOT NULL,
  provider_call_id TEXT NOT NULL,
  received_at TEXT NOT NULL,
  fact_json TEXT NOT NULL
) STRICT;
CREATE INDEX early_facts_call ON early_facts (tenant_id, provider, provider_call_id);

CREATE TABLE actions (
  tenant_id TEXT NOT NULL,
  id TEXT NOT NULL,
  begun_at TEXT NOT NULL,
  json TEXT NOT NULL,
  PRIMARY KEY (tenant_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE blocked_numbers (
  tenant_id TEXT NOT NULL,
  number TEXT NOT NULL,
  json TEXT NOT NULL,
  PRIMARY KEY (tenant_id, number)
) STRICT, WITHOUT ROWID;

UPDATE calls SET call_json = json_set(call_json, '$.healed', json('false'), '$.added', json('{"tags":[],"comment":null,
  "recording":null,"hasTranscription":false,"summary":null,"digits":null}'));
UPDATE events SET json = json_set(json, '$.call.healed', json('false'), '$.call.added', json('{"tags":[],
  "comment":null,"recording":null,"hasTranscription":false,"summary":null,"digits":null}'))
  WHERE type = 'call_changed';
`;
