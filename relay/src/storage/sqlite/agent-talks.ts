import type { Database } from 'better-sqlite3';
import type { AgentTalk } from '../../wire/agent-talk.ts';
import type { AgentTalkStore, TalkFigures } from '../agent-talk-port.ts';
import { agentTalkColumns, agentTalkOf, talkFiguresOf } from '../agent-talk-row.ts';
import { pageSize } from '../cursor.ts';
import type { TextLock } from '../text-lock.ts';
import type { Connection } from './connection.ts';
import type { Tables } from './tables.ts';

export type AgentTalksTable = ReturnType<typeof prepareAgentTalks>;

export function prepareAgentTalks(db: Database) {
  const ofCall = db
    .prepare<[string, string], string>('SELECT locked FROM agent_talks WHERE tenant_id = ? AND call_id = ?')
    .pluck();
  const put = db.prepare<[Record<string, unknown>]>(
    `INSERT INTO agent_talks (tenant_id, call_id, ended_at, figures_json, locked)
     VALUES ($tenantId, $callId, $endedAt, $figuresJson, $locked)
     ON CONFLICT (tenant_id, call_id) DO UPDATE SET ended_at = excluded.ended_at,
       figures_json = excluded.figures_json, locked = excluded.locked`,
  );
  const remove = db.prepare<[string, string]>('DELETE FROM agent_talks WHERE tenant_id = ? AND call_id = ?');
  const between = db
    .prepare<[string, string, string, number], string>(
      `SELECT figures_json FROM agent_talks WHERE tenant_id = ? AND ended_at >= ? AND ended_at < ?
       ORDER BY ended_at DESC, call_id LIMIT ?`,
    )
    .pluck();
  const olderLocked = db
    .prepare<[string, string, number], string>(
      'SELECT locked FROM agent_talks WHERE tenant_id = ? AND instr(locked, ?) <> 1 ORDER BY call_id LIMIT ?',
    )
    .pluck();

  const table = {
    ofCall(tenantId: string, callId: string, lock: TextLock): AgentTalk | null {
      const locked = ofCall.get(tenantId, callId);
      return locked === undefined ? null : agentTalkOf(locked, lock);
    },
    put: (tenantId: string, talk: AgentTalk, lock: TextLock) =>
      void put.run({ tenantId, ...agentTalkColumns(talk, lock) }),
    remove: (tenantId: string, callId: string): boolean => remove.run(tenantId, callId).changes === 1,
    figures: (tenantId: string, from: string, to: string, limit: number): TalkFigures[] =>
      between.all(tenantId, from, to, limit).map(talkFiguresOf),
    /** @returns how many were locked anew */
    relock(tenantId: string, limit: number, lock: TextLock): number {
      const older = limit <= 0 ? [] : olderLocked.all(tenantId, lock.currentPrefix, pageSize(limit));
      for (const locked of older) table.put(tenantId, agentTalkOf(locked, lock), lock);
      return older.length;
    },
  };
  return table;
}

export function createAgentTalkStore(
  tenantId: string,
  { read, write }: Connection,
  { agentTalks, calls }: Pick<Tables, 'agentTalks' | 'calls'>,
  lock: TextLock,
): AgentTalkStore {
  return {
    putAgentTalk: (talk) =>
      write(() => {
        if (!calls.byId(tenantId, talk.callId)) return false;
        agentTalks.put(tenantId, talk, lock);
        return true;
      }),
    agentTalk: (callId) => read(() => agentTalks.ofCall(tenantId, callId, lock)),
    agentTalkFigures: (from, to, limit) => read(() => agentTalks.figures(tenantId, from, to, limit)),
  };
}
