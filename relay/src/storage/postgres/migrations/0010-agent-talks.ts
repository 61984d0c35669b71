import { inTenant, secured } from './secured.ts';

/** As SQLite's: talks of the AI receptionist; what can be counted stays readable, all else is locked. */
const tables = `
CREATE TABLE agent_talks (
  tenant_id text COLLATE "C" NOT NULL,
  call_id text COLLATE "C" NOT NULL,
  ended_at text COLLATE "C" NOT NULL,
  figures_json text NOT NULL,
  locked text NOT NULL,
  PRIMARY KEY (tenant_id, call_id)
);
CREATE INDEX agent_talks_by_end ON agent_talks (tenant_id, ended_at);
`;

export const agentTalks = [tables, secured('agent_talks', inTenant)].join('\n');
