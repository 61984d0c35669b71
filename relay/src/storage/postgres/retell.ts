import type { EventDraft } from '../../calls/event-draft.ts';
import type { AnyItem, Belongings } from '../../directory/directory-writes.ts';
import { retellBelongings, retellParts } from '../../directory/retell.ts';
import { isSameAudience, type Audience } from '../../policy/may-see.ts';
import type { Call } from '../../wire/call.ts';
import type { Hops } from '../../wire/events.ts';
import { itemKind } from '../../wire/item.ts';
import type { TextLock } from '../text-lock.ts';
import { callsOf } from './calls.ts';
import { insightsOfCall } from './insights.ts';
import { itemsOf } from './items.ts';
import { messagesOf } from './messages.ts';
import { recordingsOfCall } from './recordings.ts';
import { restrictedMatters } from './restricted-matters.ts';
import type { Session } from './session.ts';

export async function belongingsOf(
  s: Session,
  tenantId: string,
  column: 'contact_id' | 'matter_id',
  id: string,
): Promise<Belongings> {
  return {
    calls: await callsOf(s, tenantId, column, id),
    messages: await messagesOf(s, tenantId, column, id),
    items: await allItemsOf(s, tenantId, column, id),
  };
}

/** Calls were filed elsewhere: what hangs on them, when other people may know of it now. */
export async function callsMoved(
  s: Session,
  tenantId: string,
  lock: TextLock,
  moves: readonly { before: Pick<Call, 'matterId'>; after: Call }[],
  hops: Hops,
): Promise<EventDraft[]> {
  const moved = moves.filter(({ before, after }) => before.matterId !== after.matterId);
  if (moved.length === 0) return [];
  const matters = await restrictedMatters(s, tenantId);
  const of = (matterId: string | null) => (matterId === null ? null : (matters.get(matterId) ?? null));
  const drafts: EventDraft[] = [];
  for (const { before, after } of moved) {
    if (isSameAudience(of(before.matterId), of(after.matterId))) continue;
    drafts.push(...(await partsOfCall(s, tenantId, lock, after.id, hops)));
  }
  return drafts;
}

/** Everything of a matter, when other people may know of it now. */
export async function matterOpened(
  s: Session,
  tenantId: string,
  lock: TextLock,
  matter: { id: string; before: Audience; after: Audience },
  hops: Hops,
): Promise<EventDraft[]> {
  if (isSameAudience(matter.before, matter.after)) return [];
  const belongings = await belongingsOf(s, tenantId, 'matter_id', matter.id);
  const drafts = retellBelongings(tenantId, belongings, hops);
  for (const { call } of belongings.calls) drafts.push(...(await partsOfCall(s, tenantId, lock, call.id, hops)));
  return drafts;
}

async function partsOfCall(
  s: Session,
  tenantId: string,
  lock: TextLock,
  callId: string,
  hops: Hops,
): Promise<EventDraft[]> {
  const kept = (await insightsOfCall(s, tenantId, callId, lock))?.insights;
  const parts = {
    items: await allItemsOf(s, tenantId, 'call_id', callId),
    recordings: await recordingsOfCall(s, tenantId, callId),
    insights: kept ? [kept] : [],
  };
  return retellParts(tenantId, parts, hops);
}

async function allItemsOf(
  s: Session,
  tenantId: string,
  column: 'contact_id' | 'matter_id' | 'call_id',
  id: string,
): Promise<AnyItem[]> {
  const items: AnyItem[] = [];
  for (const kind of itemKind.options) {
    const found = await itemsOf(s, tenantId, kind, { column, value: id });
    items.push(...found.map((item) => ({ kind, item }) as AnyItem));
  }
  return items;
}
