/**
 * Callbacks, tasks and time entries; how the firm works. Calls, contacts and matters learn what they may now say; events of
 * them need not: what a desktop reads has defaults for it.
 */
export const afterTheCall = `
CREATE TABLE items (
  tenant_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  call_id TEXT,
  contact_id TEXT,
  matter_id TEXT,
  owed INTEGER NOT NULL,
  json TEXT NOT NULL,
  PRIMARY KEY (tenant_id, kind, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX items_owed ON items (tenant_id, kind, id) WHERE owed = 1;
CREATE INDEX items_of_call ON items (tenant_id, call_id) WHERE call_id IS NOT NULL;
CREATE INDEX items_of_contact ON items (tenant_id, contact_id) WHERE contact_id IS NOT NULL;
CREATE INDEX items_of_matter ON items (tenant_id, matter_id) WHERE matter_id IS NOT NULL;

CREATE TABLE practices (
  tenant_id TEXT PRIMARY KEY,
  revision INTEGER NOT NULL,
  json TEXT NOT NULL
) STRICT, WITHOUT ROWID;

UPDATE calls SET call_json = json_set(call_json, '$.otherNotes', json('[]'), '$.tags', json('null'), '$.disposition', json('null'));
UPDATE contacts SET json = json_set(json, '$.emails', json('[]'), '$.externalId', json('null'), '$.stamps', json('{}'));
UPDATE matters SET json = json_set(json, '$.area', json('null'), '$.teamPersonIds', json('[]'),
  '$.flags', json('{"conflictUnresolved":false,"unpaidProvision":false}'), '$.restrictedTo', json('null'),
  '$.externalId', json('null'), '$.stamps', json('{}'));
`;
