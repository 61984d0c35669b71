import { inTenant, secured } from './secured.ts';

/** As SQLite's: recordings, their bytes' place, what is made of them (locked), the work, the audit log, the policy. */
const tables = `
CREATE TABLE recordings (
  tenant_id text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL,
  call_id text COLLATE "C" NOT NULL,
  created_at text COLLATE "C" NOT NULL,
  on_hold smallint NOT NULL,
  removable smallint NOT NULL,
  json text NOT NULL,
  PRIMARY KEY (tenant_id, id)
);
CREATE INDEX recordings_newest ON recordings (tenant_id, created_at, id);
CREATE INDEX recordings_of_call ON recordings (tenant_id, call_id);
CREATE INDEX recordings_removable ON recordings (tenant_id, call_id) WHERE removable = 1;
CREATE TABLE recording_media (
  tenant_id text COLLATE "C" NOT NULL,
  recording_id text COLLATE "C" NOT NULL,
  master_key_id text COLLATE "C" NOT NULL,
  json text NOT NULL,
  PRIMARY KEY (tenant_id, recording_id)
);
CREATE INDEX recording_media_of_key ON recording_media (tenant_id, master_key_id, recording_id);
CREATE TABLE insights (
  tenant_id text COLLATE "C" NOT NULL,
  call_id text COLLATE "C" NOT NULL,
  revision integer NOT NULL,
  sentiment text,
  told_json text NOT NULL,
  locked text NOT NULL,
  PRIMARY KEY (tenant_id, call_id)
);
CREATE TABLE jobs (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  tenant_id text COLLATE "C" NOT NULL REFERENCES tenants (id),
  key text COLLATE "C" NOT NULL,
  kind text NOT NULL,
  call_id text COLLATE "C" NOT NULL,
  recording_id text COLLATE "C",
  payload_json text NOT NULL,
  state text NOT NULL,
  due_at text COLLATE "C" NOT NULL,
  attempts integer NOT NULL,
  lease text NOT NULL,
  asked_again smallint NOT NULL DEFAULT 0,
  last_reason text,
  UNIQUE (tenant_id, key)
);
CREATE INDEX jobs_due ON jobs (due_at, id) WHERE state IN ('waiting', 'running');
CREATE INDEX jobs_due_of_tenant ON jobs (tenant_id, due_at, id) WHERE state IN ('waiting', 'running');
CREATE INDEX jobs_of_call ON jobs (tenant_id, call_id);
CREATE TABLE audit (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  tenant_id text COLLATE "C" NOT NULL REFERENCES tenants (id),
  call_id text COLLATE "C",
  json text NOT NULL
);
CREATE INDEX audit_newest ON audit (tenant_id, id);
CREATE INDEX audit_of_call ON audit (tenant_id, call_id, id);
CREATE TABLE capture_policies (
  tenant_id text COLLATE "C" PRIMARY KEY REFERENCES tenants (id),
  revision integer NOT NULL,
  json text NOT NULL
);
`;

/** Holds for the owner of the tables too. */
const onlyGrows = `
CREATE FUNCTION audit_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN RAISE EXCEPTION 'the audit log only grows'; END $$;
CREATE TRIGGER audit_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON audit
  FOR EACH STATEMENT EXECUTE FUNCTION audit_only_grows();
`;

export const recordings = [
  tables,
  ...['recordings', 'recording_media', 'insights', 'jobs', 'audit', 'capture_policies'].map((table) =>
    secured(table, inTenant),
  ),
  onlyGrows,
  // Whoever works looks for tenants that have something to do; it claims inside the tenant.
  `CREATE POLICY of_registry ON jobs FOR SELECT USING (current_setting('app.registry', true) = 'on');`,
].join('\n');
