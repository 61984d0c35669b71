import { inTenant, secured } from './secured.ts';

/** As SQLite's: external ids, duplicates, parties of closed matters, messages by matter, restricted matters. */
const tables = `
ALTER TABLE contacts ADD COLUMN external_id text COLLATE "C";
ALTER TABLE contacts ADD COLUMN folded_name text COLLATE "C" NOT NULL DEFAULT '';
CREATE UNIQUE INDEX contacts_external ON contacts (tenant_id, external_id) WHERE external_id IS NOT NULL;
CREATE INDEX contacts_named ON contacts (tenant_id, folded_name);
CREATE INDEX contact_numbers_ending ON contact_numbers (tenant_id, right(number, 7));
DROP INDEX calls_unlinked;
CREATE INDEX calls_unlinked ON calls (tenant_id, right(other_number, 7)) WHERE contact_id IS NULL;
CREATE INDEX calls_matter ON calls (tenant_id, matter_id) WHERE matter_id IS NOT NULL;
ALTER TABLE matters ADD COLUMN external_id text COLLATE "C";
CREATE UNIQUE INDEX matters_external ON matters (tenant_id, external_id) WHERE external_id IS NOT NULL;
CREATE TABLE matter_parties (
  tenant_id text COLLATE "C" NOT NULL,
  contact_id text COLLATE "C" NOT NULL,
  matter_id text COLLATE "C" NOT NULL,
  PRIMARY KEY (tenant_id, contact_id, matter_id)
);
CREATE INDEX matter_parties_matter ON matter_parties (tenant_id, matter_id);
ALTER TABLE messages ADD COLUMN matter_id text COLLATE "C";
DROP INDEX messages_unlinked;
CREATE INDEX messages_unlinked ON messages (tenant_id, right(other_number, 7)) WHERE contact_id IS NULL;
CREATE INDEX messages_contact ON messages (tenant_id, contact_id) WHERE contact_id IS NOT NULL;
CREATE INDEX messages_matter ON messages (tenant_id, matter_id) WHERE matter_id IS NOT NULL;
CREATE TABLE restricted_matters (
  tenant_id text COLLATE "C" NOT NULL,
  matter_id text COLLATE "C" NOT NULL,
  allowed_json text NOT NULL,
  PRIMARY KEY (tenant_id, matter_id)
);
ALTER TABLE events ADD COLUMN audience_json text;
ALTER TABLE events ADD COLUMN withheld_json text;
`;

/** Without FORCE meanwhile: the owner would else see no row of any tenant. */
const filled = ['contacts', 'matters', 'messages'] as const;
const forced = (how: 'NO FORCE' | 'FORCE') =>
  filled.map((table) => `ALTER TABLE ${table} ${how} ROW LEVEL SECURITY;`).join('\n');
const oldRows = `
UPDATE contacts SET folded_name = lower(json::jsonb ->> 'name');
UPDATE messages SET matter_id = json::jsonb ->> 'matterId';
INSERT INTO matter_parties SELECT DISTINCT m.tenant_id, p ->> 'contactId', m.id
  FROM matters m, jsonb_array_elements(m.json::jsonb -> 'parties') p;
`;

export const directory = [
  forced('NO FORCE'),
  tables,
  oldRows,
  forced('FORCE'),
  ...['matter_parties', 'restricted_matters'].map((table) => secured(table, inTenant)),
].join('\n');
