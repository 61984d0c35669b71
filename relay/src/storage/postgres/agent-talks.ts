import type { AgentTalk } from '../../wire/agent-talk.ts';
import type { AgentTalkStore } from '../agent-talk-port.ts';
import { agentTalkColumns, agentTalkOf, talkFiguresOf } from '../agent-talk-row.ts';
import { pageSize } from '../cursor.ts';
import type { TextLock } from '../text-lock.ts';
import { callById } from './calls.ts';
import type { Scope } from './scope.ts';
import type { Session } from './session.ts';

async function putTalk(session: Session, tenantId: string, talk: AgentTalk, lock: TextLock): Promise<void> {
  const { callId, endedAt, figuresJson, locked } = agentTalkColumns(talk, lock);
  await session.run(
    `INSERT INTO agent_talks (tenant_id, call_id, ended_at, figures_json, locked) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (tenant_id, call_id) DO UPDATE SET ended_at = excluded.ended_at,
       figures_json = excluded.figures_json, locked = excluded.locked`,
    [tenantId, callId, endedAt, figuresJson, locked],
  );
}

export async function removeTalk(session: Session, tenantId: string, callId: string): Promise<boolean> {
  return (await session.run('DELETE FROM agent_talks WHERE tenant_id = $1 AND call_id = $2', [tenantId, callId])) === 1;
}

/** @returns how many were locked anew */
export async function relockTalks(session: Session, tenantId: string, limit: number, lock: TextLock): Promise<number> {
  if (limit <= 0) return 0;
  const rows = await session.rows<{ locked: string }>(
    'SELECT locked FROM agent_talks WHERE tenant_id = $1 AND NOT starts_with(locked, $2) ORDER BY call_id LIMIT $3',
    [tenantId, lock.currentPrefix, pageSize(limit)],
  );
  for (const { locked } of rows) await putTalk(session, tenantId, agentTalkOf(locked, lock), lock);
  return rows.length;
}

export function createAgentTalkStore(tenantId: string, { scoped, logged }: Scope, lock: TextLock): AgentTalkStore {
  return {
    // Under the tenant's lock: a relock at the same moment would else bring the one before back.
    putAgentTalk: (talk) =>
      logged(async (s) => {
        if (!(await callById(s, tenantId, talk.callId))) return false;
        await putTalk(s, tenantId, talk, lock);
        return true;
      }),
    agentTalk: (callId) =>
      scoped(async (s) => {
        const [row] = await s.rows<{ locked: string }>(
          'SELECT locked FROM agent_talks WHERE tenant_id = $1 AND call_id = $2',
          [tenantId, callId],
        );
        return row ? agentTalkOf(row.locked, lock) : null;
      }),
    agentTalkFigures: (from, to, limit) =>
      scoped(async (s) => {
        const rows = await s.rows<{ figures_json: string }>(
          `SELECT figures_json FROM agent_talks WHERE tenant_id = $1 AND ended_at >= $2 AND ended_at < $3
           ORDER BY ended_at DESC, call_id LIMIT $4`,
          [tenantId, from, to, limit],
        );
        return rows.map((row) => talkFiguresOf(row.figures_json));
      }),
  };
}
