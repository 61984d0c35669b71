import type { EventDraft } from '../../calls/event-draft.ts';
import type { StoredEvent } from '../port.ts';
import { append, lockHead } from './event-log.ts';
import type { Session, Sessions } from './session.ts';

/** One tenant's transactions. */
export interface Scope {
  readonly scoped: <T>(work: (session: Session) => Promise<T>) => Promise<T>;
  /** For what is told to clients: `log` appends to the tenant's log, once. */
  readonly logged: <T>(
    work: (session: Session, log: (drafts: readonly EventDraft[]) => Promise<StoredEvent[]>) => Promise<T>,
  ) => Promise<T>;
}

export function createScope(tenantId: string, sessions: Sessions): Scope {
  return {
    scoped: (work) => sessions.inTenant(tenantId, work),
    logged: (work) =>
      sessions.inTenant(tenantId, async (session) => {
        const head = await lockHead(session, tenantId);
        return work(session, (drafts) => append(session, tenantId, head, drafts));
      }),
  };
}
