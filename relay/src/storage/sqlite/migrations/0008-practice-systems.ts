/** Connections to the software that firms keep their matters in, and what was sent there, once. */
export const practiceSystems = `
CREATE TABLE practice_systems (
  tenant_id TEXT NOT NULL,
  system TEXT NOT NULL,
  revision INTEGER NOT NULL,
  json TEXT NOT NULL,
  PRIMARY KEY (tenant_id, system)
) STRICT, WITHOUT ROWID;
CREATE TABLE time_posts (
  tenant_id TEXT NOT NULL,
  system TEXT NOT NULL,
  entry_id TEXT NOT NULL,
  revision INTEGER NOT NULL,
  json TEXT NOT NULL,
  PRIMARY KEY (tenant_id, system, entry_id)
) STRICT, WITHOUT ROWID;
`;
