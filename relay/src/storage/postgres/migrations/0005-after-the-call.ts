import { inTenant, secured } from './secured.ts';

/** As SQLite's: callbacks, tasks and time entries; how the firm works. */
const tables = `
CREATE TABLE items (
  tenant_id text COLLATE "C" NOT NULL,
  kind text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL,
  call_id text COLLATE "C",
  contact_id text COLLATE "C",
  matter_id text COLLATE "C",
  owed smallint NOT NULL,
  json text NOT NULL,
  PRIMARY KEY (tenant_id, kind, id)
);
CREATE INDEX items_owed ON items (tenant_id, kind, id) WHERE owed = 1;
CREATE INDEX items_of_call ON items (tenant_id, call_id) WHERE call_id IS NOT NULL;
CREATE INDEX items_of_contact ON items (tenant_id, contact_id) WHERE contact_id IS NOT NULL;
CREATE INDEX items_of_matter ON items (tenant_id, matter_id) WHERE matter_id IS NOT NULL;
CREATE TABLE practices (
  tenant_id text COLLATE "C" PRIMARY KEY,
  revision integer NOT NULL,
  json text NOT NULL
);
`;

/** As text, because jsonb would rewrite numbers and order. Without FORCE meanwhile: the owner would else see no row. */
const newFields = {
  calls: ['call_json', '"otherNotes":[],"tags":null,"disposition":null,'],
  contacts: ['json', '"emails":[],"externalId":null,"stamps":{},'],
  matters: [
    'json',
    '"area":null,"teamPersonIds":[],"flags":{"conflictUnresolved":false,"unpaidProvision":false},"restrictedTo":null,"externalId":null,"stamps":{},',
  ],
} as const;
const oldRows = Object.entries(newFields).map(
  ([table, [column, fields]]) => `
ALTER TABLE ${table} NO FORCE ROW LEVEL SECURITY;
UPDATE ${table} SET ${column} = '{${fields}' || substr(${column}, 2);
ALTER TABLE ${table} FORCE ROW LEVEL SECURITY;
`,
);

export const afterTheCall = [
  tables,
  ...['items', 'practices'].map((table) => secured(table, inTenant)),
  ...oldRows,
].join('\n');
