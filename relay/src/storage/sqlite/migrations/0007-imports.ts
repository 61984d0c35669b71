/**
 * Files that are imported, in pieces, and the rows that were refused. An import asks for contacts by their name and by the id
 * of another program, and for matters by number, thousands of times.
 */
export const imports = `
CREATE TABLE imports (
  tenant_id TEXT NOT NULL,
  id TEXT NOT NULL,
  state TEXT NOT NULL,
  created_at TEXT NOT NULL,
  counts_json TEXT NOT NULL,
  json TEXT NOT NULL,
  PRIMARY KEY (tenant_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX imports_newest ON imports (tenant_id, created_at, id);
CREATE TABLE import_pieces (
  tenant_id TEXT NOT NULL,
  import_id TEXT NOT NULL,
  piece INTEGER NOT NULL,
  bytes BLOB NOT NULL,
  PRIMARY KEY (tenant_id, import_id, piece)
) STRICT;
CREATE TABLE import_refusals (
  position INTEGER PRIMARY KEY AUTOINCREMENT,
  tenant_id TEXT NOT NULL,
  import_id TEXT NOT NULL,
  json TEXT NOT NULL
) STRICT;
CREATE INDEX import_refusals_of ON import_refusals (tenant_id, import_id, position);
CREATE INDEX contacts_of_search_text ON contacts (tenant_id, search_text);
CREATE INDEX contacts_of_external_id ON contacts (tenant_id, json_extract(json, '$.externalId'));
CREATE INDEX matters_of_number ON matters (tenant_id, json_extract(json, '$.number'));
CREATE INDEX matters_of_external_id ON matters (tenant_id, json_extract(json, '$.externalId'));
`;
