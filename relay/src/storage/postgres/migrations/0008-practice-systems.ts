import { inTenant, secured } from './secured.ts';

/** As SQLite's: connections to the software that firms keep their matters in, and what was sent there, once. */
const tables = `
CREATE TABLE practice_systems (
  tenant_id text COLLATE "C" NOT NULL,
  system text COLLATE "C" NOT NULL,
  revision integer NOT NULL,
  json text NOT NULL,
  PRIMARY KEY (tenant_id, system)
);
CREATE TABLE time_posts (
  tenant_id text COLLATE "C" NOT NULL,
  system text COLLATE "C" NOT NULL,
  entry_id text COLLATE "C" NOT NULL,
  revision integer NOT NULL,
  json text NOT NULL,
  PRIMARY KEY (tenant_id, system, entry_id)
);
`;

export const practiceSystems = [
  tables,
  ...['practice_systems', 'time_posts'].map((table) => secured(table, inTenant)),
].join('\n');
