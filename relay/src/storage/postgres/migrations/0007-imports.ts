import { inTenant, secured } from './secured.ts';

/** As SQLite's. */
const tables = `
CREATE TABLE imports (
  tenant_id text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL,
  state text NOT NULL,
  created_at text COLLATE "C" NOT NULL,
  counts_json text NOT NULL,
  json text NOT NULL,
  PRIMARY KEY (tenant_id, id)
);
CREATE INDEX imports_newest ON imports (tenant_id, created_at, id);
CREATE TABLE import_pieces (
  tenant_id text COLLATE "C" NOT NULL,
  import_id text COLLATE "C" NOT NULL,
  piece integer NOT NULL,
  bytes bytea NOT NULL,
  PRIMARY KEY (tenant_id, import_id, piece)
);
CREATE TABLE import_refusals (
  position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  tenant_id text COLLATE "C" NOT NULL,
  import_id text COLLATE "C" NOT NULL,
  json text NOT NULL
);
CREATE INDEX import_refusals_of ON import_refusals (tenant_id, import_id, position);
CREATE INDEX contacts_of_search_text ON contacts (tenant_id, search_text COLLATE "C");
`;

/**
 * A field of the row's JSON text as it is written there. A quotation mark inside a text is escaped, so the pattern finds the
 * field and nothing that only looks like it; as json the database would refuse rows with a zero character in them.
 */
export const jsonText = (field: string) => `substring(json from '"${field}":("(?:[^"\\\\]|\\\\.)*")')`;

const indexes = `
CREATE INDEX contacts_of_external_id ON contacts (tenant_id, (${jsonText('externalId')}));
CREATE INDEX matters_of_number ON matters (tenant_id, (${jsonText('number')}));
CREATE INDEX matters_of_external_id ON matters (tenant_id, (${jsonText('externalId')}));
`;

export const imports = [
  tables,
  indexes,
  ...['imports', 'import_pieces', 'import_refusals'].map((table) => secured(table, inTenant)),
].join('\n');
