/** Talks of the AI receptionist: what can be counted stays readable, all else is locked. */
export const agentTalks = `
CREATE TABLE agent_talks (
  tenant_id TEXT NOT NULL,
  call_id TEXT NOT NULL,
  ended_at TEXT NOT NULL,
  figures_json TEXT NOT NULL,
  locked TEXT NOT NULL,
  PRIMARY KEY (tenant_id, call_id)
) STRICT;
CREATE INDEX agent_talks_by_end ON agent_talks (tenant_id, ended_at);
`;
