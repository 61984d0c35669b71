/**
 * Contacts and matters that other software keeps too (external ids), duplicates, parties of closed matters, messages by
 * matter, and restricted matters: who may know of them, and what everybody else is told instead of an event.
 *
 * The last seven digits find a number that is written in another form; whether it is the same is decided by its national
 * number (calls/same-number.ts). Names of old rows are folded roughly until they are next written.
 */
export const directory = `
ALTER TABLE contacts ADD COLUMN external_id TEXT;
ALTER TABLE contacts ADD COLUMN folded_name TEXT NOT NULL DEFAULT '';
UPDATE contacts SET folded_name = lower(json_extract(json, '$.name'));
CREATE UNIQUE INDEX contacts_external ON contacts (tenant_id, external_id) WHERE external_id IS NOT NULL;
CREATE INDEX contacts_named ON contacts (tenant_id, folded_name);
CREATE INDEX contact_numbers_ending ON contact_numbers (tenant_id, substr(number, -7));
DROP INDEX calls_unlinked;
CREATE INDEX calls_unlinked ON calls (tenant_id, substr(other_number, -7)) WHERE contact_id IS NULL;
CREATE INDEX calls_matter ON calls (tenant_id, matter_id) WHERE matter_id IS NOT NULL;

ALTER TABLE matters ADD COLUMN external_id TEXT;
CREATE UNIQUE INDEX matters_external ON matters (tenant_id, external_id) WHERE external_id IS NOT NULL;
CREATE TABLE matter_parties (
  tenant_id TEXT NOT NULL,
  contact_id TEXT NOT NULL,
  matter_id TEXT NOT NULL,
  PRIMARY KEY (tenant_id, contact_id, matter_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX matter_parties_matter ON matter_parties (tenant_id, matter_id);
INSERT INTO matter_parties SELECT DISTINCT m.tenant_id, json_extract(p.value, '$.contactId'), m.id
  FROM matters m, json_each(m.json, '$.parties') p;

ALTER TABLE messages ADD COLUMN matter_id TEXT;
UPDATE messages SET matter_id = json_extract(json, '$.matterId');
DROP INDEX messages_unlinked;
CREATE INDEX messages_unlinked ON messages (tenant_id, substr(other_number, -7)) WHERE contact_id IS NULL;
CREATE INDEX messages_contact ON messages (tenant_id, contact_id) WHERE contact_id IS NOT NULL;
CREATE INDEX messages_matter ON messages (tenant_id, matter_id) WHERE matter_id IS NOT NULL;

CREATE TABLE restricted_matters (
  tenant_id TEXT NOT NULL,
  matter_id TEXT NOT NULL,
  allowed_json TEXT NOT NULL,
  PRIMARY KEY (tenant_id, matter_id)
) STRICT, WITHOUT ROWID;
ALTER TABLE events ADD COLUMN audience_json TEXT;
ALTER TABLE events ADD COLUMN withheld_json TEXT;
`;
