/**
 * Recordings, where their bytes are, what is made of them (locked), the work that makes it, and who touched it. The audit
 * log only grows, whatever a statement says.
 */
export const recordings = `
CREATE TABLE recordings (
  tenant_id TEXT NOT NULL,
  id TEXT NOT NULL,
  call_id TEXT NOT NULL,
  created_at TEXT NOT NULL,
  on_hold INTEGER NOT NULL,
  removable INTEGER NOT NULL,
  json TEXT NOT NULL,
  PRIMARY KEY (tenant_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX recordings_newest ON recordings (tenant_id, created_at, id);
CREATE INDEX recordings_of_call ON recordings (tenant_id, call_id);
CREATE INDEX recordings_removable ON recordings (tenant_id, call_id) WHERE removable = 1;

CREATE TABLE recording_media (
  tenant_id TEXT NOT NULL,
  recording_id TEXT NOT NULL,
  master_key_id TEXT NOT NULL,
  json TEXT NOT NULL,
  PRIMARY KEY (tenant_id, recording_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX recording_media_of_key ON recording_media (tenant_id, master_key_id, recording_id);

CREATE TABLE insights (
  tenant_id TEXT NOT NULL,
  call_id TEXT NOT NULL,
  revision INTEGER NOT NULL,
  sentiment TEXT,
  told_json TEXT NOT NULL,
  locked TEXT NOT NULL,
  PRIMARY KEY (tenant_id, call_id)
) STRICT;

CREATE TABLE jobs (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  tenant_id TEXT NOT NULL REFERENCES tenants (id),
  key TEXT NOT NULL,
  kind TEXT NOT NULL,
  call_id TEXT NOT NULL,
  recording_id TEXT,
  payload_json TEXT NOT NULL,
  state TEXT NOT NULL,
  due_at TEXT NOT NULL,
  attempts INTEGER NOT NULL,
  lease TEXT NOT NULL,
  asked_again INTEGER NOT NULL DEFAULT 0,
  last_reason TEXT,
  UNIQUE (tenant_id, key)
) STRICT;
CREATE INDEX jobs_due ON jobs (due_at, id) WHERE state IN ('waiting', 'running');
CREATE INDEX jobs_due_of_tenant ON jobs (tenant_id, due_at, id) WHERE state IN ('waiting', 'running');
CREATE INDEX jobs_of_call ON jobs (tenant_id, call_id);

CREATE TABLE audit (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  tenant_id TEXT NOT NULL REFERENCES tenants (id),
  call_id TEXT,
  json TEXT NOT NULL
) STRICT;
CREATE INDEX audit_newest ON audit (tenant_id, id);
CREATE INDEX audit_of_call ON audit (tenant_id, call_id, id);
CREATE TRIGGER audit_stays BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit log only grows'); END;
CREATE TRIGGER audit_keeps BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit log only grows'); END;

CREATE TABLE capture_policies (
  tenant_id TEXT PRIMARY KEY REFERENCES tenants (id),
  revision INTEGER NOT NULL,
  json TEXT NOT NULL
) STRICT, WITHOUT ROWID;
`;
