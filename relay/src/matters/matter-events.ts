import { draft, type EventDraft } from '../calls/event-draft.ts';
import type { Matter } from '../wire/directory.ts';
import type { Hops } from '../wire/events.ts';

/** What clients are told of a matter that was made or changed: the row, and `case_updated` for existing integrations. */
export function matterDrafts(tenantId: string, matter: Matter, hops: Hops): EventDraft[] {
  return [draft({ type: 'matter_changed', matter, hops }), caseUpdated(tenantId, matter, matter.updatedAt, hops)];
}

export function matterRemovedDrafts(tenantId: string, matter: Matter, at: string, hops: Hops): EventDraft[] {
  return [
    draft({ type: 'matter_removed', matterId: matter.id, hops }),
    caseUpdated(tenantId, matter, at, hops, 'DELETED'),
  ];
}

/** HTTP contract section 5, in that contract's own words. */
function caseUpdated(
  tenantId: string,
  matter: Matter,
  at: string,
  hops: Hops,
  status: 'OPEN' | 'CLOSED' | 'DELETED' = matter.status === 'open' ? 'OPEN' : 'CLOSED',
): EventDraft {
  return draft({
    type: 'case_updated',
    id: matter.id,
    tenant_id: tenantId,
    case_number: matter.number,
    title: matter.title,
    status,
    updated_at: at,
    hops,
  });
}
